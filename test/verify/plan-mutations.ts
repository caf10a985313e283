/** Mutations that the plan alone gives away. */
import {
  A,
  B,
  CACHE,
  EU,
  LEG,
  MOVES,
  PRICED_MOVES,
  RACK,
  STORE,
  TILL,
  WEB,
  weighedOf,
  NEAR,
  TILLS,
} from "./mutation.js";
import type { ReplacementPlan, TargetRealisation } from "../../src/model/plan.js";
import type { Change, Mutation } from "./mutation.js";
import { validPlan } from "./plan-builder.js";

const ALL_WEB_IN_A = { replicas: 4, byPool: { general: 4 }, byAvailabilityZone: { "eu-central-1a": 4 } };
const WEB_ID = "shop-eu/default/web";
const CACHE_ID = "shop-eu/default/cache";
const QUOTA = "/quotas/aws~1eu-central-1~1L-1216C47A";
const WEB_PLACEMENT = `${EU}/placements/shop-eu~1default~1web`;

const LEG_AT = "/moves/priced/shop-eu~1default~1web/legs/0";

const RIGHT = weighedOf(validPlan());
const [STAY] = MOVES.stays["shop-eu"] ?? [];

const HELD: TargetRealisation = {
  status: "held",
  orders: 6,
  confirmedOrders: 8,
  pendingPods: 0,
  extraMicroPerHour: 0,
};

function heldWith(replacement: ReplacementPlan): TargetRealisation {
  return { ...HELD, replacements: { general: replacement } };
}

/** Two web pods in each of two zones, of which a risk group has one, and so bound to them. */
export const OUTLIVING: readonly Change[] = [
  [`${WEB}/zoneSpread`, undefined],
  [`${WEB}/survive`, "riskGroup"],
  [`${WEB}/riskZones`, { feed: ["eu-central-1a", "eu-central-1c"] }],
  [`${WEB}/boundZones`, ["eu-central-1a", "eu-central-1b"]],
];

export const PLAN_MUTATIONS: readonly Mutation[] = [
  {
    check: "place-losses",
    what: "replicas that are all lost with one region, said to outlive it",
    plan: [
      [
        "/divisions",
        {
          "default/web": {
            replicas: 4,
            byTarget: { "shop-eu": 4 },
            survive: { loss: "region", replicas: 1 },
          },
        },
      ],
    ],
    refusedAt: "/divisions/default~1web/survive/replicas",
  },
  {
    check: "latency",
    what: "a place that is farther than allowed",
    plan: [["/latency", { [TILLS]: [{ ...NEAR, judgedBy: "p95" }] }]],
    refusedAt: "/latency/hamburg-store~1default~1till/0/byTarget/hamburg-store/p95Microseconds",
  },
  {
    check: "latency",
    what: "replicas near users that run elsewhere",
    plan: [["/latency", { [TILLS]: [{ ...NEAR, byTarget: { "shop-eu": NEAR.byTarget["hamburg-store"] } }] }]],
    refusedAt: "/latency/hamburg-store~1default~1till/0/byTarget/shop-eu/replicas",
  },
  {
    check: "weighed",
    what: "a node less than there are in what is weighed",
    plan: [
      [
        "/search/weighed",
        { ...RIGHT, nodesMicroPerHour: RIGHT.nodesMicroPerHour - 10, microPerHour: RIGHT.microPerHour - 10 },
      ],
    ],
    refusedAt: "/search/weighed/nodesMicroPerHour",
  },
  {
    check: "weighed",
    what: "carbon that the nodes do not have in what is weighed",
    plan: [["/search/weighed", { ...RIGHT, carbonMicroPerHour: 1, microPerHour: RIGHT.microPerHour + 1 }]],
    refusedAt: "/search/weighed/carbonMicroPerHour",
  },
  {
    check: "weighed",
    what: "a weighed sum that its parts do not add up to",
    plan: [["/search/weighed", { ...RIGHT, microPerHour: RIGHT.microPerHour + 1 }]],
    refusedAt: "/search/weighed/microPerHour",
  },
  {
    check: "weighed",
    what: "a bound above the weighed sum",
    plan: [["/search/weighed", { ...RIGHT, boundMicroPerHour: RIGHT.microPerHour + 1 }]],
    refusedAt: "/search/weighed/boundMicroPerHour",
  },
  {
    check: "moves",
    what: "more nodes that stay than there are",
    plan: [["/moves", { ...MOVES, stays: { "shop-eu": [{ ...STAY, nodes: 2 }] } }]],
    refusedAt: "/moves/stays/shop-eu/0",
  },
  {
    check: "moves",
    what: "nodes that stay in no purchase of the plan",
    plan: [["/moves", { ...MOVES, stays: { "shop-eu": [{ ...STAY, purchase: "x" }] } }]],
    refusedAt: "/moves/stays/shop-eu/0",
  },
  {
    check: "moves",
    what: "more moves than the limit",
    plan: [["/moves", { ...MOVES, limit: 1 }]],
    refusedAt: "/moves/movePods",
  },
  {
    check: "previous-moves",
    what: "one move fewer than there are",
    plan: [["/moves", { ...MOVES, movePods: 1 }]],
    refusedAt: "/moves/movePods",
  },
  {
    check: "previous-moves",
    what: "a node that stays and stood in another zone",
    plan: [["/moves", { ...MOVES, stays: { "shop-eu": [{ ...STAY, previous: 1 }] } }]],
    refusedAt: "/moves/stays/shop-eu/0",
  },
  {
    check: "previous-moves",
    what: "a node too many that is removed",
    plan: [["/moves", { ...MOVES, removeNodes: 2 }]],
    refusedAt: "/moves/removeNodes",
  },
  {
    check: "previous-moves",
    what: "a move between places that there is none of",
    plan: [["/moves", { ...MOVES, betweenPlaces: 1 }]],
    refusedAt: "/moves/betweenPlaces",
  },
  ...(
    [
      [
        "a move that costs a unit less than its data and minutes",
        [
          [`${LEG_AT}/micro`, 20_685],
          ["/moves/priceMicro", 41_371],
        ],
        `${LEG_AT}/micro`,
      ],
      ["a move to another zone that is said to be free", [[`${LEG_AT}/basis`, "none"]], `${LEG_AT}/basis`],
      ["moves that cost less in sum", [["/moves/priceMicro", 41_371]], "/moves/priceMicro"],
      ["moves that cost more than they may", [["/moves/priceLimitMicro", 41_371]], "/moves/priceMicro"],
      [
        "a planned move that is down for less than the copying",
        [[`${LEG_AT}/copySeconds`, 1021]],
        `${LEG_AT}/downSeconds`,
      ],
    ] as const
  ).map(([what, changes, refusedAt]): Mutation => ({
    check: "move-prices",
    what,
    plan: [["/moves", PRICED_MOVES], ...changes],
    refusedAt,
  })),
  {
    check: "previous-move-prices",
    what: "a replica that begins where none left",
    plan: [
      ["/moves", PRICED_MOVES],
      [`${LEG_AT}/from/availabilityZone`, "eu-central-1b"],
      [`${LEG_AT}/basis`, "none"],
      [`${LEG_AT}/microPerGb`, undefined],
      [`${LEG_AT}/micro`, 10_200],
      ["/moves/priceMicro", 30_886],
    ],
    refusedAt: LEG_AT,
  },
  {
    check: "previous-move-prices",
    what: "a replica that moves and is not priced",
    plan: [
      ["/moves", PRICED_MOVES],
      ["/moves/priced/shop-eu~1default~1web/legs", [LEG]],
      ["/moves/priceMicro", 20_686],
    ],
    refusedAt: "/moves/priced/shop-eu~1default~1web",
  },
  { check: "previous-moves", what: "moves that are not told", plan: [], refusedAt: "/moves" },
  {
    check: "previous-moves",
    what: "moves against another plan",
    plan: [["/moves", { ...MOVES, previousDigest: `sha256:${"b".repeat(64)}` }]],
    refusedAt: "/moves/previousDigest",
  },
  {
    check: "objectives",
    what: "fewer nodes than there are",
    plan: [["/search/furtherObjectives", [{ name: "nodes", value: 1, atLeastCost: 9 }]]],
    refusedAt: "/search/furtherObjectives/0/value",
  },
  {
    check: "objectives",
    what: "a carbon that the plan does not have",
    plan: [["/search/furtherObjectives", [{ name: "carbon", value: 1, atLeastCost: 9_000_000 }]]],
    refusedAt: "/search/furtherObjectives/0/value",
  },
  {
    check: "names",
    what: "a cluster under another key",
    plan: [[`${EU}/name`, "shop-us"]],
    refusedAt: `${EU}/name`,
  },
  { check: "names", what: "a purchase under another key", plan: [[`${A}/key`, "x"]], refusedAt: `${A}/key` },
  { check: "names", what: "a workload of another name", plan: [[`${WEB}/name`, "shop"]], refusedAt: WEB },
  {
    check: "names",
    what: "a workload on an edge site of the cluster's name",
    plan: [[`${WEB}/target/kind`, "edgeSite"]],
    refusedAt: `${WEB}/target`,
  },
  {
    check: "names",
    what: "a compliance zone that does not exist",
    plan: [[`${EU}/complianceZone`, "eu"]],
    refusedAt: `${EU}/complianceZone`,
  },
  {
    check: "names",
    what: "a compliance zone that does not list its cluster",
    plan: [["/complianceZones/eu-personal/clusters", []]],
    refusedAt: "/complianceZones/eu-personal/clusters",
  },
  {
    check: "layouts",
    what: "more nodes than layouts fill",
    plan: [[`${A}/count`, 2]],
    refusedAt: `${A}/layouts`,
  },
  {
    check: "layouts",
    what: "a workload of the edge site on a cluster's node",
    plan: [[`${A}/layouts/0/pods/hamburg-store~1default~1till`, 1]],
    refusedAt: `${A}/layouts/0/pods/hamburg-store~1default~1till`,
  },
  {
    check: "layouts",
    what: "pods of nothing",
    plan: [[`${A}/layouts/0/pods/ghost`, 1]],
    refusedAt: `${A}/layouts/0/pods/ghost`,
  },
  {
    check: "pod-requests",
    what: "a replica that counts as no pod",
    plan: [[`${WEB}/requests/pods`, undefined]],
    refusedAt: `${WEB}/requests/pods`,
  },
  {
    check: "node-capacity",
    what: "a node one millicore too small",
    plan: [[`${A}/allocatable/cpuMilli`, 2599]],
    refusedAt: `${A}/layouts/0`,
    alsoBy: ["headroom"],
  },
  {
    check: "node-capacity",
    what: "a node without memory",
    plan: [[`${A}/allocatable/memoryMiB`, undefined]],
    refusedAt: `${A}/layouts/0`,
    alsoBy: ["headroom"],
  },
  {
    check: "node-capacity",
    what: "a volume more than a node can attach",
    plan: [[`${RACK}/allocatable/attachableVolumes`, 1]],
    refusedAt: `${RACK}/layouts/0`,
    alsoBy: ["peak"],
  },
  {
    check: "node-capacity",
    what: "system load that leaves no room",
    plan: [[`${RACK}/systemLoad/memoryMiB`, 5000]],
    refusedAt: `${RACK}/layouts/0`,
    alsoBy: ["peak"],
  },
  {
    check: "node-capacity",
    what: "a device that the node does not have",
    plan: [[`${TILL}/requests/nvidia.com~1gpu`, 1]],
    refusedAt: `${RACK}/layouts/0`,
    alsoBy: ["peak"],
  },
  {
    check: "node-capacity",
    what: "a host port that system load holds",
    plan: [[`${A}/systemLoad/hostPort~1TCP~16379`, 1]],
    refusedAt: `${A}/layouts/0`,
  },
  {
    check: "placements",
    what: "one replica more than the layouts hold",
    plan: [[`${WEB_PLACEMENT}/replicas`, 5]],
    refusedAt: `${WEB_PLACEMENT}/replicas`,
  },
  {
    check: "placements",
    what: "replicas in a pool that holds none",
    plan: [[`${WEB_PLACEMENT}/byPool/gpu`, 1]],
    refusedAt: `${WEB_PLACEMENT}/byPool/gpu`,
  },
  {
    check: "placements",
    what: "replicas missing in a zone",
    plan: [[`${WEB}/placement/byAvailabilityZone/eu-central-1b`, undefined]],
    refusedAt: `${WEB}/placement/byAvailabilityZone/eu-central-1b`,
  },
  {
    check: "placements",
    what: "a replica that is not placed",
    plan: [[`${WEB}/replicas`, 5]],
    refusedAt: `${WEB}/replicas`,
  },
  {
    check: "placements",
    what: "a placement left out",
    plan: [[WEB_PLACEMENT, undefined]],
    refusedAt: WEB_PLACEMENT,
  },
  {
    check: "placements",
    what: "the placement of a workload of another target",
    plan: [[`${STORE}/placements/shop-eu~1default~1web`, ALL_WEB_IN_A]],
    refusedAt: `${STORE}/placements/shop-eu~1default~1web`,
  },
  {
    check: "per-node-caps",
    what: "two replicas on a node that may hold one",
    plan: [[`${A}/layouts/0/pods/shop-eu~1default~1cache`, 2]],
    refusedAt: `${A}/layouts/0/pods/shop-eu~1default~1cache`,
  },
  {
    check: "bound-homes",
    what: "a workload on a type that it is not bound to",
    plan: [[`${WEB}/requiredInstanceTypes`, ["m7g.large"]]],
    refusedAt: `${A}/layouts/0/pods/shop-eu~1default~1web`,
  },
  {
    check: "bound-homes",
    what: "every order of arrival claimed of workloads that are bound to nothing",
    plan: [
      [
        `${EU}/realisation`,
        {
          status: "held",
          orders: 6,
          confirmedOrders: 8,
          everyOrder: true,
          pendingPods: 0,
          extraMicroPerHour: 0,
        },
      ],
    ],
    refusedAt: `${WEB}/requiredInstanceTypes`,
  },
  {
    check: "rolling-updates",
    what: "a workload whose update waits, and that the target does not have",
    plan: [
      [
        `${EU}/realisation`,
        { ...HELD, rollingUpdates: { starting: 1, orders: 4, waiting: ["shop-eu/default/other"] } },
      ],
    ],
    refusedAt: `${EU}/realisation/rollingUpdates/waiting`,
  },
  {
    check: "rolling-updates",
    what: "updates that were asked about after no order",
    plan: [[`${EU}/realisation`, { ...HELD, rollingUpdates: { starting: 0, orders: 0, waiting: [] } }]],
    refusedAt: `${EU}/realisation/rollingUpdates/orders`,
  },
  {
    check: "replacements",
    what: "a promised replacement that leaves a pod pending",
    plan: [[`${EU}/realisation`, heldWith({ promised: true, orders: 6, pendingPods: 1 })]],
    refusedAt: `${EU}/realisation/replacements/general/pendingPods`,
  },
  {
    check: "replacements",
    what: "a promised replacement that was tried in no order",
    plan: [[`${EU}/realisation`, heldWith({ promised: true, orders: 0, pendingPods: 0 })]],
    refusedAt: `${EU}/realisation/replacements/general/orders`,
  },
  {
    check: "load-balancers",
    what: "a load balancer more than the account may have",
    plan: [["/loadBalancers", { "aws/eu-central-1": { limit: 2, byCluster: { "shop-eu": 3 } } }]],
    refusedAt: "/loadBalancers/aws~1eu-central-1/limit",
  },
  {
    check: "zone-spread",
    what: "a skew of 3 where 1 is allowed",
    plan: [
      [`${A}/layouts/0/pods`, { [WEB_ID]: 3, [CACHE_ID]: 1 }],
      [`${B}/layouts/0/pods`, { [WEB_ID]: 1, [CACHE_ID]: 1 }],
    ],
    refusedAt: `${WEB}/placement/byAvailabilityZone`,
  },
  {
    check: "zone-spread",
    what: "two zones where three are the least",
    plan: [[`${WEB}/zoneSpread/minDomains`, 3]],
    refusedAt: `${WEB}/placement/byAvailabilityZone`,
  },
  {
    check: "survival",
    what: "all replicas in the zone whose loss must be survived",
    plan: [
      [`${WEB}/zoneSpread`, undefined],
      [`${A}/layouts/0/pods`, { [WEB_ID]: 4, [CACHE_ID]: 1 }],
      [`${B}/layouts/0/pods`, { [CACHE_ID]: 1 }],
    ],
    refusedAt: `${WEB}/survive`,
  },
  {
    check: "risk-survival",
    what: "all replicas in the zone that is lost, and no risk group takes more",
    plan: [
      ...OUTLIVING,
      [`${A}/layouts/0/pods`, { [WEB_ID]: 4, [CACHE_ID]: 1 }],
      [`${B}/layouts/0/pods`, { [CACHE_ID]: 1 }],
    ],
    refusedAt: `${WEB}/survive`,
  },
  {
    check: "risk-survival",
    what: "all replicas in zones that one risk group takes",
    plan: [...OUTLIVING, [`${WEB}/riskZones/feed`, ["eu-central-1a", "eu-central-1b"]]],
    refusedAt: `${WEB}/survive`,
  },
  {
    check: "risk-survival",
    what: "no word of what risk groups take",
    plan: [...OUTLIVING, [`${WEB}/riskZones`, undefined]],
    refusedAt: `${WEB}/riskZones`,
  },
  {
    check: "risk-survival",
    what: "zones to which pods are bound that leave out one that holds them",
    plan: [...OUTLIVING, [`${WEB}/boundZones`, ["eu-central-1a", "eu-central-1c"]]],
    refusedAt: `${WEB}/boundZones`,
  },
  {
    check: "risk-survival",
    what: "pods in any zone, where a rule of spread over all would not have them so",
    plan: [...OUTLIVING, [`${WEB}/boundZones`, undefined]],
    refusedAt: `${WEB}/placement/byAvailabilityZone`,
  },
  {
    check: "risk-survival",
    what: "as many zones in one risk group as there are replicas",
    plan: [
      ...OUTLIVING,
      [`${WEB}/boundZones`, undefined],
      [`${WEB}/riskZones/feed`, ["eu-central-1a", "eu-central-1c", "eu-central-1d", "eu-central-1e"]],
    ],
    refusedAt: `${WEB}/boundZones`,
  },
  {
    check: "risk-survival",
    what: "zones of risk groups beside the survival of a zone",
    plan: [[`${WEB}/riskZones`, { feed: ["eu-central-1a"] }]],
    refusedAt: `${WEB}/riskZones`,
  },
  {
    check: "survival",
    what: "all replicas on the node whose loss must be survived",
    plan: [
      [`${CACHE}/maxPerNode`, undefined],
      [`${A}/layouts/0/pods`, { [WEB_ID]: 2, [CACHE_ID]: 2 }],
      [`${B}/layouts/0/pods`, { [WEB_ID]: 2 }],
    ],
    refusedAt: `${CACHE}/survive`,
  },
  {
    check: "node-labels",
    what: "a label of another architecture",
    plan: [[`${A}/labels/kubernetes.io~1arch`, "amd64"]],
    refusedAt: `${A}/labels/kubernetes.io~1arch`,
  },
  {
    check: "node-labels",
    what: "another architecture than the label's",
    plan: [[`${A}/architecture`, "amd64"]],
    refusedAt: `${A}/labels/kubernetes.io~1arch`,
  },
  {
    check: "node-labels",
    what: "the pool's label left out",
    plan: [[`${A}/labels/team`, undefined]],
    refusedAt: `${A}/labels/team`,
  },
  {
    check: "node-labels",
    what: "the pool's taint left out",
    plan: [[`${A}/taints`, []]],
    refusedAt: `${A}/taints`,
  },
  {
    check: "pools",
    what: "a pool of other size",
    plan: [[`${EU}/pools/general/nodes`, 1]],
    refusedAt: `${EU}/pools/general/nodes`,
  },
  {
    check: "pools",
    what: "more nodes than the pool may have",
    plan: [[`${EU}/pools/general/maxNodes`, 1]],
    refusedAt: `${EU}/pools/general/nodes`,
  },
  {
    check: "pools",
    what: "fewer nodes than the pool must have",
    plan: [[`${EU}/pools/general/minNodes`, 3]],
    refusedAt: `${EU}/pools/general/nodes`,
  },
  {
    check: "pools",
    what: "a pool that does not exist",
    plan: [[`${A}/pool`, "gpu"]],
    refusedAt: `${A}/pool`,
  },
  {
    check: "pools",
    what: "a zone that the cluster does not use",
    plan: [[`${EU}/availabilityZones`, ["eu-central-1b"]]],
    refusedAt: `${A}/availabilityZone`,
  },
  {
    check: "pods-per-node",
    what: "more pods a node than the cluster allows",
    plan: [[`${EU}/podsPerNode`, 30]],
    refusedAt: `${A}/allocatable/pods`,
  },
  {
    check: "headroom",
    what: "a node filled beyond its share",
    plan: [[`${EU}/pools/general/headroom/percent`, 34]],
    refusedAt: `${A}/layouts/0`,
  },
  {
    check: "headroom",
    what: "room for one replica too few",
    plan: [[`${EU}/pools/general/headroom/spare/replicas`, 3]],
    refusedAt: `${EU}/pools/general/headroom/spare/replicas`,
  },
  {
    check: "headroom",
    what: "room that the share takes",
    plan: [[`${EU}/pools/general/headroom/percent`, 9]],
    refusedAt: `${EU}/pools/general/headroom/spare/replicas`,
  },
  {
    check: "headroom",
    what: "room for no workload",
    plan: [[`${EU}/pools/general/headroom/spare/workload`, "shop-eu/default/none"]],
    refusedAt: `${EU}/pools/general/headroom/spare/workload`,
  },
  {
    check: "commitments",
    what: "commitments without the types that the plan has on demand",
    plan: [["/commitments", []]],
    refusedAt: "/commitments",
  },
  {
    check: "hours",
    what: "a purchase of no nodes",
    plan: [
      [`${B}/count`, 0],
      [`${B}/layouts`, []],
    ],
    refusedAt: `${B}/count`,
  },
  {
    check: "hours",
    what: "hours of a plan in which no demand has them",
    plan: [["/hours", { hours: 24, micro: 0, microPerMonth: 0, atMostMicroPerMonth: 0 }]],
    refusedAt: "/hours",
  },
  {
    check: "peak",
    what: "a peak that the nodes do not hold",
    plan: [[`${TILL}/peak`, 5]],
    refusedAt: `${TILL}/replicas`,
  },
  {
    check: "peak",
    what: "a peak below the base",
    plan: [[`${TILL}/peak`, 3]],
    refusedAt: `${TILL}/peak`,
  },
  {
    check: "peak",
    what: "a node overfilled at peak",
    plan: [
      [`${TILL}/peak`, 5],
      [
        `${RACK}/peak/layouts`,
        [
          { nodes: 1, pods: { "hamburg-store/default/till": 3 } },
          { nodes: 1, pods: { "hamburg-store/default/till": 2 } },
        ],
      ],
    ],
    refusedAt: `${RACK}/layouts/0`,
  },
  {
    check: "peak",
    what: "fewer nodes at peak than are bought",
    plan: [[`${RACK}/peak/count`, 1]],
    refusedAt: `${RACK}/peak/count`,
  },
  {
    check: "peak",
    what: "a filling at peak left out",
    plan: [[`${RACK}/peak`, undefined]],
    refusedAt: `${RACK}/peak`,
  },
  {
    check: "peak",
    what: "limits of an autoscaler where nothing scales",
    plan: [[`${EU}/pools/general/autoscaling`, { minNodes: 2, maxNodes: 2 }]],
    refusedAt: `${EU}/pools/general/autoscaling`,
  },
  {
    check: "instance-types",
    what: "a second instance type where one is allowed",
    plan: [
      [`${EU}/pools/general/maxInstanceTypes`, 1],
      [`${B}/instanceType`, "m7g.2xlarge"],
    ],
    refusedAt: `${EU}/pools/general/maxInstanceTypes`,
  },
  {
    check: "shared-nodes",
    what: "a workload beside one that it keeps away from",
    plan: [[`${WEB}/apartFrom`, [CACHE_ID]]],
    refusedAt: `${A}/layouts/0/pods/shop-eu~1default~1web`,
  },
  {
    check: "shared-nodes",
    what: "a tenant's nodes shared with nobody's workload",
    plan: [[`${CACHE}/dedicatedNodes`, "bank"]],
    refusedAt: `${A}/layouts/0/pods/shop-eu~1default~1cache`,
  },
  {
    check: "shared-nodes",
    what: "a group that the cluster does not name",
    plan: [[`${CACHE}/dedicatedNodes`, "bank"]],
    refusedAt: `${EU}/dedicatedNodes`,
  },
  {
    check: "shared-nodes",
    what: "a group that has no workload",
    plan: [[`${EU}/dedicatedNodes`, ["bank"]]],
    refusedAt: `${EU}/dedicatedNodes`,
  },
  {
    check: "spot-share",
    what: "one per cent more on spot than the pool may have",
    plan: [[`${EU}/pools/general/spotMaxPercent`, 49]],
    refusedAt: `${EU}/pools/general/spotMaxPercent`,
  },
  {
    check: "beside",
    what: "a node without the workload that another must stand beside",
    plan: [
      [`${WEB}/beside`, { workload: CACHE_ID, over: "node" }],
      [`${CACHE}/isSelected`, true],
      [`${A}/layouts/0/pods/shop-eu~1default~1cache`, undefined],
    ],
    refusedAt: `${A}/layouts/0/pods/shop-eu~1default~1web`,
  },
  {
    check: "beside",
    what: "an availability zone without the workload that another must stand beside",
    plan: [
      [`${WEB}/beside`, { workload: CACHE_ID, over: "availabilityZone" }],
      [`${CACHE}/isSelected`, true],
      [`${A}/layouts/0/pods/shop-eu~1default~1cache`, undefined],
    ],
    refusedAt: `${WEB}/placement/byAvailabilityZone/eu-central-1a`,
  },
  {
    check: "beside",
    what: "a workload beside none",
    plan: [[`${WEB}/beside`, { workload: "shop-eu/default/db", over: "node" }]],
    refusedAt: `${WEB}/beside/workload`,
  },
  {
    check: "divisions",
    what: "a divided workload with a replica more than run",
    plan: [["/divisions", { "default/web": { replicas: 5, byTarget: { "shop-eu": 5 } } }]],
    refusedAt: "/divisions/default~1web/byTarget/shop-eu",
  },
  {
    check: "divisions",
    what: "a divided workload of which more stay out than do not run",
    plan: [
      [
        "/divisions",
        {
          "default/web": {
            replicas: 4,
            byTarget: { "shop-eu": 4 },
            leftOut: { replicas: 1, microPerHour: 5 },
          },
        },
      ],
    ],
    refusedAt: "/divisions/default~1web/replicas",
  },
  {
    check: "left-out",
    what: "a divided workload of which some stay out at a penalty that is not counted",
    plan: [
      [
        "/divisions",
        {
          "default/web": {
            replicas: 5,
            byTarget: { "shop-eu": 4 },
            leftOut: { replicas: 1, microPerHour: 5 },
          },
        },
      ],
    ],
    refusedAt: "/cost/penaltiesMicroPerHour",
  },
  {
    check: "divisions",
    what: "a divided workload that runs where its division does not say",
    plan: [["/divisions", { "default/web": { replicas: 4, byTarget: { "hamburg-store": 4 } } }]],
    refusedAt: "/divisions/default~1web/byTarget",
  },
  {
    check: "selected-pods",
    what: "pods that others keep apart from, and that carry no label for it",
    plan: [[`${WEB}/apartFrom`, [CACHE_ID]]],
    refusedAt: `${CACHE}/isSelected`,
  },
  {
    check: "selected-pods",
    what: "a label by which nothing finds the pods",
    plan: [[`${CACHE}/isSelected`, true]],
    refusedAt: `${CACHE}/isSelected`,
  },
  {
    check: "selected-pods",
    what: "pods that others must find, and that carry no label for it",
    plan: [[`${WEB}/beside`, { workload: CACHE_ID, over: "node" }]],
    refusedAt: `${CACHE}/isSelected`,
  },
  {
    check: "licences",
    what: "one licence fewer than the nodes need",
    plan: [["/licences/agent/planned", 1]],
    refusedAt: "/licences/agent/planned",
  },
  {
    check: "licences",
    what: "one licence less than the nodes need",
    plan: [["/licences/agent/limit", 1]],
    refusedAt: "/licences/agent/limit",
  },
  {
    check: "licences",
    what: "a peak of licences where no node that has them scales",
    plan: [["/licences/agent/atPeak", 2]],
    refusedAt: "/licences/agent/atPeak",
  },
  {
    check: "licences",
    what: "nodes with a licence of nobody",
    plan: [["/licences", undefined]],
    refusedAt: `${A}/licences/agent`,
  },
  {
    check: "licences",
    what: "a node without the licence of its workload",
    plan: [[`${A}/licences`, undefined]],
    refusedAt: `${A}/licences`,
  },
  {
    check: "licences",
    what: "a node without the label of its licence",
    plan: [[`${A}/labels/licence.stowage.dev~1agent`, undefined]],
    refusedAt: `${A}/labels/licence.stowage.dev~1agent`,
  },
  {
    check: "licences",
    what: "a node with the label of a licence that it does not have",
    plan: [[`${RACK}/labels/licence.stowage.dev~1agent`, "true"]],
    refusedAt: `${RACK}/labels/licence.stowage.dev~1agent`,
  },
  {
    check: "cost",
    what: "licences that cost one micro-unit less",
    plan: [["/cost/licencesMicroPerHour", 1999]],
    refusedAt: "/cost/licencesMicroPerHour",
  },
  {
    check: "account-quotas",
    what: "one virtual CPU fewer than the nodes count",
    plan: [[`${QUOTA}/planned`, 3]],
    refusedAt: `${QUOTA}/planned`,
  },
  {
    check: "account-quotas",
    what: "a quota that the nodes exceed by one virtual CPU",
    plan: [[`${QUOTA}/limit`, 3]],
    refusedAt: `${QUOTA}/limit`,
  },
  {
    check: "account-quotas",
    what: "nodes that count against a quota of nobody",
    plan: [["/quotas", undefined]],
    refusedAt: `${A}/quotas/aws~1eu-central-1~1L-1216C47A`,
  },
  {
    check: "account-quotas",
    what: "a peak where nothing that counts scales",
    plan: [[`${QUOTA}/atPeak`, 4]],
    refusedAt: `${QUOTA}/atPeak`,
  },
  {
    check: "device-slices",
    what: "slices of devices that the node does not hold",
    plan: [
      [
        `${A}/deviceSlices`,
        { devices: 2, slices: [{ profile: "1g.10gb", each: 7, resource: "nvidia.com/mig" }] },
      ],
    ],
    refusedAt: `${A}/allocatable/nvidia.com~1mig`,
  },
  {
    check: "device-slices",
    what: "slices of one resource listed twice",
    plan: [
      [
        `${A}/deviceSlices`,
        {
          devices: 1,
          slices: [
            { profile: "1g.10gb", each: 2, resource: "nvidia.com/mig" },
            { profile: "2g.20gb", each: 2, resource: "nvidia.com/mig" },
          ],
        },
      ],
      [`${A}/allocatable/nvidia.com~1mig`, 2],
    ],
    refusedAt: `${A}/deviceSlices/slices`,
  },
  {
    check: "device-shares",
    what: "shares of devices that the node does not hold",
    plan: [[`${A}/deviceShares`, { devices: 1, perDevice: 10 }]],
    refusedAt: `${A}/allocatable/nvidia.com~1gpu`,
  },
  {
    check: "device-shares",
    what: "devices of a node that has none to share",
    plan: [[`${A}/layouts/0/devices`, [{}]]],
    refusedAt: `${A}/layouts/0/devices`,
  },
  {
    check: "edge-sites",
    what: "a node bought at an edge site",
    plan: [[`${RACK}/purchaseOption`, "spot"]],
    refusedAt: `${RACK}/purchaseOption`,
  },
  {
    check: "edge-sites",
    what: "a second pool at an edge site",
    plan: [[`${RACK}/pool`, "x"]],
    refusedAt: `${RACK}/pool`,
  },
  {
    check: "utilisation",
    what: "less requested than the pods request",
    plan: [[`${EU}/utilisation/requested/cpuMilli`, 4999]],
    refusedAt: `${EU}/utilisation/requested/cpuMilli`,
  },
  {
    check: "utilisation",
    what: "a resource that no node has",
    plan: [[`${EU}/utilisation/allocatable/gpu`, 1]],
    refusedAt: `${EU}/utilisation/allocatable/gpu`,
  },
  {
    check: "cost",
    what: "a cluster that costs less",
    plan: [[`${EU}/microPerHour`, 1]],
    refusedAt: `${EU}/microPerHour`,
  },
  {
    check: "cost",
    what: "a fee nobody adds",
    plan: [[`${EU}/fixedFeeMicroPerHour`, 0]],
    refusedAt: "/cost/clusterFeesMicroPerHour",
  },
  {
    check: "cost",
    what: "a cheaper machine",
    plan: [[`${A}/microPerHour`, 1]],
    refusedAt: "/cost/machinesMicroPerHour",
  },
  {
    check: "cost",
    what: "a cheaper hour",
    plan: [["/cost/microPerHour", 390_000]],
    refusedAt: "/cost/microPerHour",
  },
  {
    check: "cost",
    what: "a month of 720 hours",
    plan: [["/cost/microPerMonth", 284_400_720]],
    refusedAt: "/cost/microPerMonth",
  },
  {
    check: "price-shares",
    what: "a micro-unit that nobody bears",
    plan: [[`${WEB}/microPerHour`, 175_000]],
    refusedAt: "/workloads",
  },
  {
    check: "left-out",
    what: "a replica left out for nothing",
    plan: [[`${CACHE}/leftOut/replicas`, 4]],
    refusedAt: "/cost/penaltiesMicroPerHour",
  },
  {
    check: "performance",
    what: "replicas that give less than is asked for",
    plan: [[`${WEB}/performance`, { demand: 401, perReplica: { arm64: 100 }, maxSpreadPercent: 0 }]],
    refusedAt: `${WEB}/performance/demand`,
  },
  {
    check: "performance",
    what: "replicas on a chip without a figure",
    plan: [[`${WEB}/performance`, { demand: 1, perReplica: { amd64: 100 }, maxSpreadPercent: 0 }]],
    refusedAt: `${WEB}/performance/perReplica`,
  },
  {
    check: "performance",
    what: "replicas that differ by more than the spread",
    plan: [
      [`${A}/chip`, "amd64"],
      [`${WEB}/performance`, { demand: 1, perReplica: { amd64: 100, arm64: 151 }, maxSpreadPercent: 50 }],
    ],
    refusedAt: `${WEB}/performance/maxSpreadPercent`,
  },
  {
    check: "gangs",
    what: "a gang in two availability zones",
    plan: [[`${WEB}/gang`, { within: "availabilityZone", name: "default/web" }]],
    refusedAt: `${WEB}/gang`,
  },
  {
    check: "gangs",
    what: "a gang on two nodes",
    plan: [[`${WEB}/gang`, { within: "node", name: "default/web" }]],
    refusedAt: `${WEB}/gang`,
  },
  {
    check: "gangs",
    what: "a part of a gang left out",
    plan: [[`${CACHE}/gang`, { within: "availabilityZone", name: "default/cache" }]],
    refusedAt: `${CACHE}/leftOut`,
  },
  {
    check: "priorities",
    what: "a priority with more left out than its workloads leave out",
    plan: [[`${EU}/priorities`, [{ priority: 5, replicas: 9, leftOut: 2, boundLeftOut: 0 }]]],
    refusedAt: `${EU}/priorities/0/leftOut`,
  },
  {
    check: "priorities",
    what: "a bound above what is left out",
    plan: [[`${EU}/priorities`, [{ priority: 5, replicas: 9, leftOut: 0, boundLeftOut: 1 }]]],
    refusedAt: `${EU}/priorities/0/boundLeftOut`,
  },
  {
    check: "priorities",
    what: "a priority after a lower one",
    plan: [
      [
        `${EU}/priorities`,
        [
          { priority: 1, replicas: 9, leftOut: 0, boundLeftOut: 0 },
          { priority: 2, replicas: 9, leftOut: 0, boundLeftOut: 0 },
        ],
      ],
    ],
    refusedAt: `${EU}/priorities/1/priority`,
  },
  {
    check: "priorities",
    what: "replicas left out of a priority that is not stated",
    plan: [[`${CACHE}/leftOut/microPerHour`, undefined]],
    refusedAt: `${EU}/priorities`,
  },
  {
    check: "bound",
    what: "a bound above the cost",
    plan: [["/search/boundMicroPerHour", 397_035]],
    refusedAt: "/search/boundMicroPerHour",
  },
  {
    check: "bound",
    what: "a gap rounded down",
    plan: [["/search/gapPpm", 12_907]],
    refusedAt: "/search/gapPpm",
  },
  {
    check: "bound",
    what: "a proof that is none",
    plan: [["/search/stop", "proved"]],
    refusedAt: "/search/stop",
  },
  {
    check: "bound",
    what: "a gap of 0 above a bound of 0",
    plan: [
      ["/search/boundMicroPerHour", 0],
      ["/search/gapPpm", 0],
    ],
    refusedAt: "/search/gapPpm",
  },
  {
    check: "carbon",
    what: "grams that no target emits",
    plan: [["/carbon/operationalGramsPerHour", 30]],
    refusedAt: "/carbon/operationalGramsPerHour",
  },
  {
    check: "compliance",
    what: "a cluster outside the EEA",
    plan: [[`${EU}/country`, "US"]],
    refusedAt: `${EU}/country`,
  },
  {
    check: "compliance",
    what: "jurisdictions widened in the slice",
    plan: [[`${EU}/complianceZoneRules/jurisdictions`, ["EEA", "US"]]],
    refusedAt: `${EU}/complianceZoneRules`,
  },
  {
    check: "compliance",
    what: "rules left out of the slice",
    plan: [[`${EU}/complianceZoneRules`, undefined]],
    refusedAt: `${EU}/complianceZoneRules`,
  },
  {
    check: "compliance",
    what: "a bound workload outside its compliance zone",
    plan: [[`${TILL}/complianceZone`, "eu-personal"]],
    refusedAt: `${TILL}/complianceZone`,
  },
  {
    check: "compliance",
    what: "data of a class that is not allowed",
    plan: [[`${WEB}/dataClass`, "health"]],
    refusedAt: `${WEB}/dataClass`,
  },
];

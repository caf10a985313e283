import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { CheckedFleet, Cluster } from "../../../src/model/fleet.js";
import type { WorkloadMove } from "../../../src/model/move.js";
import type { PlanOutcome } from "../../../src/model/outcome.js";
import type { Plan } from "../../../src/model/plan.js";
import type { PreviousFleet, RunningNodes } from "../../../src/model/running.js";
import { planFleetChecked, previousOfPlan } from "../../../src/plan/index.js";
import { fleetMoves } from "../../../src/plan/moves/move-ends.js";
import type { PlaceMoves } from "../../../src/plan/moves/move-ends.js";
import { renderPlan } from "../../../src/report/index.js";
import { divided } from "../division/divided.js";
import { cluster, edgeSite, fleet, nodesByType, pool, workload } from "../fleets.js";
import { tinyCatalogue as catalogue } from "../tiny-catalogue.js";

function outcomeOf(checked: CheckedFleet, previous: PreviousFleet): PlanOutcome {
  return planFleetChecked({ fleet: checked, catalogue, version: "0.0.0", previous });
}

function planned(checked: CheckedFleet, previous: PreviousFleet): Plan {
  const outcome = outcomeOf(checked, previous);
  assert.equal(outcome.status, "planned", JSON.stringify(outcome));
  return outcome.plan;
}

function node(
  availabilityZone: string,
  pods: RunningNodes["pods"],
  more: Partial<RunningNodes> = {},
): RunningNodes {
  const kind = { pool: "general", instanceType: "x.small", purchaseOption: "on-demand" } as const;
  return { ...kind, availabilityZone, count: 1, pods, ...more };
}

function before(targets: PreviousFleet["targets"]): PreviousFleet {
  return { digest: `sha256:${"7".repeat(64)}`, targets };
}

/** Down for 10 seconds and the copying of 1,000 MiB on the node at 8.389 Mb/s, at 0.0006 USD a minute. */
const PLANNED: WorkloadMove = {
  nodeDataMiB: 1000,
  kbps: 8389,
  downtime: "planned",
  downSeconds: 20,
  microPerDownMinute: 600,
};

const ZONE_A = cluster({ availabilityZones: ["eu-central-1a"] });
const VOLUMES = [
  { name: "data", sizeMiB: 10_000 },
  { name: "shared", sizeMiB: 500, attached: false },
] as const;

describe("moves of workloads that say what one takes", () => {
  it("copy a node's data always, block volumes from another zone, and cost what that and the minutes do", () => {
    const web = workload({ replicas: 2, cpu: 1, move: PLANNED, volumes: VOLUMES });
    const running = before({
      main: [
        node("eu-central-1b", { "default/web": 1 }),
        node("eu-central-1a", { "default/web": 1 }, { pool: "old" }),
      ],
    });
    const plan = planned(fleet({ clusters: [ZONE_A], workloads: [web] }), running);
    const { moves } = plan;
    const priced = moves?.priced?.["main/default/web"];
    const near = { place: "main", availabilityZone: "eu-central-1a" };
    assert.deepEqual(
      priced?.legs.map(({ from, dataMiB, basis, microPerGb, copySeconds, downSeconds, micro }) => [
        ...[from, dataMiB, basis, microPerGb, copySeconds, downSeconds, micro],
      ]),
      [
        // 17 minutes at 600.
        [near, 1000, "none", undefined, 1000, 1020, 10_200],
        // 11.534336 GB at 20,000 (AWS bills both directions), 183.67 minutes at 600.
        [
          { ...near, availabilityZone: "eu-central-1b" },
          11_000,
          "zone",
          20_000,
          11_000,
          11_020,
          230_687 + 110_200,
        ],
      ],
    );
    assert.equal(moves?.priceMicro, 10_200 + 230_687 + 110_200);
    const words =
      /moves \(downtime planned\): 1 within main \(eu-central-1a\), 1000Mi each in 17 min, down 17 min each/;
    assert.match(explainPlacement(plan, "main/default/web")?.join("\n") ?? "", words);
  });

  it("are never down with downtime none, and for seconds alone where the data is there already", () => {
    const running = before({ main: [node("eu-central-1a", { "default/web": 1 }, { pool: "old" })] });
    const micro = (move: WorkloadMove): number | undefined =>
      planned(fleet({ clusters: [ZONE_A], workloads: [workload({ cpu: 1, move })] }), running).moves
        ?.priceMicro;
    assert.equal(micro({ ...PLANNED, downtime: "none", downSeconds: 0 }), 0);
    assert.equal(micro({ ...PLANNED, downtime: "brief" }), 200);
    assert.equal(micro(PLANNED), 10_200);
  });

  it("go at the rate of a link that carries less than the workload could send", () => {
    const clusters = ["east", "west"].map((name) => cluster({ name, availabilityZones: ["eu-central-1a"] }));
    const target = { kind: "cluster", name: "west" } as const;
    const links = [{ between: ["east", "west"] as const, p95Microseconds: 1000, kbps: 839 }];
    const plan = planned(
      fleet({ clusters, workloads: [workload({ target, cpu: 1, move: PLANNED })], links }),
      before({ east: [node("eu-central-1a", { "default/web": 1 })] }),
    );
    assert.deepEqual([plan.moves?.movePods, plan.moves?.betweenPlaces], [1, 1]);
    assert.equal(plan.moves?.priced?.["west/default/web"]?.legs[0]?.copySeconds, 9999);
  });

  it("have no price of data where it comes from an edge site or from a place that is gone", () => {
    const sites = [edgeSite({ name: "store" })];
    const running = before({
      store: [node("store", { "default/web": 1 }, { purchaseOption: "owned" })],
      gone: [node("eu-central-1a", { "default/web": 1 })],
    });
    const web = workload({ replicas: 2, cpu: 1, move: PLANNED });
    const plan = planned(fleet({ clusters: [ZONE_A], edgeSites: sites, workloads: [web] }), running);
    const legs = plan.moves?.priced?.["main/default/web"]?.legs ?? [];
    assert.deepEqual(
      legs.map(({ basis, microPerGb }) => [basis, microPerGb]),
      [
        ["unknown", undefined],
        ["internet", undefined],
      ],
    );
    assert.match(renderPlan(plan), /from a place that is gone in 17 min at a price that is not known/);
  });
});

/** Three pods on a large node, where three small ones are cheaper by 10,000 micro-USD an hour. */
describe("moves that are weighed or limited by their price", () => {
  const clusters = [ZONE_A];
  const large = before({ main: [node("eu-central-1a", { "default/web": 3 }, { instanceType: "x.large" })] });
  const web = (move?: WorkloadMove): CheckedFleet["workloads"] => [
    workload({ replicas: 3, cpu: 2, gib: 4, ...(move === undefined ? {} : { move }) }),
  ];
  const weights = (moveHours: number): Pick<CheckedFleet, "weights"> => ({
    weights: {
      microPerKgCo2e: 0,
      microPerNodeHour: 0,
      microPerInstanceTypeHour: 0,
      microPerMoveHour: 0,
      moveHours,
    },
  });

  it("are made where they pay for themselves in time, and not where they do not", () => {
    // Three moves of 10,200 in 3 hours are 10,200 an hour, in 4 hours 7,650.
    const after = (hours: number): Plan =>
      planned(fleet({ clusters, workloads: web(PLANNED), ...weights(hours) }), large);
    assert.deepEqual(nodesByType(after(3)), { "x.large": 1 });
    assert.equal(after(3).search.weighed?.movesMicroPerHour, 0);
    assert.deepEqual(nodesByType(after(4)), { "x.small": 3 });
    assert.equal(after(4).search.weighed?.movesMicroPerHour, 7650);
  });

  it("keep to the limit of what they cost, whatever that costs", () => {
    const limited = (maxMoveMicro: number): CheckedFleet =>
      fleet({
        clusters,
        workloads: web(PLANNED),
        limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoveMicro },
      });
    assert.deepEqual(nodesByType(planned(limited(30_600), large)), { "x.small": 3 });
    const plan = planned(limited(30_599), large);
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.deepEqual([plan.moves?.priceMicro, plan.moves?.priceLimitMicro], [0, 30_599]);
  });

  it("are told with both figures where no plan keeps the limit", () => {
    const outcome = outcomeOf(
      fleet({
        clusters: [cluster({ availabilityZones: ["eu-central-1a"], pools: [pool({ name: "new" })] })],
        workloads: web(PLANNED),
        limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoveMicro: 20_000 },
      }),
      large,
    );
    assert.ok(outcome.status === "noneFound");
    const [conflict] = outcome.conflicts;
    assert.deepEqual([conflict?.label, conflict?.path], ["moves", "/limits/maxMoveCost"]);
    assert.match(conflict?.message ?? "", /at most \$0\.02 together.*less than \$0\.03/);
    assert.deepEqual(conflict?.waysOut[0], "let moves cost 0.04 USD (limits.maxMoveCost)");
  });
});

describe("moves between places", () => {
  const clusters: readonly Cluster[] = ["east", "west"].map((name) =>
    cluster({ name, availabilityZones: ["eu-central-1a"], pools: [pool({ maxNodes: 2 })] }),
  );
  const running = before({
    east: [node("eu-central-1a", { "default/web": 2 }), node("eu-central-1a", { "default/web": 2 })],
    west: [],
  });
  const shared = (more: Partial<CheckedFleet>): CheckedFleet =>
    fleet({
      clusters,
      divided: [divided({ of: { cpu: 1, replicas: 4 }, among: clusters, maxPerPlace: 3 })],
      ...more,
    });

  it("count, as few as the rules about places allow", () => {
    const { moves } = planned(
      shared({
        furtherObjectives: ["moves"],
        limits: { targetGapMilliPercent: 60_000, workUnits: 200_000 },
      }),
      running,
    );
    assert.deepEqual([moves?.pods, moves?.movePods, moves?.betweenPlaces], [4, 1, 1]);
  });

  it("are held to the limit of moves, with what must go to another place told", () => {
    const limits = { targetGapMilliPercent: 0, workUnits: 200_000 };
    assert.equal(planned(shared({ limits: { ...limits, maxMoves: 1 } }), running).moves?.movePods, 1);
    const outcome = outcomeOf(shared({ limits: { ...limits, maxMoves: 0 } }), running);
    assert.ok(outcome.status === "noneFound");
    assert.match(
      outcome.conflicts[0]?.message ?? "",
      /at most 0 pod.*of them to another cluster or edge site/,
    );
  });
});

describe("priced moves, of random fleets", function () {
  this.timeout(120_000);

  const moves = fc.record({
    nodeDataMiB: fc.constantFrom(0, 700),
    downtime: fc.constantFrom("brief", "planned"),
    downSeconds: fc.constantFrom(0, 90),
    kbps: fc.constantFrom(900, 100_000),
    microPerDownMinute: fc.constantFrom(0, 5000),
  } as const);
  const drawn = fc.record({
    parts: fc.array(
      fc.record({
        cpu: fc.constantFrom(0.5, 1, 1.5),
        was: fc.integer({ min: 1, max: 6 }),
        is: fc.integer({ min: 1, max: 6 }),
        move: fc.option(moves, { nil: undefined }),
        size: fc.constantFrom(0, 9000),
        isDivided: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    weights: fc.boolean(),
    maxMoves: fc.constantFrom(0, 2, 50),
  });

  type Drawn = typeof drawn extends fc.Arbitrary<infer One> ? One : never;

  /** Two clusters of two zones in two regions, with a workload in the first or divided among both. */
  function fleetOf({ parts, weights, maxMoves }: Drawn, isBefore: boolean): CheckedFleet {
    const clusters = [
      cluster({ name: "east", availabilityZones: ["eu-central-1a", "eu-central-1b"] }),
      cluster({ name: "west", region: "us-east-1", availabilityZones: ["us-east-1a"] }),
    ];
    const of = parts.map(({ cpu, was, is, move, size }, index) => ({
      name: `w${index}`,
      cpu,
      replicas: isBefore ? was : is,
      target: { kind: "cluster", name: "east" } as const,
      ...(size === 0 ? {} : { volumes: [{ name: "data", sizeMiB: size }] }),
      ...(move === undefined ? {} : { move }),
    }));
    const isPriced = parts.some(({ move }) => move !== undefined);
    return fleet({
      // What was went to both, what is goes where it costs least.
      clusters,
      workloads: of.filter((_one, index) => parts[index]?.isDivided === false).map(workload),
      divided: of
        .filter((_one, index) => parts[index]?.isDivided === true)
        .map((one) =>
          divided({ of: one, among: clusters, ...(isBefore && one.replicas > 1 ? { minPlaces: 2 } : {}) }),
        ),
      ...(weights && isPriced && !isBefore
        ? {
            weights: {
              microPerKgCo2e: 0,
              microPerNodeHour: 0,
              microPerInstanceTypeHour: 0,
              microPerMoveHour: 100,
              moveHours: 730,
            },
          }
        : {}),
      limits: { targetGapMilliPercent: 1000, workUnits: 20_000, ...(isBefore ? {} : { maxMoves }) },
    });
  }

  it("are counted alike by planner and verifier, weigh what they say and keep the limit", () => {
    let [told, between] = [0, 0];
    fc.assert(
      fc.property(drawn, (one) => {
        const first = planFleetChecked({ fleet: fleetOf(one, true), catalogue, version: "0.0.0" });
        if (first.status !== "planned") return;
        // The planner has its own verifier judge each plan, with the previous one.
        const outcome = outcomeOf(fleetOf(one, false), previousOfPlan(first.plan));
        if (outcome.status !== "planned") return;
        const { moves: found } = outcome.plan;
        assert.ok(found !== undefined && found.movePods <= one.maxMoves);
        if ((found.priceMicro ?? 0) > 0) told += 1;
        if (found.betweenPlaces !== undefined) between += 1;
      }),
      { seed: 20261127, numRuns: 60 },
    );
    assert.ok(told > 5 && between > 5, `${told} priced, ${between} between places`);
  });
});

describe("the way that replicas take", () => {
  const zones = ["a", "b"];
  const counts = fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 });

  /** Places of one region, "0" and "1", each with two zones; nothing stays. */
  function places(leaving: readonly number[], coming: readonly number[]): PlaceMoves[] {
    return ["0", "1"].map((name, place) => ({
      name,
      before: zones.map((zone, index) => node(zone, { web: leaving[2 * place + index] ?? 0 })),
      layouts: zones.map((zone, index) => ({
        ...node(zone, { web: coming[2 * place + index] ?? 0 }),
        purchase: zone,
        layout: 0,
      })),
      stays: [],
    }));
  }

  /** 0 in the same zone of the same place, 1 in the same place, 2 in the same zone of another, 3 elsewhere. */
  function farness(from: number, to: number): number {
    if (from === to) return 0;
    if (Math.floor(from / 2) === Math.floor(to / 2)) return 1;
    return from % 2 === to % 2 ? 2 : 3;
  }

  /** The least sum of weights over every way to send them: one replica after another, tried in full. */
  function least(leaving: readonly number[], coming: readonly number[], left: number): number {
    if (left === 0) return 0;
    let best = Infinity;
    const from = leaving.findIndex((pods) => pods > 0);
    const without = (list: readonly number[], at: number): number[] =>
      list.map((pods, index) => (index === at ? pods - 1 : pods));
    const total = (list: readonly number[]): number => list.reduce((sum, pods) => sum + pods, 0);
    for (const [to, pods] of coming.entries())
      if (pods > 0)
        best = Math.min(
          best,
          10 ** farness(from, to) + least(without(leaving, from), without(coming, to), left - 1),
        );
    // A replica that leaves may also end, where more leave than come.
    if (total(leaving) > left) best = Math.min(best, least(without(leaving, from), coming, left));
    return best;
  }

  it("is the nearest: by place and zone first, then by place, against every other way", () => {
    fc.assert(
      fc.property(counts, counts, (leaving, coming) => {
        const total = (list: readonly number[]): number => list.reduce((sum, pods) => sum + pods, 0);
        const most = Math.min(total(leaving), total(coming));
        if (most > 6) return;
        const clouds = new Map(["0", "1"].map((name) => [name, { provider: "aws", region: "r" }]));
        const moves = fleetMoves(places(leaving, coming), clouds).get("web") ?? [];
        const at = ({ place, availabilityZone }: { place: string; availabilityZone: string }): number =>
          2 * Number(place) + zones.indexOf(availabilityZone);
        let [pods, weight] = [0, 0];
        for (const { from, to, pods: own } of moves) {
          pods += own;
          weight += own * 10 ** farness(at(from), at(to));
        }
        assert.equal(pods, most);
        // Within a place nothing is nearer; between places zones are matched after places, so that is what is compared.
        const inPlaces = [0, 1].reduce(
          (sum, place) =>
            sum +
            Math.min(
              total(leaving.slice(2 * place, 2 * place + 2)),
              total(coming.slice(2 * place, 2 * place + 2)),
            ),
          0,
        );
        const stayed = moves.reduce(
          (sum, { from, to, pods: own }) => sum + (from.place === to.place ? own : 0),
          0,
        );
        assert.equal(stayed, inPlaces);
        if (inPlaces === most) assert.equal(weight, least(leaving, coming, most));
      }),
      { seed: 20261127, numRuns: 400 },
    );
  });
});

import assert from "node:assert/strict";
import type { Plan } from "../../src/model/plan.js";
import { verifyPlan } from "../../src/verify/index.js";
import { accountQuota, cluster, fleet, planOf, pool, workload } from "../plan/fleets.js";

const DAY = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 3 : 1));
const NIGHT = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 3 : 0));

const FLEET = fleet({
  clusters: [
    cluster({
      availabilityZones: ["eu-central-1a"],
      pools: [pool({ maxNodes: 4, instanceTypes: ["x.small"] })],
    }),
  ],
  workloads: [
    workload({ name: "web", cpu: 2, gib: 2, replicas: 1, peak: 3, hourly: DAY }),
    workload({ name: "batch", cpu: 2, gib: 2, replicas: 0, peak: 3, hourly: NIGHT }),
  ],
  quotas: [accountQuota({ limit: 8 })],
});

const PURCHASE = "/clusters/main/purchases/general-x-small-eu-central-1a-on-demand";
const WEB = "main/default/web";

/** Plain JSON, to be changed. */
interface Draft {
  readonly [member: string]: Draft;
}

/** The plan with `value` at the pointer; `undefined` removes the member. */
function changed(plan: Plan, pointer: string, value: unknown): Plan {
  const draft = JSON.parse(JSON.stringify(plan)) as Draft;
  const names = pointer
    .slice(1)
    .split("/")
    .map((name) => name.replaceAll("~1", "/"));
  const last = names.pop() ?? "";
  const parent = names.reduce((one, name) => one[name] ?? {}, draft);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return draft as unknown as Plan;
}

describe("checkHours", () => {
  const plan = planOf(FLEET);
  const state = plan.clusters["main"]?.hours?.findIndex(({ hours }) => hours.includes(0)) ?? -1;
  const web = `/workloads/${WEB.replaceAll("/", "~1")}`;

  it("accepts a plan by the hour, alone and with its fleet", () => {
    assert.ok(state >= 0);
    assert.deepEqual(verifyPlan({ plan }), []);
    assert.deepEqual(verifyPlan({ plan, fleet: FLEET }), []);
  });

  const mutations: readonly (readonly [what: string, pointer: string, value: unknown, at?: string])[] = [
    ["a node fewer in an hour", `${PURCHASE}/hours/${state}/count`, 3, `${PURCHASE}/layouts`],
    ["fewer nodes in an hour than are bought", `${PURCHASE}/hours/${state}/count`, 0],
    [
      "a node too full in an hour",
      `${PURCHASE}/hours/${state}/layouts`,
      [
        { nodes: 1, pods: { [WEB]: 1, "main/default/batch": 3 } },
        { nodes: 3, pods: {} },
      ],
      `${PURCHASE}/layouts/0`,
    ],
    ["an hour that no state has", "/clusters/main/hours/0/hours", [1], "/clusters/main/hours"],
    ["a state for hours with more replicas", "/clusters/main/hours/0/demandOf", 20],
    ["a price of an hour that is off by one", "/clusters/main/hours/1/microPerHour", 20_001],
    ["a bound above the cost of its hours", "/clusters/main/hours/1/boundMicro", 99_000_000],
    ["a state without a bound", "/clusters/main/hours/1/boundMicro", undefined],
    ["hours that are left out", "/hours", undefined],
    ["a sum that is off by one", "/hours/micro", (plan.hours?.micro ?? 0) + 1],
    ["a month that is off by one", "/hours/microPerMonth", (plan.hours?.microPerMonth ?? 0) + 1],
    ["a bound of the month that is off by one", "/hours/boundMicroPerMonth", 1],
    ["a gap that is none", "/hours/gapPpm", 1],
    ["a price at most that is off", "/hours/atMostMicroPerMonth", 1],
    ["a day of 25 hours", "/hours/hours", 25],
    ["an autoscaler above the most of an hour", "/clusters/main/pools/general/autoscaling/maxNodes", 5],
    ["an autoscaler below the base", "/clusters/main/pools/general/autoscaling/minNodes", 0],
    [
      "a pool that may have fewer nodes",
      "/clusters/main/pools/general/maxNodes",
      3,
      "/clusters/main/pools/general/nodes",
    ],
    ["a peak that no hour has", `${web}/peak`, 4, `${web}/hourly`],
    ["an hour below the base", `${web}/hourly/20`, 0, `${web}/hourly`],
    ["hours that the fleet does not say", `${web}/hourly/9`, 2],
    ["a quota that an hour exceeds", "/quotas/aws~1eu-central-1~1L-1/limit", 7],
    ["a quota at most that is off", "/quotas/aws~1eu-central-1~1L-1/atPeak", 12],
  ];
  for (const [what, pointer, value, at = pointer] of mutations)
    it(`refuses ${what}`, () => {
      const refusals = verifyPlan({ plan: changed(plan, pointer, value), fleet: FLEET });
      const paths = refusals.map(({ path }) => path);
      const place = at.replace(/(hourly)\/\d+$/, "$1");
      assert.ok(
        paths.some((path) => path.startsWith(place)),
        `${place} is not among ${paths.join(", ")}`,
      );
    });
});

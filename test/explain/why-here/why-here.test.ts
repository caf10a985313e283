import assert from "node:assert/strict";
import { whyHere, whyHereLines } from "../../../src/explain/index.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { WhyHere } from "../../../src/model/why-here.js";
import { assertAnswer } from "../../model/answers-schema.js";
import { cluster, edgeSite, fleet, planOf, pool, shape, workload } from "../../plan/fleets.js";
import { tinyCatalogue as catalogue } from "../../plan/tiny-catalogue.js";

function whyOf(more: Partial<CheckedFleet>, id = "main/default/web", questions?: number): WhyHere {
  const why = whyHere({
    fleet: fleet(more),
    catalogue,
    version: "0.0.0",
    plan: planOf(more),
    workload: id,
    ...(questions === undefined ? {} : { questions }),
  });
  assert.ok(why !== undefined);
  assertAnswer("WhyHere", why);
  return why;
}

describe("whyHere", () => {
  // Three replicas of 2 CPU fill three x.small (20,000 each); x.large (70,000) holds four of them.
  const full = { workloads: [workload({ replicas: 3, cpu: 2, gib: 2 })] };

  it("prices the next instance type by planning without the chosen one", () => {
    const { packing, without } = whyOf(full);
    assert.deepEqual(packing, { microPerHour: 60_000, boundMicroPerHour: 60_000 });
    assert.deepEqual(
      without.find(({ kind }) => kind === "instanceType"),
      {
        kind: "instanceType",
        names: ["x.small"],
        goesTo: ["x.large"],
        answer: { status: "planned", moreMicroPerHour: 10_000, atLeastMicroPerHour: 10_000 },
      },
    );
  });

  it("tells that there is no plan without the only pool, and why", () => {
    const { without } = whyOf(full);
    const off = without.find(({ kind }) => kind === "pool");
    assert.equal(off?.answer.status, "infeasible");
    assert.match(JSON.stringify(off.answer), /no offering of cluster \\"main\\" can hold one replica/);
    assert.equal(without.at(-1), off);
  });

  it("names the rule that keeps it off a pool, and prices a pool that is only dearer", () => {
    const pools = [
      pool(),
      pool({ name: "dear", families: ["g"], chips: ["nvidia-l4"] }),
      pool({ name: "kept", taints: [{ key: "dedicated", value: "data", effect: "NoSchedule" }] }),
    ];
    const { otherPools } = whyOf({ ...full, clusters: [cluster({ pools })] });
    const [dear, kept] = otherPools;
    assert.deepEqual([dear?.pool, dear?.answer?.status], ["dear", "planned"]);
    assert.ok(dear?.answer?.status === "planned" && dear.answer.atLeastMicroPerHour > 0);
    assert.deepEqual([kept?.pool, kept?.allowed, kept?.answer], ["kept", 0, undefined]);
    assert.deepEqual(kept?.refusals[0]?.rules, ["taint"]);
  });

  it("tells what a requirement costs, and which cost nothing", () => {
    const one = workload({ replicas: 4, maxPerNode: 1 });
    const { requirements } = whyOf({ workloads: [one] });
    assert.deepEqual(
      requirements.map(({ label, savesMicroPerHour, savesAtLeastMicroPerHour }) => [
        label,
        savesMicroPerHour,
        savesAtLeastMicroPerHour,
      ]),
      // Four of 1 CPU on two x.small in place of four.
      [
        ["per-node", 40_000, 40_000],
        ["image", 0, 0],
      ],
    );
  });

  it("prices one more replica, and a limit that is used up", () => {
    const pools = [pool({ maxNodes: 2, families: ["x"] })];
    const { shadowPrices } = whyOf({
      clusters: [cluster({ pools })],
      workloads: [workload({ replicas: 6, cpu: 2, gib: 2 })],
    });
    // Six of 2 CPU: x.large twice, or x.large and two x.small, which two nodes do not allow.
    const [limit] = shadowPrices.limits;
    assert.deepEqual([limit?.limit, limit?.used], [2, 2]);
    assert.deepEqual(limit?.answer, {
      status: "planned",
      moreMicroPerHour: -30_000,
      atLeastMicroPerHour: -30_000,
    });
    assert.deepEqual(shadowPrices.replica.answer, {
      status: "planned",
      moreMicroPerHour: 0,
      atLeastMicroPerHour: 0,
    });
  });

  it("has multipliers for the resource that fills the nodes, and none at an edge site", () => {
    const many = [
      workload({ replicas: 32, cpu: 1, gib: 1 }),
      workload({ name: "fat", replicas: 20, cpu: 0.5, gib: 3 }),
    ];
    const { resources } = whyOf({ workloads: many }).shadowPrices;
    assert.deepEqual(Object.keys(resources), ["memoryMiB"]);
    // What 32 of them request at these prices is no more than a whole x.large for every 8 would cost, and not nothing.
    const { memoryMiB = 0 } = resources;
    const worth = (memoryMiB * 1024) / 1_000_000;
    assert.ok(worth > 0 && worth <= 4 * 70_000, String(worth));
    const store = { kind: "edgeSite", name: "store" } as const;
    const site = {
      clusters: [],
      edgeSites: [edgeSite({ nodes: [shape({ count: 2, availabilityZone: "store" })] })],
      workloads: [workload({ target: store })],
    };
    const there = whyOf(site, "store/default/web");
    assert.match(there.shadowPrices.withoutCertificate ?? "", /nodes are fixed/);
    assert.deepEqual([there.without, there.otherPlaces], [[], []]);
  });

  it("asks of every other cluster what all of it would cost there", () => {
    const clusters = [
      cluster(),
      cluster({ name: "second", pools: [pool({ families: ["g"], chips: ["nvidia-l4"] })] }),
    ];
    const { otherPlaces } = whyOf({ ...full, clusters });
    const [second] = otherPlaces;
    assert.deepEqual([second?.name, second?.answer.status], ["second", "planned"]);
    assert.ok(second?.answer.status === "planned" && second.answer.moreMicroPerHour > 0);
  });

  it("says that it is partial where the questions end", () => {
    const { partial, otherPools, shadowPrices } = whyOf(full, undefined, 2);
    assert.equal(partial, true);
    assert.equal(shadowPrices.replica.answer.status, "notAsked");
    assert.deepEqual(otherPools, []);
    assert.match(whyHereLines(whyOf(full, undefined, 2)).at(-1) ?? "", /questions .* ended/);
  });
});

describe("whyHereLines", () => {
  it("names the next best place with its price and what is proved of it", () => {
    const lines = whyHereLines(whyOf({ workloads: [workload({ replicas: 3, cpu: 2, gib: 2 })] }));
    assert.match(
      lines[0] ?? "",
      /^planned again as a packing of cluster "main": \$43\.80 a month, bound \$43\.80/,
    );
    assert.ok(
      lines.includes(
        "  without instance type x.small: $7.30 a month more found, at least $7.30 more in any plan (then x.large)",
      ),
      lines.join("\n"),
    );
  });
});

import assert from "node:assert/strict";
import { explainPlacement } from "../../../src/explain/index.js";
import type { Plan } from "../../../src/model/plan.js";
import { apartOf, rolesOf } from "../../../src/plan/constraints/apart.js";
import { cluster, nodesByType, planOf, pool, shape, workload } from "../fleets.js";

const NAMES = ["a", "b", "c", "d"];
const FOUR = NAMES.map((name) => workload({ name, cpu: 1, gib: 1, replicas: 2 }));

/** What each node holds, by names. */
function together(plan: Plan): string[] {
  const sets = Object.values(plan.clusters["main"]?.purchases ?? {}).flatMap(({ layouts }) =>
    layouts.map(({ pods }) =>
      Object.keys(pods)
        .map((id) => id.slice("main/default/".length))
        .join(""),
    ),
  );
  return [...new Set(sets)].sort();
}

describe("room for a workload of which no replica runs", () => {
  it("keeps away from what that workload keeps away from, with other objectives after cost too", () => {
    const out = workload({
      name: "out",
      cpu: 6,
      gib: 0.5,
      apartFrom: ["main/default/web"],
      penaltyMicroPerHour: 3000,
    });
    const web = workload({ cpu: 0.5, gib: 0.5 });
    const clusters = [cluster({ pools: [pool({ headroom: { pods: 1 } })] })];
    const plan = planOf({ clusters, workloads: [out, web], furtherObjectives: ["instanceTypes"] });
    assert.equal(plan.workloads[out.id]?.replicas, 0);
    // An x.large for the room, and a node of its own for web.
    assert.equal(plan.cost.microPerHour, 90_000);
  });
});

describe("workloads apart from others", () => {
  it("never share a node, proved exactly", () => {
    const [a, ...rest] = FOUR;
    assert.deepEqual(nodesByType(planOf({ workloads: FOUR })), { "x.large": 1 });
    const plan = planOf({ workloads: [{ ...a!, apartFrom: ["main/default/b"] }, ...rest] });
    assert.ok(together(plan).every((names) => !(names.includes("a") && names.includes("b"))));
    assert.equal(plan.cost.microPerHour, 80_000);
    assert.equal(plan.search.stop, "proved");
    assert.deepEqual(
      Object.values(plan.workloads).flatMap(({ name, isSelected }) => (isSelected === true ? [name] : [])),
      ["b"],
    );
    const lines = explainPlacement(plan, "main/default/a") ?? [];
    assert.ok(lines.includes("  shares no node with main/default/b"), lines.join("\n"));
  });

  it("share nodes that exist no more than others", () => {
    const nodes = [shape({ count: 2 })];
    const [a, b] = FOUR;
    const plan = planOf({
      clusters: [cluster({ pools: [pool({ nodes })] })],
      workloads: [{ ...a!, apartFrom: ["main/default/b"] }, b!],
    });
    assert.deepEqual(together(plan), ["a", "b"]);
  });
});

describe("dedicated nodes", () => {
  it("hold workloads of one group, and of no other", () => {
    const groups = ["bank", "bank", "shop"];
    const workloads = FOUR.map((one, index) => {
      const dedicatedNodes = groups[index];
      return dedicatedNodes === undefined ? one : { ...one, dedicatedNodes };
    });
    const plan = planOf({ workloads });
    for (const names of together(plan))
      assert.ok(["a", "b", "ab", "c", "d"].includes(names), `${names} stand together`);
    assert.equal(plan.search.stop, "proved");
  });
});

describe("rolesOf", () => {
  it("finds every largest set without a clash, once", () => {
    const ids = FOUR.map(({ id }) => id);
    const [a, b, c, d] = FOUR;
    const apart = apartOf([{ ...a!, apartFrom: [ids[1]!] }, b!, { ...c!, apartFrom: [ids[3]!] }, d!]);
    const { sets, exact } = rolesOf(ids, apart);
    assert.ok(exact);
    assert.deepEqual(sets.map((set) => [...set].sort().join("")).sort(), ["02", "03", "12", "13"]);
  });

  it("falls back to a partition where there are too many sets, and says that it leaves some out", () => {
    const pairs = Array.from({ length: 12 }, (_none, index) => [`l${index}`, `r${index}`]).flat();
    const workloads = pairs.map((name) =>
      workload({ name, ...(name.startsWith("l") ? { apartFrom: [`main/default/r${name.slice(1)}`] } : {}) }),
    );
    const { sets, exact } = rolesOf(
      workloads.map(({ id }) => id),
      apartOf(workloads),
    );
    assert.equal(exact, false);
    assert.equal(
      sets.reduce((sum, set) => sum + set.size, 0),
      24,
    );
    const plan = planOf({ workloads });
    assert.ok(plan.search.boundMicroPerHour <= plan.cost.microPerHour);
  });
});

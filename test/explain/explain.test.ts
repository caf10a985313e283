import assert from "node:assert/strict";
import { explainConflicts, explainPlacement } from "../../src/explain/index.js";
import { cluster, outcomeOf, planOf, pool, workload } from "../plan/fleets.js";

describe("explainConflicts", () => {
  it("has nothing to say of a plan", () => {
    assert.deepEqual(explainConflicts(outcomeOf({})), []);
  });

  it("tells what, where, which rules, and what would fix it", () => {
    const pools = [pool({ chips: ["arm64"] })];
    const lines = explainConflicts(outcomeOf({ clusters: [cluster({ pools })], workloads: [workload()] }));
    assert.deepEqual(lines, [
      "No plan exists: 1 conflict.",
      "",
      '[no-offering] no offering of cluster "main" can hold one replica of workload "web" (6 considered)',
      "  at /workloads/0",
      "  excluded offerings:",
      "    architecture alone: 6 of 6 (the image is built for linux/amd64, the nodes need linux/arm64)",
      "  ways out:",
      "    - build the image for linux/arm64 and name that in imagePlatforms, or add a chip that it was built for to a pool",
    ]);
  });

  it("counts the offerings that only more rules together exclude", () => {
    const taints = [{ key: "dedicated", value: "data", effect: "NoSchedule" as const }];
    const pools = [pool({ name: "arm", chips: ["arm64"], taints }), pool({ name: "plain" })];
    const requests = { cpuMilli: 900_000, memoryMiB: 1024, pods: 1 };
    const lines = explainConflicts(
      outcomeOf({ clusters: [cluster({ pools })], workloads: [workload({ requests })] }),
    );
    const [considered = 0, alone = 0, together = 0] = [
      /\((\d+) considered\)/,
      /cpu alone: (\d+) of/,
      /^ {4}more rules together: (\d+) of/,
    ].map((pattern) => Number(lines.map((line) => pattern.exec(line)?.[1]).find((found) => found)));
    assert.ok(together > 0);
    assert.equal(alone + together, considered);
  });
});

describe("explainPlacement", () => {
  const plan = planOf({ workloads: [workload({ replicas: 2, survive: "availabilityZone" })] });

  it("tells nodes, the fullest resource, the rules kept and the price share", () => {
    const lines = explainPlacement(plan, "main/default/web") ?? [];
    assert.equal(lines[0], "default/web (Deployment): 2 replicas on cluster main, each 1 cpu, 1Gi memory");
    assert.match(
      lines[1] ?? "",
      /^ {2}1 on 1 node x\.small \(amd64, on-demand\) of pool general in eu-central-1a: cpu is fullest there, 50 % requested$/,
    );
    assert.ok(lines.includes("  survives the loss of one availability zone"));
    assert.match(lines.at(-1) ?? "", /its share of the machines: \$29\.20 a month/);
  });

  it("knows no workload that the plan does not have", () => {
    assert.equal(explainPlacement(plan, "main/default/none"), undefined);
    assert.equal(explainPlacement(plan, "toString"), undefined);
  });
});

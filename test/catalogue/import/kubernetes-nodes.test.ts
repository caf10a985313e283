import assert from "node:assert/strict";
import { changed, fixtureText, imported, told } from "./fixture.js";

describe("import of kubectl get nodes", () => {
  const { override, diagnostics, format } = imported(fixtureText("kubernetes-nodes.json"));
  const [edge, gpu] = override?.nodes ?? [];

  it("gives equal nodes as one entry with what they really allow, rounded down", () => {
    assert.equal(format, "kubernetes-nodes");
    assert.equal(override?.confidence, "measured");
    assert.equal(override.nodes?.length, 2);
    assert.equal(gpu?.count, 2);
    assert.equal(gpu.type, "dell-r760xa");
    assert.deepEqual(gpu.allocatable, {
      cpuMilli: 63_500,
      memoryMiB: 514_648,
      ephemeralMiB: 823_853,
      pods: 110,
      "nvidia.com/gpu": 4,
    });
  });

  it("keeps the labels that they share, and the taints that are not the condition of a day", () => {
    assert.deepEqual(gpu?.labels, {
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "dell-r760xa",
      room: "north",
      "topology.kubernetes.io/region": "fra-own",
      "topology.kubernetes.io/zone": "fra-own-1",
    });
    assert.deepEqual(gpu.taints, [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }]);
  });

  it("names a shape without an instance type by its ISA and cores", () => {
    assert.equal(edge?.type, "arm64-4000m");
    assert.equal(edge.architecture, "arm64");
  });

  it("leaves out nodes that do not run Linux", () => {
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ["1 nodes that do not run Linux were left out"],
    );
  });

  it("refuses a node that allows more than it has", () => {
    const text = changed("kubernetes-nodes.json", ["items", 2, "status", "allocatable", "cpu"], "5");
    assert.deepEqual(told(imported(text)), [
      "invalid-quantity /items/2/status/allocatable: allocatable cpuMilli is 5000, more than the capacity of 4000",
    ]);
  });

  it("refuses one node twice, a quantity that is none, and an ISA that nothing is planned for", () => {
    const twice = changed("kubernetes-nodes.json", ["items", 1, "metadata", "name"], "gpu-01");
    assert.match(
      told(imported(twice))[0] ?? "",
      /^duplicate-name \/items\/1\/metadata\/name: the node gpu-01/,
    );
    const memory = changed("kubernetes-nodes.json", ["items", 2, "status", "capacity", "memory"], "lots");
    assert.match(told(imported(memory))[0] ?? "", /capacity\/memory: expected a Kubernetes quantity/);
    const risc = ["items", 2, "status", "nodeInfo", "architecture"];
    assert.match(told(imported(changed("kubernetes-nodes.json", risc, "riscv64")))[0] ?? "", /found riscv64/);
  });

  it("takes a resource or label called __proto__ as a name like any other", () => {
    const text = fixtureText("kubernetes-nodes.json").replaceAll('"room": "north"', '"__proto__": "north"');
    const result = imported(text);
    assert.equal(Object.getPrototypeOf(result.override?.nodes?.[1]?.labels ?? null), Object.prototype);
    assert.ok(Object.hasOwn(result.override?.nodes?.[1]?.labels ?? {}, "__proto__"));
    assert.equal((Object.prototype as Record<string, unknown>)["north"], undefined);
  });

  it("reads a single node", () => {
    const items = (JSON.parse(fixtureText("kubernetes-nodes.json")) as { items: unknown[] }).items;
    assert.equal(imported(JSON.stringify(items[2])).override?.nodes?.length, 1);
  });
});

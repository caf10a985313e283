import assert from "node:assert/strict";
import { FLEET, WEB, eachInFolder, spec } from "./stowage.js";

describe("stowage explain", () => {
  const held = eachInFolder();

  it("says of all workloads, or of one by name or id, why they are where they are", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", spec(WEB, WEB.replace("web", "api")));
    const all = await folder.run(["explain"]);
    assert.equal(all.code, 0);
    assert.match(all.out, /^default\/api \(Deployment\): [^]*\n\ndefault\/web \(Deployment\): /);
    const byName = await folder.run(["explain", "fleet.yaml", "web"]);
    assert.doesNotMatch(byName.out, /api/);
    assert.deepEqual(await folder.run(["explain", "fleet.yaml", "main/default/web"]), byName);
  });

  it("prints JSON where it is asked to", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out } = await folder.run(["explain", "--json"]);
    const [first] = JSON.parse(out) as readonly { readonly id: string; readonly lines: readonly string[] }[];
    assert.deepEqual([code, first?.id], [0, "main/default/web"]);
    assert.ok((first?.lines.length ?? 0) > 1);
  });

  it("gives the nearest name of a workload that there is not (exit 2)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out, err } = await folder.run(["explain", "fleet.yaml", "wep"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(err, 'stowage: no workload is called "wep"; did you mean "web"?\n');
  });

  it("says why there is no plan (exit 4)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET.replace("500m", "900"));
    const { code, err } = await folder.run(["explain", "fleet.yaml", "web"]);
    assert.equal(code, 4);
    assert.match(err, /excluded offerings:\n {4}cpu alone: /);
  });

  it("plans again to find the smallest conflict and what its ways out cost", async () => {
    const { folder } = held;
    folder.write(
      "fleet.yaml",
      spec(WEB.replace(/replicas: \d+/, "replicas: 400")).replace("pools: [{", "pools: [{ maxNodes: 1,"),
    );
    const { code, err } = await folder.run(["explain"]);
    assert.equal(code, 4);
    assert.match(err, /\n2 requirements of cluster "main" cannot hold together; without any one of them /);
    assert.match(
      err,
      /raise maxNodes of pool "\w+" from 1 to \d+: cluster "main" then costs \$[\d,.]+ a month/,
    );
    const json = await folder.run(["explain", "--json"]);
    const { failure } = JSON.parse(json.out) as { readonly failure: { readonly reasons: readonly object[] } };
    assert.equal(failure.reasons.length, 1);
    const plain = await folder.run(["plan"]);
    assert.match(plain.err, /\nWhich requirements cannot hold together, .*: stowage explain SPEC\n$/);
  });
});

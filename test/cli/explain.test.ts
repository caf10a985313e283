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
});

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { FLEET, eachInFolder } from "./stowage.js";

describe("stowage export", () => {
  const held = eachInFolder();

  it("prints documents, and what the format cannot say to standard error", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out, err } = await folder.run(["export", "--format", "karpenter"]);
    assert.equal(code, 0, err);
    assert.match(out, /^# Written by `stowage export` [^]*\nkind: NodePool\n/);
    assert.match(err, /^warning: main: the EC2NodeClass assumes the role /);
    assert.deepEqual(readdirSync(folder.path), ["fleet.yaml"]);
  });

  it("writes a file for each cluster, of a lock without planning, and again over its own files", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    await folder.run(["plan", "--lock", "fleet.plan.json"]);
    const argv = ["export", "--format", "kueue", "--lock", "fleet.plan.json", "-o", "out"];
    for (let run = 0; run < 2; run += 1) {
      const { code, out, err } = await folder.run(argv);
      assert.equal(code, 0, err);
      assert.equal(out, "");
      assert.match(err, /stowage: out\/main\/kueue\.yaml written\n$/);
    }
    assert.match(readFileSync(folder.at("out/main/kueue.yaml"), "utf8"), /\nkind: ClusterQueue\n/);
  });

  it("replaces no file that is none of its own, and then writes nothing (exit 74)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    folder.write("out/main/kueue.yaml", "mine\n");
    const { code, err } = await folder.run(["export", "--format", "kueue", "-o", "out"]);
    assert.equal(code, 74);
    assert.match(err, /out\/main\/kueue\.yaml: the file exists and is no export; nothing was written/);
    assert.equal(readFileSync(folder.at("out/main/kueue.yaml"), "utf8"), "mine\n");
  });

  it("asks for a format that it knows, and for Argo CD's repository (exit 2)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    assert.equal((await folder.run(["export"])).code, 2);
    assert.equal((await folder.run(["export", "--format", "helm"])).code, 2);
    const { code, err } = await folder.run(["export", "--format", "argocd"]);
    assert.equal(code, 2);
    assert.match(err, /argocd needs --repository URL/);
  });

  it("says where the plan has nothing for a format", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET.replace("platform: eks", "platform: sim"));
    const { code, out, err } = await folder.run(["export", "--format", "cluster-autoscaler"]);
    assert.equal(code, 0);
    assert.equal(out, "");
    assert.match(err, /stowage: the plan has nothing that cluster-autoscaler speaks of\n$/);
  });
});

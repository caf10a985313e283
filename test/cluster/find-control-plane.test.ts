import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "./control-plane.js";

describe("a machine that can have no control plane", () => {
  let cache = "";

  before(() => {
    cache = mkdtempSync(path.join(tmpdir(), "stowage-no-cluster-"));
  });
  after(() => {
    rmSync(cache, { recursive: true, force: true });
  });

  const ask = (env: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, [path.join(ROOT, "cluster", "cli.mjs"), "--optional"], {
      env: { HOME: cache, STOWAGE_CACHE: cache, PATH: "", ...env },
      encoding: "utf8",
    });

  it("is told what is missing and that tests will be skipped", () => {
    const { status, stderr } = ask({});
    assert.equal(status, 0);
    assert.match(stderr, /No Kubernetes control plane: Go is not installed\.\n.*needs Go 1\.26\.0 or newer/);
    assert.match(stderr, /TESTS THAT NEED A CONTROL PLANE WILL BE SKIPPED/);
  });

  it("fails where one is required", () => {
    const { status, stderr } = ask({ STOWAGE_REQUIRE_CLUSTER: "1" });
    assert.equal(status, 1);
    assert.match(stderr, /Go is not installed/);
  });
});

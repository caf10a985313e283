import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const ENGINE = path.join(__dirname, "..", "..", "engine");

describe("withBuildLock", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-lock-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Counts how many processes are inside at once; more than one is written to `clash`. */
  const WORK = `
    import { withBuildLock } from ${JSON.stringify(pathToFileURL(path.join(ENGINE, "build-lock.mjs")).href)};
    import { existsSync, rmSync, writeFileSync } from "node:fs";
    const inside = process.argv[1] + "/inside";
    await withBuildLock({ folder: process.argv[1] + "/lock", log: () => {}, work: async () => {
      if (existsSync(inside)) writeFileSync(process.argv[1] + "/clash", "");
      writeFileSync(inside, "");
      await new Promise((resolve) => setTimeout(resolve, 150));
      rmSync(inside);
    } });
  `;

  function worker(): Promise<number | null> {
    const child = spawn(process.execPath, ["--input-type=module", "-e", WORK, folder], { stdio: "inherit" });
    return new Promise((resolve) => child.on("close", resolve));
  }

  it("lets processes in one after another", async () => {
    assert.deepEqual(await Promise.all([worker(), worker(), worker()]), [0, 0, 0]);
    assert.equal(existsSync(path.join(folder, "clash")), false);
    assert.equal(existsSync(path.join(folder, "lock")), false);
  });

  /** The lock of a process that is no more. */
  async function leaveDeadLock(): Promise<void> {
    const dead = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => dead.on("close", resolve));
    mkdirSync(path.join(folder, "lock"));
    writeFileSync(path.join(folder, "lock", "pid"), String(dead.pid));
  }

  it("takes over from a process that died", async () => {
    await leaveDeadLock();
    assert.equal(await worker(), 0);
  });

  it("lets one of many take over from a process that died", async () => {
    await leaveDeadLock();
    const all = await Promise.all(Array.from({ length: 6 }, worker));
    assert.deepEqual(all, [0, 0, 0, 0, 0, 0]);
    assert.equal(existsSync(path.join(folder, "clash")), false);
    assert.deepEqual(readdirSync(folder), [], "neither lock nor takeover is left");
  });

  it("does not remove a lock that was taken while it looked", async () => {
    await leaveDeadLock();
    mkdirSync(path.join(folder, "lock.takeover"));
    const late = worker();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // Whoever held the takeover has put a living process's lock in the dead one's place.
    writeFileSync(path.join(folder, "lock", "pid"), String(process.pid));
    rmSync(path.join(folder, "lock.takeover"), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(existsSync(path.join(folder, "lock")), true);
    rmSync(path.join(folder, "lock"), { recursive: true });
    assert.equal(await late, 0);
  });
});

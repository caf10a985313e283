import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { lockedJsonFile } from "../../src/files/locked-json-file.js";
import { oneFile } from "../one-file.js";
import { COUNTERS, parseCounters } from "./counting-writer.js";

const WRITER = "test/files/counting-writer.ts";

function startWriter(...args: readonly (string | number)[]): ChildProcess {
  return spawn(process.execPath, [oneFile(WRITER), ...args.map(String)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** After the writer's first change is reported. */
async function writing(child: ChildProcess): Promise<void> {
  await once(child.stdout!, "data");
}

describe("lockedJsonFile", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-files-"));
    file = path.join(folder, "deep", "counters.json");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const add = (key: string) =>
    lockedJsonFile(file, COUNTERS).update((current) => {
      const next = (current.counts[key] ?? 0) + 1;
      return { next: { ...current, counts: { ...current.counts, [key]: next } }, result: next };
    });

  it("reads an absent file as the empty value and does not create it", () => {
    assert.deepEqual(lockedJsonFile(file, COUNTERS).read(), COUNTERS.empty);
    assert.equal(existsSync(file), false);
  });

  it("does not write when the change returns the same value", async () => {
    const told = await lockedJsonFile(file, COUNTERS).update((current) => ({
      next: current,
      result: "seen",
    }));
    assert.equal(told, "seen");
    assert.equal(existsSync(file), false);
  });

  it("loses no change of one process that starts many at once", async () => {
    const store = lockedJsonFile(file, COUNTERS);
    const change = () =>
      store.update((current) => {
        const next = (current.counts["one"] ?? 0) + 1;
        return { next: { ...current, counts: { one: next } }, result: next };
      });
    const results = await Promise.all(Array.from({ length: 40 }, change));
    assert.deepEqual(
      results,
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    assert.equal(store.read().counts["one"], 40);
  });

  it("carries on after a change that throws, and leaves the file as it was", async () => {
    await add("one");
    const before = readFileSync(file, "utf8");
    const store = lockedJsonFile(file, COUNTERS);
    const failing = store.update(() => {
      throw new Error("refused");
    });
    const following = store.update((current) => ({ next: current, result: current.counts["one"] }));
    await assert.rejects(failing, /refused/);
    assert.equal(await following, 1);
    assert.equal(readFileSync(file, "utf8"), before);
    assert.equal(existsSync(`${file}.lock`), false);
  });

  it("loses nothing when three processes write at once", async () => {
    const writers = ["a", "b", "c"].map((key) => startWriter(file, key, 30, 1000));
    assert.deepEqual(await Promise.all(writers.map(exitOf)), [0, 0, 0]);
    assert.deepEqual(lockedJsonFile(file, COUNTERS).read().counts, { a: 30, b: 30, c: 30 });
  });

  it("is whole after a writer was killed at any moment, and the next writer takes its lock over", async () => {
    for (let round = 0; round < 6; round++) {
      const child = startWriter(file, "killed", 100_000, 400_000);
      await writing(child);
      await new Promise((resolve) => setTimeout(resolve, 7 * round));
      child.kill("SIGKILL");
      await exitOf(child);
      const { counts, padding } = parseCounters(readFileSync(file, "utf8"), file);
      assert.equal(padding, String((counts["killed"] ?? 0) % 10).repeat(400_000));
      // As if the time after which a holder counts as dead had passed.
      if (existsSync(`${file}.lock`)) utimesSync(`${file}.lock`, 0, 0);
    }
    await add("next");
    assert.equal(lockedJsonFile(file, COUNTERS).read().counts["next"], 1);
    assert.deepEqual(readdirSync(path.dirname(file)), ["counters.json"], "what killed writers left is gone");
  });

  it("waits for a lock whose holder was just killed and then takes it over", async () => {
    await add("one");
    mkdirSync(`${file}.lock`);
    assert.equal(await add("one"), 2);
  });

  it("keeps the old file whole when the file-size limit cuts a write short", async function () {
    if (process.platform === "win32") this.skip();
    await add("one");
    const before = readFileSync(file, "utf8");
    const command = `ulimit -f 64; exec ${[process.execPath, oneFile(WRITER), file, "one", "1", "400000"].map((part) => `'${part}'`).join(" ")}`;
    const { status, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    assert.equal(status, 1, stderr);
    assert.match(stderr, /cannot write .*counters\.json: EFBIG.*The file is as it was\./);
    assert.equal(readFileSync(file, "utf8"), before);
    assert.deepEqual(readdirSync(path.dirname(file)), ["counters.json"]);
  });

  it("says why a file whose folder cannot be made is not changed", async () => {
    writeFileSync(path.join(folder, "deep"), "a file, not a folder");
    await assert.rejects(
      add("one"),
      /cannot lock .*counters\.json: (EEXIST|ENOTDIR).*The file is as it was\./,
    );
  });

  it("replaces what a link points to and keeps the file's mode", async () => {
    await add("one");
    chmodSync(file, 0o600);
    const link = path.join(folder, "link.json");
    symlinkSync(file, link);
    await lockedJsonFile(link, COUNTERS).update((current) => ({
      next: { ...current, padding: "x" },
      result: 0,
    }));
    assert.equal(lockedJsonFile(file, COUNTERS).read().padding, "x");
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("never writes over a file that it cannot read", async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '{"counts": {"one": 1');
    await assert.rejects(add("one"), /is torn/);
    assert.equal(readFileSync(file, "utf8"), '{"counts": {"one": 1');
  });
});

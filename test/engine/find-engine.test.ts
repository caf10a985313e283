import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const ENGINE = path.join(__dirname, "..", "..", "engine");

interface Engine {
  readonly pulumi: string;
  readonly version: string;
  readonly origin: string;
}

interface EngineModule {
  readonly findEngine: (options: {
    readonly env: NodeJS.ProcessEnv;
    readonly log: (line: string) => void;
  }) => Promise<Engine>;
}

interface VersionModule {
  readonly parseVersion: (text: string) => readonly number[] | undefined;
  readonly atLeast: (version: string, floor: string) => boolean;
}

interface Recipe {
  readonly modules: string;
  readonly version: string;
}

interface RecipesModule {
  readonly PULUMI: Recipe;
  readonly YAML_HOST: Recipe;
}

async function load<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(path.join(ENGINE, file)).href)) as T;
}

describe("atLeast", () => {
  it("compares part by part and refuses what is no version", async () => {
    const { atLeast, parseVersion } = await load<VersionModule>("version.mjs");
    assert.equal(atLeast("3.217.0", "3.217.0"), true);
    assert.equal(atLeast("v3.254.1-dev.3", "3.217.0"), true);
    assert.equal(atLeast("3.99.9", "3.217.0"), false);
    assert.equal(atLeast("4.0.0", "3.217.0"), true);
    assert.equal(atLeast("newest", "3.217.0"), false);
    assert.equal(parseVersion(""), undefined);
  });
});

describe("findEngine", () => {
  let folder = "";
  const log: string[] = [];

  function fake(name: string, version: string): string {
    const file = path.join(folder, name, "pulumi");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
    chmodSync(file, 0o755);
    return path.dirname(file);
  }

  async function find(pathFolder: string, more: NodeJS.ProcessEnv = {}): Promise<Engine> {
    const { findEngine } = await load<EngineModule>("find-engine.mjs");
    const env = { PATH: pathFolder, HOME: folder, STOWAGE_CACHE: path.join(folder, "cache"), ...more };
    return findEngine({ env, log: (line) => log.push(line) });
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-engine-"));
    log.length = 0;
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("uses an installed engine that is new enough", async () => {
    const engine = await find(fake("new", "v3.231.0"));
    assert.deepEqual([engine.origin, engine.version], ["installed", "3.231.0"]);
    assert.equal(engine.pulumi, path.join(folder, "new", "pulumi"));
  });

  it("uses the one that STOWAGE_PULUMI names before the one on PATH", async () => {
    const named = path.join(fake("named", "v3.240.0"), "pulumi");
    assert.equal((await find(fake("new", "v3.231.0"), { STOWAGE_PULUMI: named })).version, "3.240.0");
  });

  it("skips one that is too old, says so, and names three ways where nothing else is left", async () => {
    await assert.rejects(find(fake("old", "v3.100.0")), (error: Error) => {
      assert.match(error.message, /Go is not installed/);
      assert.match(error.message, /1\. install pulumi 3\.217\.0[^]*2\. name its file[^]*3\. install Go/);
      return true;
    });
    assert.match(log.join("\n"), /3\.100\.0, older than 3\.217\.0: not used/);
  });

  it("does not pass over a STOWAGE_PULUMI that is too old", async () => {
    const named = path.join(fake("old", "v3.100.0"), "pulumi");
    await assert.rejects(find(fake("new", "v3.231.0"), { STOWAGE_PULUMI: named }), /STOWAGE_PULUMI names/);
  });
});

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

describe("the recipes", () => {
  it("name the versions that their Go modules pin", async () => {
    const { PULUMI, YAML_HOST } = await load<RecipesModule>("recipes.mjs");
    for (const [{ modules, version }, module] of [
      [PULUMI, "github.com/pulumi/pulumi/pkg/v3"],
      [YAML_HOST, "github.com/pulumi/pulumi-yaml"],
    ] as const) {
      const lines = readFileSync(path.join(modules, "go.mod"), "utf8").split("\n");
      assert.ok(
        lines.some((line) =>
          line
            .replace(/^require /, "")
            .trim()
            .startsWith(`${module} v${version}`),
        ),
      );
    }
  });
});

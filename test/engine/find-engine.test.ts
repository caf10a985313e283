import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

interface ClusterRecipeModule {
  readonly CONTROL_PLANE: Recipe;
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

describe("the recipes", () => {
  it("name the versions that their Go modules pin", async () => {
    const { PULUMI, YAML_HOST } = await load<RecipesModule>("recipes.mjs");
    const { CONTROL_PLANE } = await load<ClusterRecipeModule>("../cluster/recipe.mjs");
    for (const [{ modules, version }, module] of [
      [PULUMI, "github.com/pulumi/pulumi/pkg/v3"],
      [YAML_HOST, "github.com/pulumi/pulumi-yaml"],
      [CONTROL_PLANE, "k8s.io/kubernetes"],
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

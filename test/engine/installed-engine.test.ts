/** An installed `pulumi` on PATH is what runs, as the demo and the tests start it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { engineFolder, engineOrSkip, ROOT, type Engine, type EngineFolder } from "./real-engine.js";

describe("an installed engine", function () {
  this.timeout(120_000);
  let engine: Engine;
  let at: EngineFolder | undefined;

  /** A `pulumi` of its own folder that says another version, notes its use, and is the real one beyond that. */
  function installed(name: string, version: string): string {
    const folder = path.join(at!.folder, name);
    mkdirSync(folder);
    const script = [
      "#!/bin/sh",
      `if [ "$1" = version ]; then echo ${version}; exit 0; fi`,
      `echo "$@" >> '${path.join(folder, "used")}'`,
      `exec '${engine.pulumi}' "$@"`,
    ];
    writeFileSync(path.join(folder, "pulumi"), `${script.join("\n")}\n`);
    chmodSync(path.join(folder, "pulumi"), 0o755);
    return folder;
  }

  /** `node engine/cli.mjs` with these folders first on PATH. */
  function find(...folders: string[]) {
    const env = { ...process.env, PATH: [...folders, process.env["PATH"]].join(path.delimiter) };
    delete (env as NodeJS.ProcessEnv)["STOWAGE_PULUMI"];
    return spawnSync(process.execPath, [path.join(ROOT, "engine", "cli.mjs")], { env, encoding: "utf8" });
  }

  before(async function () {
    engine = await engineOrSkip(this);
    at = await engineFolder(engine);
  });
  after(() => at?.dispose());

  it("is used where it is new enough, by its path", () => {
    const folder = installed("new", "v3.301.0");
    const { status, stdout } = find(folder);
    assert.equal(status, 0);
    assert.equal(stdout, `engine: pulumi 3.301.0, installed: ${path.join(folder, "pulumi")}\n`);
  });

  it("is passed over with a message where it is too old", () => {
    const folder = installed("old", "v3.216.9");
    const { status, stdout, stderr } = find(folder);
    assert.equal(status, 0, stderr);
    assert.match(stderr, new RegExp(`${folder}/pulumi is 3\\.216\\.9, older than 3\\.217\\.0: not used`));
    assert.doesNotMatch(stdout, new RegExp(folder));
  });

  it("runs a Node program, with our language host where it has none of its own", async () => {
    const folder = installed("alone", "v3.301.0");
    const found = { pulumi: path.join(folder, "pulumi"), version: "3.301.0" };
    const text = find(folder).stdout;
    assert.match(text, new RegExp(found.pulumi));
    const { findEngine } = (await import(path.join(ROOT, "engine", "find-engine.mjs"))) as {
      findEngine: (options: object) => Promise<Engine>;
    };
    const chosen = await findEngine({
      env: { ...process.env, STOWAGE_PULUMI: found.pulumi },
      log: () => undefined,
    });
    const own = await engineFolder(chosen);
    writeFileSync(path.join(own.project, "Pulumi.yaml"), "name: tiny\nruntime: nodejs\n");
    writeFileSync(path.join(own.project, "package.json"), '{"main": "index.js"}');
    writeFileSync(
      path.join(own.project, "index.js"),
      `require(${JSON.stringify(require.resolve("@pulumi/pulumi"))}); exports.answer = 42;\n`,
    );
    const run = (...args: string[]) =>
      spawnSync("pulumi", ["--non-interactive", ...args], {
        cwd: own.project,
        env: { ...own.environment },
        encoding: "utf8",
      });
    run("stack", "init", "dev");
    const up = run("up", "--yes", "--skip-preview", "--color=never");
    assert.equal(up.status, 0, up.stdout + up.stderr);
    assert.match(up.stdout, /answer: 42/);
    assert.match(readFileSync(path.join(folder, "used"), "utf8"), /^--non-interactive up /m);
    own.dispose();
  });
});

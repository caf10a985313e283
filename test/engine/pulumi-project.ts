/** A project on disk that the `pulumi` command runs, as users do: language host, plugin and policy packs included. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseCloudState } from "../../src/provider/sim/cloud-format.js";
import { EMPTY_CLOUD, type SimCloudState } from "../../src/provider/sim/cloud-state.js";
import { withFewReplays } from "../few-replays.js";
import { engineFolder, ROOT, type Engine, type EngineFolder } from "./real-engine.js";

export interface Run {
  readonly status: number;
  /** Standard output and standard error together. */
  readonly output: string;
}

export interface PulumiProject {
  /** The project's folder, inside a copy of the examples. */
  readonly folder: string;
  readonly at: EngineFolder;
  /** Runs `pulumi` there. */
  readonly pulumi: (...args: string[]) => Run;
  /** What the simulated cloud holds. */
  readonly cloud: () => SimCloudState;
}

/** Packages are found where this checkout has them; `stowage` itself is this checkout, as built. */
function linkPackages(folder: string): void {
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  for (const name of ["package.json", "dist"]) symlinkSync(path.join(ROOT, name), path.join(folder, name));
}

/** A folder with a stack `dev`, whose Pulumi.yaml the caller writes anew. */
export async function emptyProject(engine: Engine, name: string): Promise<PulumiProject> {
  const at = await engineFolder(engine);
  writeFileSync(path.join(at.project, "Pulumi.yaml"), `name: ${name}\nruntime: yaml\n`);
  return openProject(engine, at, at.project);
}

/**
 * A copy of the examples with a stack `dev` in the one that is named ("." is the root's own project); the shop is
 * planned with fewer replays than users have, and the demo has, unless `fullSearch` is asked for.
 */
export async function exampleProject(
  engine: Engine,
  example: string,
  { fullSearch = false } = {},
): Promise<PulumiProject> {
  if (!existsSync(path.join(ROOT, "dist", "index.js"))) throw new Error("build first: npm run build");
  const at = await engineFolder(engine);
  cpSync(path.join(ROOT, "examples"), path.join(at.project, "examples"), { recursive: true });
  if (!fullSearch) withFewReplays(path.join(at.project, "examples", "shop", "fleet.yaml"));
  linkPackages(at.project);
  const folder = path.join(at.project, example);
  mkdirSync(folder, { recursive: true });
  const text = readFileSync(path.join(ROOT, example, "Pulumi.yaml"), "utf8");
  writeFileSync(
    path.join(folder, "Pulumi.yaml"),
    text.replace(/^( +path: ).*$/m, `$1${JSON.stringify(ROOT)}`),
  );
  return openProject(engine, at, folder);
}

function openProject(engine: Engine, at: EngineFolder, folder: string): PulumiProject {
  const cloudFile = path.join(at.folder, "cloud.json");
  const env = { ...at.environment, STOWAGE_SIM_FILE: cloudFile };
  const pulumi = (...args: string[]): Run => {
    const done = spawnSync(engine.pulumi, ["--non-interactive", "--color=never", ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      maxBuffer: 64 << 20,
    });
    if (done.error !== undefined) throw done.error;
    return { status: done.status ?? 1, output: done.stdout + done.stderr };
  };
  const made = pulumi("stack", "init", "dev");
  if (made.status !== 0) throw new Error(`pulumi stack init: ${made.output}`);
  return {
    folder,
    at,
    pulumi,
    cloud: () =>
      existsSync(cloudFile) ? parseCloudState(readFileSync(cloudFile, "utf8"), cloudFile) : EMPTY_CLOUD,
  };
}

/** How many of each there are: `{created: 3}` from "+ 3 created". */
export function resourceCounts({ output }: Run): Readonly<Record<string, number>> {
  const summary = output.slice(output.lastIndexOf("Resources:"));
  const lines = [...summary.matchAll(/^ +(?:[-+~]{1,2} )?(\d+) ((?:to )?[a-z]+)$/gm)];
  return Object.fromEntries(lines.map(([, count, what]) => [what ?? "", Number(count)]));
}

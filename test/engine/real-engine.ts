/**
 * A real Pulumi engine for tests: installed or built (see engine/), on a file backend in a folder of its own.
 * Without one, tests are skipped loudly, or fail where STOWAGE_REQUIRE_ENGINE=1.
 */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { oneFile } from "../one-file.js";

export const ROOT = path.join(__dirname, "..", "..");

/** As in engine/find-engine.mjs. */
export interface Engine {
  readonly pulumi: string;
  readonly version: string;
  readonly hostFolders: readonly string[];
}

interface FindEngine {
  readonly findEngine: (options: {
    readonly env: NodeJS.ProcessEnv;
    readonly log: (line: string) => void;
    readonly yaml: boolean;
  }) => Promise<Engine>;
  readonly EngineUnavailableError: new (reason: string) => Error;
}

interface EngineWorkspace {
  readonly engineEnvironment: (request: {
    readonly engine: Engine;
    readonly home: string;
    readonly backendDir: string;
  }) => NodeJS.ProcessEnv;
}

// The engine's scripts are plain modules without declarations.
function load(file: string): Promise<unknown> {
  return import(pathToFileURL(path.join(ROOT, "engine", file)).href);
}

/** The engine, or a skipped test that says why. */
export async function engineOrSkip(
  test: Mocha.Context,
  options: { readonly yaml?: boolean } = {},
): Promise<Engine> {
  const { findEngine, EngineUnavailableError } = (await load("find-engine.mjs")) as FindEngine;
  try {
    return await findEngine({ env: process.env, log: console.warn, yaml: options.yaml ?? false });
  } catch (error) {
    if (!(error instanceof EngineUnavailableError) || process.env["STOWAGE_REQUIRE_ENGINE"] === "1")
      throw error;
    console.warn(
      `\nSKIPPED, NO ENGINE: ${test.test?.parent?.fullTitle() ?? "engine tests"}\n${error.message}\n`,
    );
    return test.skip();
  }
}

/** A folder of its own with the engine's home, its state and a project; `dispose` removes it all. */
export interface EngineFolder {
  readonly folder: string;
  readonly project: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly dispose: () => void;
}

export async function engineFolder(engine: Engine): Promise<EngineFolder> {
  const { engineEnvironment } = (await load("workspace.mjs")) as EngineWorkspace;
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "stowage-engine-")));
  const project = path.join(folder, "project");
  mkdirSync(project);
  const given = engineEnvironment({
    engine,
    home: path.join(folder, "home"),
    backendDir: path.join(folder, "state"),
  });
  const environment = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    folder,
    project,
    environment,
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A plugin folder whose executable runs the provider from its sources, so that tests need no build. */
export function pluginFromSources(folder: string): string {
  const plugin = path.join(folder, "plugin");
  const executable = path.join(plugin, "pulumi-resource-stowage");
  mkdirSync(plugin, { recursive: true });
  const text = [
    `#!${process.execPath}`,
    `require(${JSON.stringify(oneFile("src/provider/main.ts"))}).servePlugin(process.argv.slice(2));`,
  ];
  writeFileSync(executable, `${text.join("\n")}\n`);
  chmodSync(executable, 0o755);
  return plugin;
}

function projectText(plugin: string): string {
  const plugins = { providers: [{ name: "stowage", path: plugin }] };
  return JSON.stringify({ name: "shop", runtime: "nodejs", plugins });
}

/** A stack whose program is a function of this process: it needs no language host. */
export async function inlineStack(engine: Engine, at: EngineFolder, program: PulumiFn): Promise<Stack> {
  const bin = path.join(at.folder, "cli", "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(engine.pulumi, path.join(bin, "pulumi"));
  writeFileSync(path.join(at.project, "Pulumi.yaml"), projectText(pluginFromSources(at.folder)));
  return LocalWorkspace.createOrSelectStack(
    { projectName: "shop", stackName: "dev", program },
    {
      workDir: at.project,
      envVars: { ...at.environment },
      pulumiCommand: await PulumiCommand.get({ root: path.dirname(bin) }),
    },
  );
}

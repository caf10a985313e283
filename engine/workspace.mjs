// How the engine is run unattended: its own home and state, nothing asked, nothing downloaded.
// @ts-check
import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @param {{ engine: import("./find-engine.mjs").Engine, home: string, backendDir: string, env?: NodeJS.ProcessEnv }} request
 * @returns {NodeJS.ProcessEnv}
 */
export function engineEnvironment({ engine, home, backendDir, env = process.env }) {
  mkdirSync(home, { recursive: true });
  mkdirSync(backendDir, { recursive: true });
  return {
    ...env,
    PATH: [path.dirname(engine.pulumi), ...engine.hostFolders, env.PATH ?? ""].join(path.delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: pathToFileURL(backendDir).href,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    // The examples' types are checked with all others; every run would check them again.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    STOWAGE_SDK_DIRECTORY: path.join(import.meta.dirname, ".."),
  };
}

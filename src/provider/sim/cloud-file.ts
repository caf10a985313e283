/** Where the simulated cloud's file is, and how it is read and changed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { lockedJsonFile, type LockedJsonFile } from "../../files/locked-json-file.js";
import { canonicalText } from "../../units/canonical.js";
import { parseCloudState } from "./cloud-format.js";
import { EMPTY_CLOUD, type SimCloudState } from "./cloud-state.js";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The nearest folder upwards that holds a Pulumi project, or the folder itself. */
function projectFolder(folder: string): string {
  for (let current = folder; ; current = path.dirname(current)) {
    if (PROJECT_FILES.some((name) => existsSync(path.join(current, name)))) return current;
    if (path.dirname(current) === current) return folder;
  }
}

/** STOWAGE_SIM_FILE (relative to the project), else `.stowage/sim-cloud.json` in the Pulumi project's folder. */
export function cloudFilePath(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const named = environment["STOWAGE_SIM_FILE"];
  return path.resolve(
    projectFolder(folder),
    named === undefined || named === "" ? path.join(".stowage", "sim-cloud.json") : named,
  );
}

export function cloudFile(file: string): LockedJsonFile<SimCloudState> {
  return lockedJsonFile(file, { empty: EMPTY_CLOUD, parse: parseCloudState, format: canonicalText });
}

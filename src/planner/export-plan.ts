/** A plan as files of other engines. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { exportPlan } from "../export/index.js";
import type { ExportFormat, ExportSettings, ExportWarning } from "../export/index.js";
import { fileReason, readFileText, replaceFile } from "../files/index.js";
import type { Plan } from "../model/plan.js";
import { OBJECTS_MARK, renderObjects } from "../report/index.js";
import { fileFailure } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";

export interface ExportedText {
  /** Relative, with "/" between its parts. */
  readonly path: string;
  /** YAML. */
  readonly text: string;
}

export interface ExportedPlan {
  readonly files: readonly ExportedText[];
  /** What the format cannot say of the plan. */
  readonly warnings: readonly ExportWarning[];
}

/** No file may be longer than this and be taken for one of ours. */
const MOST_BYTES = 64 * 1024 * 1024;

export function exportTexts(plan: Plan, format: ExportFormat, settings: ExportSettings = {}): ExportedPlan {
  const { files, warnings } = exportPlan(plan, format, settings);
  const about = `--format ${format} of the plan of fleet ${plan.name}`;
  return {
    files: files.map(({ path: name, objects }) => ({ path: name, text: renderObjects(objects, about) })),
    warnings,
  };
}

function refuseOthers(shown: string, absolute: string): void {
  const existing = readFileText(absolute, MOST_BYTES);
  const isOther =
    existing.status === "tooLarge" || (existing.status === "text" && !existing.text.startsWith(OBJECTS_MARK));
  if (isOther) throw fileFailure(shown, "the file exists and is no export; nothing was written");
}

/**
 * Writes the files below `directory`. Existing ones are replaced only if they are exports.
 *
 * @returns their paths, as the person would name them
 * @throws FleetError where one is something else (then nothing is written) or cannot be written
 */
export function writeExport(
  directory: string,
  files: readonly ExportedText[],
  { baseDirectory = process.cwd() }: LoadOptions = {},
): string[] {
  const places = files.map((file) => {
    const shown = path.join(directory, ...file.path.split("/"));
    return { ...file, shown, absolute: path.resolve(baseDirectory, shown) };
  });
  for (const { shown, absolute } of places) refuseOthers(shown, absolute);
  for (const { shown, absolute, text } of places)
    try {
      mkdirSync(path.dirname(absolute), { recursive: true });
      replaceFile(absolute, text);
    } catch (error) {
      throw fileFailure(shown, `cannot be written: ${fileReason(error)}`);
    }
  return places.map(({ shown }) => shown);
}

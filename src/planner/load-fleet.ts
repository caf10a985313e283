/** From a file or a value to a checked fleet with the part of the catalogue that it needs. */
import path from "node:path";
import type { Catalogue } from "../catalogue/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { CheckOutcome } from "../model/outcome.js";
import { readFileText } from "../files/index.js";
import {
  MAX_FILE_BYTES,
  checkFleet,
  clusterProvider,
  manifestSourcesOf,
  parseFleetText,
  parseFleetValue,
  tooLarge,
} from "../spec/index.js";
import type { ManifestObject, ManifestText, ParseOutcome, ParsedFleet } from "../spec/index.js";
import { fileFailure, invalidSpec } from "./failures.js";
import { fleetKnowledge } from "./fleet-knowledge.js";
import { openCatalogue } from "./open-catalogue.js";
import type { OverrideFile } from "./open-catalogue.js";
import { readManifests } from "./manifest-files.js";

export interface LoadedFleet {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  /** By workload id: the manifest that the workload was read from, unchanged. */
  readonly manifests: ReadonlyMap<string, ManifestObject>;
  /** Age from which on the spec wants figures to be named. */
  readonly maxAgeDays?: number;
  /** File of what runs today, as the spec names it, with the folder from which it is found. */
  readonly running?: { readonly file: string; readonly baseDirectory: string };
}

export interface LoadOptions {
  /** Folder from which relative paths are found. @default the working directory */
  readonly baseDirectory?: string;
}

function overrideFilesOf({ spec, text }: ParsedFleet): OverrideFile[] {
  return (spec.catalogue?.overrides ?? []).map((file, index) => {
    const pointer = `/catalogue/overrides/${index}`;
    const line = text.lineOf(pointer);
    const named = text.file === undefined ? {} : { file: text.file };
    return { file, place: { ...named, path: pointer, ...(line === undefined ? {} : { line }) } };
  });
}

function checkedFleet(parsed: ParsedFleet, directory: string): CheckOutcome<LoadedFleet> {
  const { spec, text } = parsed;
  const opened = openCatalogue({
    regions: (spec.clusters ?? []).map((cluster) => ({
      provider: clusterProvider(cluster),
      region: cluster.region,
    })),
    overrides: overrideFilesOf(parsed),
    baseDirectory: directory,
  });
  if (!opened.ok) return opened;
  const catalogue = opened.value;
  const manifests = new Map<string, readonly ManifestText[]>();
  const unread: Diagnostic[] = [];
  for (const { path: name, pointer } of manifestSourcesOf(spec)) {
    const line = text.lineOf(pointer);
    const reading = readManifests(name, directory, {
      ...(text.file === undefined ? {} : { file: text.file }),
      path: pointer,
      ...(line === undefined ? {} : { line }),
      hint: "paths are relative to the folder of the spec",
    });
    manifests.set(name, reading.texts);
    unread.push(...reading.diagnostics);
  }
  const outcome = checkFleet({ parsed, manifests, knowledge: fleetKnowledge(catalogue) });
  const diagnostics = [...opened.diagnostics, ...unread, ...outcome.diagnostics];
  if (!outcome.ok || unread.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
  const { maxAgeDays } = spec.catalogue ?? {};
  const value: LoadedFleet = {
    ...outcome.value,
    fleet: { ...outcome.value.fleet, diagnostics },
    catalogue,
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    ...(spec.running === undefined ? {} : { running: { file: spec.running, baseDirectory: directory } }),
  };
  return { ok: true, value, diagnostics };
}

/** The faults of a spec of the wrong shape, and all others that can be found beside them. */
function faultsOf(
  { diagnostics, part }: Extract<ParseOutcome, { readonly ok: false }>,
  directory: string,
): readonly Diagnostic[] {
  if (part === undefined) return diagnostics;
  const others = checkedFleet(part, directory).diagnostics.filter(
    ({ file, path: pointer }) => file !== part.text.file || part.isTold(pointer),
  );
  return [...diagnostics, ...others].sort((left, right) => inFile(left, part) - inFile(right, part));
}

/** Where a diagnostic stands among those of the spec; those of other files come after. */
function inFile({ file, line }: Diagnostic, { text }: ParsedFleet): number {
  return file === text.file ? (line ?? 0) : Number.MAX_SAFE_INTEGER;
}

function loadedOrThrow(parsed: ParseOutcome, directory: string): LoadedFleet {
  if (!parsed.ok) throw invalidSpec(faultsOf(parsed, directory));
  const checked = checkedFleet(parsed.value, directory);
  if (!checked.ok) throw invalidSpec(checked.diagnostics);
  return checked.value;
}

/**
 * Reads and checks the spec in a file; manifests are found from the file's folder.
 *
 * @throws FleetError with every diagnostic, or with the reason why the file cannot be read
 */
export function loadFleet(file: string, { baseDirectory = process.cwd() }: LoadOptions = {}): LoadedFleet {
  const absolute = path.resolve(baseDirectory, file);
  const read = readFileText(absolute, MAX_FILE_BYTES);
  switch (read.status) {
    case "unreadable":
      throw fileFailure(file, read.reason);
    case "tooLarge":
      throw invalidSpec(tooLarge(file, read.bytes).diagnostics);
    case "text":
      return loadedOrThrow(parseFleetText({ file, text: read.text }), path.dirname(absolute));
  }
}

/**
 * Checks a spec that a program built; manifests are found from `baseDirectory`.
 *
 * @throws FleetError with every diagnostic
 */
export function readFleet(spec: FleetSpec, { baseDirectory = process.cwd() }: LoadOptions = {}): LoadedFleet {
  return loadedOrThrow(parseFleetValue(spec), path.resolve(baseDirectory));
}

/** The same of a text, such as standard input or an editor's buffer. */
export function readFleetText(
  text: string,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): LoadedFleet {
  return loadedOrThrow(parseFleetText({ text }), path.resolve(baseDirectory));
}

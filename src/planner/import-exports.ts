/** Exports of clouds and clusters as one catalogue override. */
import path from "node:path";
import { getHeapStatistics } from "node:v8";
import { importCatalogue } from "../catalogue/index.js";
import type { ImportFormat } from "../catalogue/index.js";
import { createFile, fileReason, readFileText, replaceFile } from "../files/index.js";
import { CLOUD_PROVIDERS } from "../model/catalogue.js";
import type { CloudProvider, InstanceType } from "../model/catalogue.js";
import type { CatalogueOverride, CatalogueOverrideFile } from "../model/catalogue-override.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { Confidence } from "../model/evidence.js";
import { renderOverride } from "../report/index.js";
import { MAX_FILE_BYTES, parseOverrideText } from "../spec/index.js";
import { canonicalJson } from "../units/canonical.js";
import { applyOverrides } from "./catalogue-overrides.js";
import { fileFailure, invalidExport } from "./failures.js";
import { loadCatalogue } from "./load-catalogue.js";
import { regionsOf } from "./override-files.js";

/** The EC2 offer file of one region has 300 MB; a longer text is none that JavaScript can hold. */
const MAX_EXPORT_BYTES = 450 * 1024 * 1024;
/** Memory that reading and parsing takes, in multiples of the bytes; 232 MB of an EC2 offer file took 976 MB in all. */
const HEAP_FACTOR = 4;
const MAX_SOURCE = 500;

export interface ImportQuestion {
  readonly files: readonly string[];
  /** ISO date of the exports; one that an export carries goes before it. */
  readonly asOf: string;
  readonly format?: ImportFormat;
  readonly region?: string;
  readonly provider?: CloudProvider;
  readonly currency?: string;
  /** Folder from which the files are found. @default the working directory */
  readonly baseDirectory?: string;
}

export interface ImportedOverride {
  readonly override: CatalogueOverrideFile;
  /** The same as YAML. */
  readonly text: string;
  readonly formats: readonly ImportFormat[];
  /** What was left out, and what keeps the override from being used as it stands. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes of one file that can be read here without running out of memory. */
function readableBytes(): number {
  return Math.min(MAX_EXPORT_BYTES, Math.floor(getHeapStatistics().heap_size_limit / HEAP_FACTOR));
}

function tooLarge(file: string, bytes: number, limit: number): Diagnostic {
  const hint =
    limit < MAX_EXPORT_BYTES
      ? "give Node more memory (NODE_OPTIONS=--max-old-space-size=8192), or export one region at a time"
      : "export one region at a time";
  return {
    code: "file-too-large",
    severity: "error",
    file,
    path: "",
    message: `the export has ${bytes} bytes; at most ${limit} can be read`,
    hint,
  };
}

/** The least sure of the sources counts for all. */
const CONFIDENCES: readonly Confidence[] = [
  "vendor-doc",
  "vendor-code",
  "measured",
  "secondary",
  "estimate",
  "assumption",
];

function distinct<Entry>(lists: readonly (readonly Entry[] | undefined)[]): readonly Entry[] {
  const entries = lists.flatMap((list) => list ?? []);
  return [...new Map(entries.map((entry) => [canonicalJson(entry), entry])).values()];
}

/** Several exports have one source, date and confidence: all sources, the oldest date, the least confidence. */
function merged(overrides: readonly CatalogueOverride[]): CatalogueOverrideFile {
  const all = <Entry>(listOf: (one: CatalogueOverride) => readonly Entry[] | undefined): readonly Entry[] =>
    distinct(overrides.map(listOf));
  const lists = {
    instanceTypes: all(({ instanceTypes }) => instanceTypes),
    offerings: all(({ offerings }) => offerings),
    withdrawn: all(({ withdrawn }) => withdrawn),
    availabilityZones: all(({ availabilityZones }) => availabilityZones),
    quotas: all(({ quotas }) => quotas),
    nodes: all(({ nodes }) => nodes),
  };
  const least = Math.max(...overrides.map(({ confidence }) => CONFIDENCES.indexOf(confidence)));
  return {
    apiVersion: "stowage.dev/catalogue/v1",
    source: [...new Set(overrides.map(({ source }) => source))].join("; ").slice(0, MAX_SOURCE),
    asOf: overrides.map(({ asOf }) => asOf).sort()[0] ?? "",
    confidence: CONFIDENCES[least] ?? "assumption",
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

/** What a spec that names the override would be told: as warnings, since the import itself is done. */
function useWarnings(text: string): readonly Diagnostic[] {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES)
    return [
      {
        code: "file-too-large",
        severity: "warning",
        path: "",
        message: `the override has ${Buffer.byteLength(text)} bytes, and an override file may have ${MAX_FILE_BYTES}`,
        hint: "import fewer regions at a time",
      },
    ];
  const parsed = parseOverrideText({ text });
  const outcome = parsed.ok
    ? applyOverrides(loadCatalogue({ regions: regionsOf([parsed.value]), providers: CLOUD_PROVIDERS }), [
        parsed.value,
      ])
    : parsed;
  return outcome.diagnostics.map(({ line, ...one }) => ({
    ...one,
    severity: "warning",
    message: `the override cannot be used as it stands: ${one.message}`,
    ...(line === undefined ? {} : { line }),
  }));
}

function knownTypes(): readonly InstanceType[] {
  const catalogue = loadCatalogue({ regions: [], providers: CLOUD_PROVIDERS });
  return CLOUD_PROVIDERS.flatMap((provider) => catalogue.instanceTypes(provider));
}

/**
 * All of it or nothing.
 *
 * @throws FleetError with every fault of the exports, or with the reason why a file cannot be read
 */
export function importExports({
  files,
  baseDirectory = process.cwd(),
  ...request
}: ImportQuestion): ImportedOverride {
  const limit = readableBytes();
  const types = knownTypes();
  const diagnostics: Diagnostic[] = [];
  const overrides: CatalogueOverride[] = [];
  const formats = new Set<ImportFormat>();
  for (const file of files) {
    const read = readFileText(path.resolve(baseDirectory, file), limit);
    if (read.status === "unreadable") throw fileFailure(file, read.reason);
    if (read.status === "tooLarge") {
      diagnostics.push(tooLarge(file, read.bytes, limit));
      continue;
    }
    const result = importCatalogue({ ...request, text: read.text, file, knownTypes: types });
    diagnostics.push(...result.diagnostics);
    if (result.override !== undefined) overrides.push(result.override);
    if (result.format !== undefined) formats.add(result.format);
  }
  if (diagnostics.some(({ severity }) => severity === "error")) throw invalidExport(diagnostics);
  const override = merged(overrides);
  const text = renderOverride(override);
  return { override, text, formats: [...formats], diagnostics: [...diagnostics, ...useWarnings(text)] };
}

export interface WriteOverrideOptions {
  /** Whether a file that exists may be replaced. */
  readonly replace: boolean;
  readonly baseDirectory?: string;
}

/** @throws FleetError where the file exists and may not be replaced, or cannot be written; it is then as it was */
export function writeOverride(
  file: string,
  text: string,
  { replace, baseDirectory = process.cwd() }: WriteOverrideOptions,
): void {
  const absolute = path.resolve(baseDirectory, file);
  let written = true;
  try {
    if (replace) replaceFile(absolute, text);
    else written = createFile(absolute, text);
  } catch (error) {
    throw fileFailure(file, `cannot be written: ${fileReason(error)}`);
  }
  if (!written)
    throw fileFailure(file, "the file exists already; it was not overwritten (--force replaces it)");
}

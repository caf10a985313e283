/** Reads the manifests that a spec or a person names: a file, or every YAML and JSON file under a folder. */
import path from "node:path";
import type { Diagnostic, Severity } from "../model/diagnostic.js";
import { listFiles, readFileText } from "../files/index.js";
import type { Listing, Unlisted } from "../files/index.js";
import { MAX_FILE_BYTES, tooLarge } from "../spec/index.js";
import type { ManifestText } from "../spec/index.js";

const ENDINGS = [".yaml", ".yml", ".json"];

export interface ManifestReading {
  readonly texts: readonly ManifestText[];
  /** Errors, and warnings of what was left out. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why the file or folder itself could not be read at all. */
  readonly unreadable?: string;
}

/** Where the name of the manifests stands. */
export interface ManifestPlace {
  readonly file?: string;
  readonly path: string;
  readonly line?: number;
  /** What to do about a name that leads nowhere. */
  readonly hint?: string;
}

function fault(
  { hint, ...place }: ManifestPlace,
  name: string,
  reason: string,
  severity: Severity = "error",
): Diagnostic {
  return {
    code: "file-unreadable",
    severity,
    ...place,
    message: `cannot read ${name}: ${reason}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function failed(place: ManifestPlace, name: string, reason: string): ManifestReading {
  return { texts: [], diagnostics: [fault(place, name, reason)] };
}

function readOne(file: string, shown: string, place: ManifestPlace): ManifestReading {
  const read = readFileText(file, MAX_FILE_BYTES);
  switch (read.status) {
    case "text":
      return { texts: [{ file: shown, text: read.text }], diagnostics: [] };
    case "tooLarge":
      return { texts: [], diagnostics: tooLarge(shown, read.bytes).diagnostics };
    case "unreadable":
      return { ...failed(place, shown, read.reason), unreadable: read.reason };
  }
}

/** The name of the folder is right: what is wrong inside of it has other ways out. */
function withoutHint({ file, path: pointer, line }: ManifestPlace): ManifestPlace {
  return {
    path: pointer,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

type Folder = Extract<Listing, { readonly status: "folder" }>;

function readFolder(
  { files, unlisted }: Folder,
  place: ManifestPlace,
  shownOf: (file: string) => string,
): ManifestReading {
  const within = withoutHint(place);
  const left = unlisted.map(({ file, reason, byRule }: Unlisted) =>
    fault(within, shownOf(file), reason, byRule ? "warning" : "error"),
  );
  if (files.length === 0 && left.every(({ severity }) => severity === "warning"))
    left.push(fault(place, shownOf(""), `the folder has no ${ENDINGS.join(", ")} file`));
  const readings = files.map((file) => readOne(file, shownOf(file), within));
  return {
    texts: readings.flatMap(({ texts }) => texts),
    diagnostics: [...left, ...readings.flatMap(({ diagnostics }) => diagnostics)],
  };
}

/** `name` as it is written, found from `directory`. */
export function readManifests(name: string, directory: string, place: ManifestPlace): ManifestReading {
  const absolute = path.resolve(directory, name);
  const listing = listFiles(absolute, ENDINGS);
  const shownOf = (file: string): string =>
    file === "" ? name : path.posix.join(name, path.relative(absolute, file).split(path.sep).join("/"));
  switch (listing.status) {
    case "unreadable":
      return { ...failed(place, name, listing.reason), unreadable: listing.reason };
    case "tooMany": {
      const what = listing.what === "files" ? "manifest files" : "files and folders";
      return failed(place, name, `the folder holds more than ${listing.limit} ${what}`);
    }
    case "file":
      return readOne(absolute, name, place);
    case "folder":
      return readFolder(listing, place, shownOf);
  }
}

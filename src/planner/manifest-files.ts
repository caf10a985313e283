/** Reads the manifests that a spec names: a file, or every YAML and JSON file under a folder. */
import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.js";
import { listFiles, readFileText } from "../files/index.js";
import { MAX_FILE_BYTES, tooLarge } from "../spec/index.js";
import type { ManifestText } from "../spec/index.js";

const ENDINGS = [".yaml", ".yml", ".json"];

export interface ManifestReading {
  readonly texts: readonly ManifestText[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Place {
  readonly file?: string;
  readonly path: string;
  readonly line?: number;
}

function unreadable(place: Place, name: string, reason: string): Diagnostic {
  return {
    code: "file-unreadable",
    severity: "error",
    ...place,
    message: `cannot read ${name}: ${reason}`,
    hint: "paths are relative to the spec",
  };
}

function readOne(file: string, shown: string, place: Place): ManifestReading {
  const read = readFileText(file, MAX_FILE_BYTES);
  switch (read.status) {
    case "text":
      return { texts: [{ file: shown, text: read.text }], diagnostics: [] };
    case "tooLarge":
      return { texts: [], diagnostics: tooLarge(shown, read.bytes).diagnostics };
    case "unreadable":
      return { texts: [], diagnostics: [unreadable(place, shown, read.reason)] };
  }
}

/** `name` as the spec says it, found from `directory`; `place` is where the spec says it. */
export function readManifests(name: string, directory: string, place: Place): ManifestReading {
  const absolute = path.resolve(directory, name);
  const listing = listFiles(absolute, ENDINGS);
  switch (listing.status) {
    case "missing":
      return { texts: [], diagnostics: [unreadable(place, name, "there is no such file or folder")] };
    case "tooMany":
      return {
        texts: [],
        diagnostics: [unreadable(place, name, `the folder holds more than ${listing.limit} manifest files`)],
      };
    case "file":
      return readOne(absolute, name, place);
    case "folder": {
      if (listing.files.length === 0)
        return {
          texts: [],
          diagnostics: [unreadable(place, name, `the folder has no ${ENDINGS.join(", ")} file`)],
        };
      const readings = listing.files.map((file) =>
        readOne(file, path.posix.join(name, path.relative(absolute, file).split(path.sep).join("/")), place),
      );
      return {
        texts: readings.flatMap(({ texts }) => texts),
        diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
      };
    }
  }
}

/** The spec that Kubernetes manifests say, as text to begin with. */
import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import { renderSpec } from "../report/index.js";
import { fleetSpecOf, importManifests, tooLarge } from "../spec/index.js";
import { fileFailure, invalidManifests } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";
import { readManifests } from "./manifest-files.js";
import type { ManifestReading } from "./manifest-files.js";

export interface ImportedFleet {
  readonly spec: FleetSpec;
  /** YAML with a comment that says what to look at. */
  readonly text: string;
  /** What was assumed, skipped or only warned about. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a container without requests counts as, as in the spec's own default. */
export const CONTAINER_REQUESTS = { cpuMilli: 100, memoryMiB: 128 };

const HEAD = [
  "From Kubernetes manifests. The cluster is a start: set platform, region and pools to yours, and say",
  "with imagePlatforms what images are built for. Then: stowage plan",
];

/** Text that was read already, such as standard input. */
export interface GivenText {
  /** Undefined where it exceeds the limit. */
  readonly text: string | undefined;
}

const STANDARD_INPUT = "standard input";

function readingOf(source: string, given: GivenText | undefined, directory: string): ManifestReading {
  if (given === undefined) return readManifests(source, directory, { path: "" });
  if (given.text === undefined) return { texts: [], diagnostics: tooLarge(STANDARD_INPUT).diagnostics };
  return { texts: [{ file: STANDARD_INPUT, text: given.text }], diagnostics: [] };
}

/**
 * @param source a folder or a file; a name for the fleet where `given` has the text
 * @throws FleetError with every fault of the manifests, or with the reason why `source` cannot be read
 */
export function importFleetText(
  source: string,
  given?: GivenText,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): ImportedFleet {
  const reading = readingOf(source, given, baseDirectory);
  if (reading.unreadable !== undefined) throw fileFailure(source, reading.unreadable);
  const imported = importManifests(reading.texts, { containerRequests: CONTAINER_REQUESTS });
  const diagnostics = [...reading.diagnostics, ...imported.diagnostics];
  if (diagnostics.some(({ severity }) => severity === "error")) throw invalidManifests(diagnostics);
  const base = given === undefined ? path.basename(path.resolve(baseDirectory, source)) : "fleet";
  const spec = fleetSpecOf(imported, nameFrom(base));
  return { spec, text: renderSpec(spec, HEAD), diagnostics };
}

/** A valid name for the fleet of a file or folder called `base`. */
export function nameFrom(base: string): string {
  const name = base
    .toLowerCase()
    .replace(/\.(ya?ml|json)$/, "")
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return name === "" ? "fleet" : name;
}

/** The spec that Kubernetes manifests say, as text to begin with. */
import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import { renderSpec } from "../report/index.js";
import { fleetSpecOf, importManifests } from "../spec/index.js";
import type { ManifestText } from "../spec/index.js";
import { invalidSpec } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";
import { readManifests } from "./manifest-files.js";

export interface ImportedFleet {
  readonly spec: FleetSpec;
  /** YAML with a comment that says what to look at. */
  readonly text: string;
  /** What was assumed, skipped or only warned about. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a container without requests counts as, as in the spec's own default. */
const CONTAINER_REQUESTS = { cpuMilli: 100, memoryMiB: 128 };

const HEAD = [
  "From Kubernetes manifests. The cluster is a start: set platform, region and pools to yours, and say",
  "with imagePlatforms what images are built for. Then: stowage plan",
];

function textsOf(source: string, text: string | undefined, directory: string): readonly ManifestText[] {
  if (source === "-") return [{ file: "standard input", text: text ?? "" }];
  const reading = readManifests(source, directory, { path: "" });
  if (reading.diagnostics.length > 0) throw invalidSpec(reading.diagnostics);
  return reading.texts;
}

/**
 * @param source a folder, a file, or "-" for `text`
 * @throws FleetError with every fault of the manifests
 */
export function importFleetText(
  source: string,
  text: string | undefined,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): ImportedFleet {
  const imported = importManifests(textsOf(source, text, baseDirectory), {
    containerRequests: CONTAINER_REQUESTS,
  });
  if (imported.diagnostics.some(({ severity }) => severity === "error"))
    throw invalidSpec(imported.diagnostics);
  const base = source === "-" ? "fleet" : path.basename(path.resolve(baseDirectory, source));
  const spec = fleetSpecOf(imported, nameFrom(base));
  return { spec, text: renderSpec(spec, HEAD), diagnostics: imported.diagnostics };
}

function nameFrom(base: string): string {
  const name = base
    .toLowerCase()
    .replace(/\.(ya?ml|json)$/, "")
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return name === "" ? "fleet" : name;
}

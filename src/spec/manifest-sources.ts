/** Which manifests a spec names, so that its reader can fetch them: the checks themselves read no files. */
import type { FleetSpec, ManifestsSpec, WorkloadSpec } from "../model/fleet-spec.js";

export function isManifestsSpec(entry: WorkloadSpec | ManifestsSpec): entry is ManifestsSpec {
  return "manifests" in entry;
}

export function manifestPathsOf({ manifests }: ManifestsSpec): readonly string[] {
  return typeof manifests === "string" ? [manifests] : manifests;
}

export interface ManifestSource {
  /** File or folder, as the spec names it. */
  readonly path: string;
  /** JSON Pointer of the entry that names it. */
  readonly pointer: string;
}

export function manifestSourcesOf(spec: FleetSpec): ManifestSource[] {
  return (spec.workloads ?? []).flatMap((entry, index) =>
    isManifestsSpec(entry)
      ? manifestPathsOf(entry)
          .filter((path) => path !== "")
          .map((path) => ({ path, pointer: `/workloads/${index}/manifests` }))
      : [],
  );
}

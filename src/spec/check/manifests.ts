/** Workloads and DaemonSets of the manifests that an entry names. */
import type { ManifestsSpec } from "../../model/fleet-spec.js";
import type { SystemLoad, Target, Workload } from "../../model/fleet.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { ResourceVector } from "../../units/resources.js";
import { importManifests } from "../manifests/import-manifests.js";
import type { ManifestObject, ManifestText, ManifestsImport } from "../manifests/imported.js";
import { manifestPathsOf } from "../manifest-sources.js";
import { apartOn } from "./apart.js";
import { besideOn } from "./beside.js";
import type { CheckContext } from "./context.js";
import { withLicenceTerms } from "./licences.js";
import { withLoadBalancers } from "./manifest-load-balancers.js";
import { entryFieldsOf } from "./workloads.js";

/** Files by the path under which the spec names them (a folder gives several). */
export type ManifestFiles = ReadonlyMap<string, readonly ManifestText[]>;

export interface BoundManifests {
  readonly workloads: readonly Workload[];
  /** By workload id. */
  readonly manifests: ReadonlyMap<string, ManifestObject>;
  readonly systemLoad: readonly { readonly target: Target; readonly load: SystemLoad }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly imported: ManifestsImport;
}

export interface ManifestsInput {
  readonly entry: ManifestsSpec;
  readonly targets: readonly Target[];
  readonly path: string;
  readonly files: ManifestFiles;
  readonly containerRequests: ResourceVector;
}

export function boundManifests(input: ManifestsInput, context: CheckContext): BoundManifests {
  const { entry, targets, path, files, containerRequests } = input;
  const { faults } = context;
  const paths = manifestPathsOf(entry);
  faults.filled(paths, `${path}/manifests`, "name a file or folder of manifests");
  if (paths.includes(""))
    faults.error(
      "invalid-spec",
      `${path}/manifests`,
      "must not be empty",
      'write "." for the folder of the spec',
    );
  const texts = paths.flatMap((one) => files.get(one) ?? []);
  const imported = importManifests(texts, {
    containerRequests,
    besides: [...files.values()].flat().filter((text) => !texts.includes(text)),
    ...(entry.replicas === undefined ? {} : { replicas: entry.replicas }),
    autoscaled: entry.autoscaled ?? "maximum",
  });
  const fields = entryFieldsOf(entry, `the manifests at ${path}`, path, context);
  if (texts.length > 0 && imported.workloads.length + imported.systemLoad.length === 0)
    faults.warning("invalid-manifest", `${path}/manifests`, "the manifests hold no workload");
  const manifests = new Map<string, ManifestObject>();
  const workloads = targets.flatMap((target) =>
    imported.workloads.map(({ workload: { apartFrom, beside, ...workload }, manifest }): Workload => {
      const id = `${target.name}/${workload.namespace}/${workload.name}`;
      manifests.set(id, manifest);
      const requiredNodeTerms = withLicenceTerms(workload.requiredNodeTerms, fields.licences);
      const peers = { ...apartOn(target, apartFrom), ...besideOn(target, beside, workload.namespace) };
      return { ...workload, ...peers, id, target, ...fields, requiredNodeTerms };
    }),
  );
  context.assumptions.push(...imported.assumptions);
  return {
    workloads: withLoadBalancers(workloads, targets, { path, objects: imported.loadBalancers }, context),
    manifests,
    systemLoad: targets.flatMap((target) => imported.systemLoad.map(({ load }) => ({ target, load }))),
    diagnostics: imported.diagnostics,
    imported,
  };
}

/** PersistentVolumeClaims and PersistentVolumes of the files: size, class, and where a volume stands. */
import type { Volume } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { parseMiB } from "../../units/quantity.js";
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import { reportQuantity, quantityText } from "./resource-lists.js";

/** Labels that say in which availability zone a volume is: Kubernetes' own, and those of storage drivers. */
const ZONE_KEYS: readonly string[] = [
  NODE_LABELS.availabilityZone,
  "failure-domain.beta.kubernetes.io/zone",
  "topology.ebs.csi.aws.com/zone",
  "topology.disk.csi.azure.com/zone",
  "topology.gke.io/zone",
];

export interface Claim {
  readonly volume: Omit<Volume, "name">;
  /** Whether one node only may use it at a time. */
  readonly singleNode: boolean;
}

function zoneAmong(labels: Field): string | undefined {
  if (labels.absent) return undefined;
  return ZONE_KEYS.map((key) => labels.at(key))
    .flatMap((label) => (label.absent ? [] : (label.text() ?? [])))
    .at(0);
}

function readSize(claimSpec: Field): number | undefined {
  const field = claimSpec.at("resources", "requests", "storage");
  const text = field.absent ? undefined : quantityText(field);
  if (text === undefined) return undefined;
  const sizeMiB = parseMiB(text);
  if (sizeMiB === undefined) reportQuantity(field, text, '"20Gi"');
  return sizeMiB;
}

/** A claim or the template of one. */
export function readClaim(claim: Field): Claim {
  const spec = claim.at("spec");
  const classField = spec.at("storageClassName");
  const storageClass = classField.absent || classField.value === "" ? undefined : classField.text();
  const sizeMiB = readSize(spec);
  const metadata = claim.at("metadata");
  const places = [metadata.at("labels"), metadata.at("annotations"), spec.at("selector", "matchLabels")];
  const availabilityZone = places.map(zoneAmong).find((zone) => zone !== undefined);
  const modes = spec.at("accessModes").texts();
  return {
    volume: {
      ...(storageClass === undefined ? {} : { storageClass }),
      ...(sizeMiB === undefined ? {} : { sizeMiB }),
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
      // Block volumes are of one node: what many may write is a file system of the network.
      ...(modes.includes("ReadWriteMany") ? { attached: false as const } : {}),
    },
    singleNode: modes.length > 0 && modes.every((mode) => mode.startsWith("ReadWriteOnce")),
  };
}

/** The availability zones in which a volume can be reached; none where nothing is said. */
function zonesOfVolume({ field }: KubernetesObject): string[] {
  const terms = field.at("spec", "nodeAffinity", "required", "nodeSelectorTerms").items();
  const expressions = terms.flatMap((term) => term.at("matchExpressions").items());
  const named = expressions.flatMap((expression) => {
    const key = expression.at("key").value;
    return typeof key === "string" && ZONE_KEYS.includes(key) ? expression.at("values").texts() : [];
  });
  const label = zoneAmong(field.at("metadata", "labels"));
  // A regional disk has both of its zones in one label, joined so.
  return [...new Set(named.length > 0 ? named : (label?.split("__") ?? []))];
}

/** Where the volume that a claim is bound to stands. */
function boundZone(volume: KubernetesObject): string | undefined {
  const zones = zonesOfVolume(volume);
  if (zones.length > 1) {
    volume.field.report(
      "not-supported",
      "warning",
      `a volume in several availability zones (${zones.join(", ")}) is planned as if it could be used in any; the scheduler will still enforce it`,
    );
  }
  return zones.length === 1 ? zones[0] : undefined;
}

function key(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** All claims of the files by `namespace/name`. */
export function readClaims(objects: readonly KubernetesObject[]): ReadonlyMap<string, Claim> {
  const volumes = new Map<string, KubernetesObject>();
  const claimed = new Map<string, KubernetesObject>();
  for (const object of objects) {
    if (object.kind !== "PersistentVolume") continue;
    volumes.set(object.name, object);
    const claim = object.field.at("spec", "claimRef");
    if (claim.absent) continue;
    const [namespace, name] = [claim.at("namespace").value, claim.at("name").value];
    if (typeof namespace === "string" && typeof name === "string") claimed.set(key(namespace, name), object);
  }
  const claims = objects.filter(({ kind }) => kind === "PersistentVolumeClaim");
  return new Map(
    claims.map(({ namespace, name, field }) => {
      const volumeName = field.at("spec", "volumeName").value;
      const named = typeof volumeName === "string" ? volumes.get(volumeName) : undefined;
      const volume = named ?? claimed.get(key(namespace, name));
      const zone = volume === undefined ? undefined : boundZone(volume);
      const claim = readClaim(field);
      const placed = zone === undefined ? claim.volume : { ...claim.volume, availabilityZone: zone };
      return [key(namespace, name), { ...claim, volume: placed }];
    }),
  );
}

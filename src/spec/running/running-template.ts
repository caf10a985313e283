/** What admission and controllers wrote into a pod's spec, taken back: so it reads as its owner's template. */
import { NODE_LABELS } from "../../model/kubernetes.js";
import { formatMiB } from "../../units/quantity.js";
import type { Claim } from "../manifests/volume-claims.js";
import { plainOf, without } from "./pod-record.js";
import type { Plain } from "./pod-record.js";

function listOf(value: unknown): readonly Plain[] {
  return Array.isArray(value) ? value.map(plainOf) : [];
}

/** The DaemonSet controller binds each pod to its node by the node's name. */
export function withoutNodeNames(spec: Plain): Plain {
  const affinity = plainOf(spec["affinity"]);
  const nodeAffinity = plainOf(affinity["nodeAffinity"]);
  const { requiredDuringSchedulingIgnoredDuringExecution: required, ...preferred } = nodeAffinity;
  const terms = listOf(plainOf(required)["nodeSelectorTerms"]).map((term) => without(term, ["matchFields"]));
  const kept = terms.filter(({ matchExpressions }) => listOf(matchExpressions).length > 0);
  if (kept.length === 0) return { ...spec, affinity: { ...affinity, nodeAffinity: preferred } };
  return {
    ...spec,
    affinity: {
      ...affinity,
      nodeAffinity: {
        ...preferred,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: kept },
      },
    },
  };
}

const ZONE_KEYS: ReadonlySet<unknown> = new Set([
  NODE_LABELS.availabilityZone,
  "failure-domain.beta.kubernetes.io/zone",
]);

/** Pods that a volume holds in one availability zone are not spread over several. */
export function withoutZoneSpread(spec: Plain): Plain {
  const constraints = spec["topologySpreadConstraints"];
  if (constraints === undefined) return spec;
  return {
    ...spec,
    topologySpreadConstraints: listOf(constraints).filter(({ topologyKey }) => !ZONE_KEYS.has(topologyKey)),
  };
}

function claimTemplate({ volume }: Claim, zone: string | undefined): Plain {
  const { storageClass, sizeMiB, attached } = volume;
  return {
    ...(zone === undefined ? {} : { metadata: { labels: { [NODE_LABELS.availabilityZone]: zone } } }),
    spec: {
      accessModes: [attached === false ? "ReadWriteMany" : "ReadWriteOnce"],
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      ...(sizeMiB === undefined ? {} : { resources: { requests: { storage: formatMiB(sizeMiB) } } }),
    },
  };
}

/** Each pod of a StatefulSet has claims of its own, which its template makes: not one that all share. */
export function withClaims(
  spec: Plain,
  claims: ReadonlyMap<string, string>,
  claimOf: (name: string) => Claim | undefined,
  zone: string | undefined,
): Plain {
  if (spec["volumes"] === undefined) return spec;
  return {
    ...spec,
    volumes: listOf(spec["volumes"]).map((volume) => {
      const name = volume["name"];
      const claim = typeof name === "string" ? claimOf(claims.get(name) ?? "") : undefined;
      if (claim === undefined || claim.volume.attached === false) return volume;
      return { name, ephemeral: { volumeClaimTemplate: claimTemplate(claim, zone) } };
    }),
  };
}

/** Volumes that outlive a container and may bind a pod to an availability zone. The others are no volumes here. */
import type { Volume } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { shortened } from "./fields.js";
import type { Field } from "./fields.js";
import type { PodTemplate } from "./pod-template.js";
import { readClaim } from "./volume-claims.js";
import type { Claim } from "./volume-claims.js";

type Claims = ReadonlyMap<string, Claim>;

function volumeOf(name: string, { volume }: Claim): Volume {
  return { name, ...volume };
}

function nameOf(field: Field): string | undefined {
  return field.required("name").text();
}

function claimedVolume(
  name: string,
  source: Field,
  { object }: PodTemplate,
  claims: Claims,
  replicas: number,
): Volume[] {
  const claimName = source.required("claimName").text();
  if (claimName === undefined) return [{ name }];
  const claim = claims.get(`${object.namespace}/${claimName}`);
  const shown = shortened(`${object.namespace}/${claimName}`);
  if (claim === undefined) {
    source.report(
      "unknown-name",
      "warning",
      `PersistentVolumeClaim ${shown} is not among the files: the volume is planned as if it could be used in any availability zone`,
      "add its manifest",
    );
    return [{ name }];
  }
  if (claim.singleNode && replicas > 1) {
    source.report(
      "not-supported",
      "warning",
      `${replicas} replicas share the claim ${shown}, which one node may use at a time: that they must be on one node is not planned`,
      "use volumeClaimTemplates of a StatefulSet, or accessModes: [ReadWriteMany]",
    );
  }
  return [volumeOf(name, claim)];
}

function podVolumes(template: PodTemplate, claims: Claims, replicas: number): Volume[] {
  return template.spec
    .at("volumes")
    .items()
    .flatMap((field) => {
      const name = nameOf(field);
      const [claim, ephemeral] = [field.at("persistentVolumeClaim"), field.at("ephemeral")];
      if (name === undefined) return [];
      if (!claim.absent) return claimedVolume(name, claim, template, claims, replicas);
      return ephemeral.absent ? [] : [volumeOf(name, readClaim(ephemeral.at("volumeClaimTemplate")))];
    });
}

function templateVolumes({ object }: PodTemplate): Volume[] {
  if (object.kind !== "StatefulSet") return [];
  return object.field
    .at("spec", "volumeClaimTemplates")
    .items()
    .flatMap((field) => {
      const name = nameOf(field.at("metadata"));
      return name === undefined ? [] : [volumeOf(name, readClaim(field))];
    });
}

/** A StatefulSet's own claims go before volumes of the same name in its template. Sorted by name. */
export function readVolumes(template: PodTemplate, claims: Claims, replicas: number): readonly Volume[] {
  const volumes = new Map<string, Volume>();
  for (const volume of [...templateVolumes(template), ...podVolumes(template, claims, replicas)]) {
    if (!volumes.has(volume.name)) volumes.set(volume.name, volume);
  }
  return [...volumes.values()].sort((left, right) => compareText(left.name, right.name));
}

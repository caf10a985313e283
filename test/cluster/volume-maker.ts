/**
 * Volumes for claims that wait for their first pod: once the scheduler has chosen a node, a volume is made in
 * that node's availability zone, as a cloud's driver does.
 */
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import type { ApiClient, ApiObject } from "./api-client.js";
import { VOLUME_DRIVER } from "./node-objects.js";
import { watched } from "./watched.js";

const SELECTED_NODE = "volume.kubernetes.io/selected-node";

interface Claim extends ApiObject {
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

export function storageClass(name: string): ApiObject {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name },
    provisioner: VOLUME_DRIVER,
    volumeBindingMode: "WaitForFirstConsumer",
  } as ApiObject;
}

function volumeFor({ metadata, spec }: Claim, zone: string): ApiObject {
  const { name, namespace, uid = "" } = metadata;
  const inZone = { key: NODE_LABELS.availabilityZone, operator: "In", values: [zone] };
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `volume-${uid}` },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace, uid },
      csi: { driver: VOLUME_DRIVER, volumeHandle: uid },
      ...(spec.storageClassName === undefined ? {} : { storageClassName: spec.storageClassName }),
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [inZone] }] } },
    },
  } as ApiObject;
}

/** `zones`: by node name. `stop` ends it. */
export async function makeVolumes(
  api: ApiClient,
  zones: ReadonlyMap<string, string>,
): Promise<{ readonly stop: () => void }> {
  const made = new Set<string>();
  const make = (claim: Claim): Claim => {
    const node = claim.metadata.annotations?.[SELECTED_NODE];
    const uid = claim.metadata.uid ?? "";
    if (node === undefined || claim.spec.volumeName !== undefined || made.has(uid)) return claim;
    made.add(uid);
    // A claim whose volume is not made stays pending, and so does its pod, which the test then shows.
    api.post("/api/v1/persistentvolumes", volumeFor(claim, zones.get(node) ?? "")).catch((error: unknown) => {
      console.error(`volume for ${claim.metadata.name}: ${String(error)}`);
    });
    return claim;
  };
  return watched<Claim>(api, "/api/v1/persistentvolumeclaims", make);
}

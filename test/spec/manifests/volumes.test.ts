import assert from "node:assert/strict";
import type { Volume } from "../../../src/model/fleet.js";
import {
  deployment,
  importObjects,
  object,
  onlyWorkload,
  soleFault,
  template,
  workloadOf,
} from "./manifests.js";
import type { Json } from "./manifests.js";

const ZONE = "topology.kubernetes.io/zone";

function claim(more: { metadata?: Json; spec?: Json } = {}): Json {
  return object("v1", "PersistentVolumeClaim", {
    name: "pictures",
    ...(more.metadata === undefined ? {} : { metadata: more.metadata }),
    spec: {
      accessModes: ["ReadWriteMany"],
      storageClassName: "efs",
      resources: { requests: { storage: "20Gi" } },
      ...more.spec,
    },
  });
}

function volume(name: string, zones: readonly string[], spec: Json = {}): Json {
  const terms = [{ matchExpressions: [{ key: ZONE, operator: "In", values: zones }] }];
  return object("v1", "PersistentVolume", {
    name,
    spec: { nodeAffinity: { required: { nodeSelectorTerms: terms } }, ...spec },
  });
}

const WEB = deployment({ volumes: [{ name: "files", persistentVolumeClaim: { claimName: "pictures" } }] });

function volumesOf(...objects: readonly Json[]): readonly Volume[] {
  return workloadOf(...objects).volumes;
}

const DISK = { name: "files", storageClass: "efs", sizeMiB: 20480 };
/** Written by many: a file system of the network. */
const FILES = { ...DISK, attached: false as const };

describe("readVolumes", () => {
  it("reads the claim templates of a StatefulSet", () => {
    const claims = [
      {
        metadata: { name: "data" },
        spec: { storageClassName: "gp3", resources: { requests: { storage: "1Gi" } } },
      },
    ];
    const set = object("apps/v1", "StatefulSet", {
      spec: { template: template(), volumeClaimTemplates: claims },
    });
    assert.deepEqual(volumesOf(set), [{ name: "data", storageClass: "gp3", sizeMiB: 1024 }]);
  });

  it("puts a claim template before a volume of the same name", () => {
    const pod = template({ volumes: [{ name: "data", ephemeral: { volumeClaimTemplate: { spec: {} } } }] });
    const claims = [{ metadata: { name: "data" }, spec: { storageClassName: "gp3" } }];
    const set = object("apps/v1", "StatefulSet", { spec: { template: pod, volumeClaimTemplates: claims } });
    assert.deepEqual(volumesOf(set), [{ name: "data", storageClass: "gp3" }]);
  });

  it("reads a pod's claim and generic ephemeral volumes, and no others", () => {
    const ephemeral = { volumeClaimTemplate: { spec: { resources: { requests: { storage: "500M" } } } } };
    const web = deployment({
      volumes: [
        { name: "files", persistentVolumeClaim: { claimName: "pictures" } },
        { name: "cache", ephemeral },
        { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
        { name: "config", configMap: { name: "settings" } },
      ],
    });
    const workload = workloadOf(web, claim());
    assert.deepEqual(workload.volumes, [{ name: "cache", sizeMiB: 477 }, FILES]);
    assert.equal(workload.requests["memoryMiB"], 1024);
    assert.equal(workload.requests["attachableVolumes"], 1);
  });

  it("finds the availability zone at the claim: label, annotation or selector", () => {
    const bound = [{ ...FILES, availabilityZone: "eu-central-1a" }];
    const zone = { [ZONE]: "eu-central-1a" };
    assert.deepEqual(volumesOf(WEB, claim({ metadata: { labels: zone } })), bound);
    assert.deepEqual(volumesOf(WEB, claim({ metadata: { annotations: zone } })), bound);
    assert.deepEqual(volumesOf(WEB, claim({ spec: { selector: { matchLabels: zone } } })), bound);
  });

  it("finds the availability zone at the volume, by its name or by its claim", () => {
    const bound = [{ ...FILES, availabilityZone: "eu-central-1b" }];
    const named = volume("disk-1", ["eu-central-1b"]);
    assert.deepEqual(volumesOf(WEB, claim({ spec: { volumeName: "disk-1" } }), named), bound);
    const claimRef = { namespace: "default", name: "pictures" };
    assert.deepEqual(volumesOf(WEB, claim(), volume("disk-1", ["eu-central-1b"], { claimRef })), bound);
  });

  it("plans a volume of several availability zones as free, and warns", () => {
    const regional = volume("disk-1", ["a", "b"]);
    const objects = [WEB, claim({ spec: { volumeName: "disk-1" } }), regional];
    assert.equal(soleFault(...objects), "warning not-supported ");
    assert.deepEqual(onlyWorkload(importObjects(objects)).volumes, [FILES]);
  });

  it("warns of a claim that is not among the files, in the same namespace", () => {
    const path = "warning unknown-name /spec/template/spec/volumes/0/persistentVolumeClaim";
    assert.equal(soleFault(WEB), path);
    const elsewhere = { ...claim(), metadata: { name: "pictures", namespace: "bank" } };
    assert.equal(soleFault(WEB, elsewhere), path);
  });

  it("warns of replicas that share a claim which one node may use", () => {
    const single = claim({ spec: { accessModes: ["ReadWriteOnce"] } });
    assert.match(soleFault(WEB, single), /^warning not-supported/);
    const alone = { ...WEB, spec: { ...(WEB["spec"] as Json), replicas: 1 } };
    assert.deepEqual(volumesOf(alone, single), [DISK]);
  });

  it("refuses sizes that are no quantities", () => {
    const broken = claim({ spec: { resources: { requests: { storage: "big" } } } });
    assert.equal(soleFault(broken), "error invalid-quantity /spec/resources/requests/storage");
  });
});

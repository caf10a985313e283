import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allocatable, allocatableOf } from "../../../src/catalogue/index.js";
import type { AddressMode } from "../../../src/catalogue/index.js";
import { ackPodsByAddress } from "../../../src/catalogue/allocatable/ack.js";
import { aksCpuReserved, aksMemoryReserved } from "../../../src/catalogue/allocatable/aks.js";
import { cceMemoryReserved } from "../../../src/catalogue/allocatable/cce.js";
import { eksKubeReserved, eksPodsByAddress } from "../../../src/catalogue/allocatable/eks.js";
import {
  gkeBootDiskReserved,
  gkeCpuReserved,
  gkeLocalDiskReserved,
  gkeMemoryReserved,
} from "../../../src/catalogue/allocatable/gke.js";
import {
  openshiftCpuReserved,
  openshiftMemoryReservedGiB,
} from "../../../src/catalogue/allocatable/openshift.js";
import {
  tkeCpuReserved,
  tkeElasticAddresses,
  tkeKdumpMiB,
  tkeMemoryReserved,
} from "../../../src/catalogue/allocatable/tke.js";
import type { AllocatablePlatform } from "../../../src/catalogue/index.js";
import type { InstanceType } from "../../../src/model/catalogue.js";
import { present } from "../../../src/units/invariant.js";
import { catalogue, typeOf } from "../loaded.js";

interface Given {
  readonly type?: string;
  readonly version?: string;
  readonly mode?: AddressMode;
  readonly runtime?: "containerd" | "docker";
  readonly [amount: string]: number | string | undefined;
}
interface Vector {
  readonly rule: string;
  readonly given: Given;
  readonly expected: Readonly<Record<string, number>>;
  readonly source: string;
}

const vectors = JSON.parse(
  readFileSync(join(__dirname, "..", "allocatable-vectors.json"), "utf8"),
) as readonly Vector[];

function amount(given: Given, key: string): number {
  const value = given[key];
  assert.equal(typeof value, "number", `vector gives no ${key}`);
  return value as number;
}

type Outcome = Readonly<Record<string, number | undefined>>;

function machine(cpuMilli: number, memoryMiB: number): InstanceType {
  return { name: "any", provider: "aws", family: "any", architecture: "amd64", cpuMilli, memoryMiB };
}

/** Memory that the rule takes off a machine beyond what `reservedMiB` says: its eviction threshold. */
function evictionMiB(
  platform: AllocatablePlatform,
  memoryMiB: number,
  reservedMiB: number,
  given: Given,
): number {
  const holds = allocatable({
    platform,
    instanceType: machine(4000, memoryMiB),
    memoryOverheadBasisPoints: 0,
    ...(given.version === undefined ? {} : { version: given.version }),
    ...(given["pods"] === undefined ? {} : { podsPerNode: amount(given, "pods") }),
  });
  const [capacity = 0, rest = 0] = [holds.capacity["memoryMiB"], holds.allocatable["memoryMiB"]];
  return capacity - rest - reservedMiB;
}

const evaluate: Readonly<Record<string, (given: Given) => Outcome>> = {
  "eks type": (given) =>
    allocatable({
      platform: "eks",
      instanceType: typeOf("aws", given.type ?? ""),
      provisioning: "self-managed",
    }).allocatable,
  "eks kube-reserved": (given) => {
    const reserved = eksKubeReserved(amount(given, "cpuMilli"), amount(given, "pods"));
    const capacity = { cpuMilli: 2000, memoryMiB: 8192, ephemeralMiB: 20_480, pods: 110 };
    const rest = allocatableOf({ platform: "eks", capacity }).allocatable;
    const unknownType = eksKubeReserved(2000, 110);
    return {
      ...reserved,
      evictionMiB: 8192 - (rest["memoryMiB"] ?? 0) - unknownType.memoryMiB,
      // Eviction keeps 10 % of the disk besides.
      ephemeralMiB: 20_480 - (rest["ephemeralMiB"] ?? 0) - 2048,
    };
  },
  "eks pods": (given) => ({
    pods: eksPodsByAddress(
      amount(given, "interfaces"),
      amount(given, "addressesEach"),
      present(given.mode, "mode"),
    ),
  }),
  "aks cpu": (given) => ({ cpuMilli: aksCpuReserved(amount(given, "cpuMilli")) }),
  "aks reserved": (given) => ({
    ...aksMemoryReserved(amount(given, "memoryMiB"), amount(given, "pods"), given.version),
    ...(given["cpuMilli"] === undefined ? {} : { cpuMilli: aksCpuReserved(amount(given, "cpuMilli")) }),
  }),
  "aks type": (given) => {
    const instanceType = typeOf("azure", given.type ?? "");
    const podsPerNode = amount(given, "pods");
    return {
      ...allocatable({ platform: "aks", instanceType, podsPerNode, memoryOverheadBasisPoints: 0 })
        .allocatable,
      kubeReservedMiB: aksMemoryReserved(instanceType.memoryMiB, podsPerNode, given.version).kubeReservedMiB,
      kubeReservedMilli: aksCpuReserved(instanceType.cpuMilli),
    };
  },
  "gke cpu": (given) => ({
    // The test of the source names machine types that are not sold any more.
    cpuMilli: gkeCpuReserved(
      amount(given, "cpuMilli"),
      catalogue.instanceType("gcp", given.type ?? "")?.burstable === true,
    ),
  }),
  "gke memory": (given) => {
    const memoryMiB = gkeMemoryReserved(amount(given, "memoryMiB"));
    return { memoryMiB, evictionMiB: evictionMiB("gke", amount(given, "memoryMiB"), memoryMiB, given) };
  },
  "gke disk": (given) => ({
    ...(amount(given, "disks") === 0
      ? gkeBootDiskReserved(amount(given, "bootGiB"))
      : gkeLocalDiskReserved(amount(given, "localGiB"), amount(given, "disks"))),
  }),
  "gke node": (given) => {
    const ephemeralMiB = Math.floor(amount(given, "ephemeralKi") / 1024);
    const capacity = { cpuMilli: 4000, memoryMiB: 16_000, ephemeralMiB, pods: 110 };
    const result = allocatableOf({ platform: "gke", capacity }).allocatable;
    // The sample's own type, less what its operating system does not see.
    const type = allocatable({ platform: "gke", instanceType: typeOf("gcp", "e2-standard-4") }).allocatable;
    return {
      ...result,
      ephemeralBytes: (result["ephemeralMiB"] ?? 0) * 2 ** 20,
      memoryKiAtMost: (type["memoryMiB"] ?? NaN) * 1024,
    };
  },
  "tke cpu": (given) => ({ cpuMilli: tkeCpuReserved(amount(given, "cpuMilli"), given.version) }),
  "tke memory": (given) => {
    const memoryMiB = tkeMemoryReserved(amount(given, "memoryMiB"), amount(given, "pods"), given.version);
    return { memoryMiB, evictionMiB: evictionMiB("tke", amount(given, "memoryMiB"), memoryMiB, given) };
  },
  "tke node": (given) => {
    const nominal = amount(given, "memoryMiB");
    const memoryMiB = tkeMemoryReserved(nominal, amount(given, "pods"), given.version);
    return {
      cpuMilli: tkeCpuReserved(amount(given, "cpuMilli"), given.version),
      memoryMiB,
      evictionMiB: evictionMiB("tke", nominal, memoryMiB, given),
      kdumpMiB: tkeKdumpMiB(nominal),
    };
  },
  "tke elastic addresses": (given) => ({ addresses: tkeElasticAddresses(amount(given, "vcpu")) }),
  "cce memory": (given) => {
    const memoryMiB = amount(given, "memoryMiB");
    const containerRuntime = present(given.runtime, "runtime");
    const { allocatable: rest } = allocatable({
      platform: "cce",
      instanceType: machine(4000, memoryMiB),
      containerRuntime,
      memoryOverheadBasisPoints: 0,
      ...(given.version === undefined ? {} : { version: given.version }),
    });
    return {
      ...cceMemoryReserved(memoryMiB, containerRuntime),
      allocatableMiB: rest["memoryMiB"],
      pods: rest["pods"],
    };
  },
  "ack node": (given) => {
    const memoryMiB = Math.floor(amount(given, "memoryKi") / 1024);
    const capacity = { cpuMilli: amount(given, "cpuMilli"), memoryMiB, pods: amount(given, "pods") };
    const rest = allocatableOf({ platform: "ack", capacity, version: "1.26" }).allocatable;
    return { ...rest, memoryKi: (rest["memoryMiB"] ?? NaN) * 1024 };
  },
  "ack pods": (given) => {
    const [interfaces, each] = [amount(given, "interfaces"), amount(given, "addressesEach")];
    return {
      shared: ackPodsByAddress(interfaces, each, "terway-shared-eni"),
      exclusive: ackPodsByAddress(interfaces, each, "terway-exclusive-eni"),
    };
  },
  "openshift memory": (given) => ({ gibibytes: openshiftMemoryReservedGiB(amount(given, "freeGiB")) }),
  "openshift cpu": (given) => ({ cpuMilli: openshiftCpuReserved(amount(given, "cpuMilli")) }),
};

describe("allocatable rules", () => {
  it("cover every vector of the file", () => {
    assert.equal(vectors.length, 90);
    assert.deepEqual([...new Set(vectors.map((vector) => vector.rule))].sort(), Object.keys(evaluate).sort());
  });

  for (const vector of vectors) {
    it(`agree with ${vector.source}: ${vector.rule} ${JSON.stringify(vector.given)}`, () => {
      const outcome = present(evaluate[vector.rule], vector.rule)(vector.given);
      for (const [key, expected] of Object.entries(vector.expected)) {
        const actual = outcome[key] ?? NaN;
        // Bytes of a disk are known to a MiB, which is the unit of the plan.
        if (key === "ephemeralBytes") assert.ok(expected - actual >= 0 && expected - actual <= 2 ** 20);
        else if (key === "memoryKi") assert.ok(expected - actual >= 0 && expected - actual <= 1024);
        else if (key === "memoryKiAtMost") assert.ok(actual <= expected);
        else assert.equal(actual, expected, key);
      }
    });
  }
});

describe("EKS allocatable", () => {
  const rows = readFileSync(join(__dirname, "..", "eks-allocatable.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);

  it("equals the table of Karpenter for every instance type", () => {
    assert.equal(rows.length, 1363);
    for (const row of rows) {
      const [name = "", cpu, memory] = row.split(",");
      const own = allocatable({ platform: "eks", instanceType: typeOf("aws", name) }).allocatable;
      assert.deepEqual([own["cpuMilli"], own["memoryMiB"]], [Number(cpu), Number(memory)], name);
    }
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allocatable, allocatableOf } from "../../../src/catalogue/index.js";
import { aksCpuReserved, aksMemoryReserved } from "../../../src/catalogue/allocatable/aks.js";
import { eksKubeReserved, eksPodsByAddress } from "../../../src/catalogue/allocatable/eks.js";
import type { AddressMode } from "../../../src/catalogue/allocatable/eks.js";
import {
  gkeBootDiskReserved,
  gkeCpuReserved,
  gkeLocalDiskReserved,
  gkeMemoryReserved,
} from "../../../src/catalogue/allocatable/gke.js";
import { present } from "../../../src/units/invariant.js";
import { catalogue, typeOf } from "../loaded.js";

interface Given {
  readonly type?: string;
  readonly version?: string;
  readonly mode?: AddressMode;
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

const evaluate: Readonly<Record<string, (given: Given) => Outcome>> = {
  "eks type": (given) =>
    allocatable({ platform: "eks", instanceType: typeOf("aws", given.type ?? "") }).allocatable,
  "eks kube-reserved": (given) => eksKubeReserved(amount(given, "cpuMilli"), amount(given, "pods")),
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
  "gke memory": (given) => ({ memoryMiB: gkeMemoryReserved(amount(given, "memoryMiB")) }),
  "gke disk": (given) => ({
    ...(amount(given, "disks") === 0
      ? gkeBootDiskReserved(amount(given, "bootGiB"))
      : gkeLocalDiskReserved(amount(given, "localGiB"), amount(given, "disks"))),
  }),
  "gke node": (given) => {
    const ephemeralMiB = Math.floor(amount(given, "ephemeralKi") / 1024);
    const capacity = { cpuMilli: 4000, memoryMiB: 16_000, ephemeralMiB, pods: 110 };
    const result = allocatableOf({ platform: "gke", capacity }).allocatable;
    return { ...result, ephemeralBytes: (result["ephemeralMiB"] ?? 0) * 2 ** 20 };
  },
};

describe("allocatable rules", () => {
  it("cover every vector of the file", () => {
    assert.equal(vectors.length, 54);
    assert.deepEqual([...new Set(vectors.map((vector) => vector.rule))].sort(), Object.keys(evaluate).sort());
  });

  for (const vector of vectors) {
    it(`agree with ${vector.source}: ${vector.rule} ${JSON.stringify(vector.given)}`, () => {
      const outcome = present(evaluate[vector.rule], vector.rule)(vector.given);
      for (const [key, expected] of Object.entries(vector.expected)) {
        const actual = outcome[key] ?? NaN;
        // Bytes of a disk are known to a MiB, which is the unit of the plan.
        if (key === "ephemeralBytes") assert.ok(expected - actual >= 0 && expected - actual <= 2 ** 20);
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

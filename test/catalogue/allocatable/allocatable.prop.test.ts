import assert from "node:assert/strict";
import fc from "fast-check";
import { ADDRESS_MODES, allocatable, allocatableOf } from "../../../src/catalogue/index.js";
import type { AllocatablePlatform } from "../../../src/catalogue/index.js";
import { CPU_BRACKETS, MEMORY_BRACKETS, bracketed } from "../../../src/catalogue/allocatable/brackets.js";
import type { InstanceType } from "../../../src/model/catalogue.js";
import { amountOf, fitsInto } from "../../../src/units/resources.js";

const SEED = 20_260_711;
const options = { seed: SEED, numRuns: 500 };
const platforms = fc.constantFrom(...(Object.keys(ADDRESS_MODES) as AllocatablePlatform[]));
const versions = fc.constantFrom("1.27", "1.28", "1.29", "1.30", "1.33", "1.37");
/** A platform and one of its address modes. */
const networks = platforms.chain((platform) =>
  fc.record({
    platform: fc.constant(platform),
    addressMode: fc.option(fc.constantFrom(undefined, ...ADDRESS_MODES[platform]), { nil: undefined }),
  }),
);
const memory = fc.integer({ min: 0, max: 32 * 1024 * 1024 });
const cpu = fc.integer({ min: 0, max: 1024 }).map((cores) => cores * 1000);
const pods = fc.integer({ min: 1, max: 300 });

function machine(cpuMilli: number, memoryMiB: number): InstanceType {
  return { name: "any", provider: "aws", family: "any", architecture: "amd64", cpuMilli, memoryMiB };
}

/**
 * MiB by which a machine with more memory may leave less: truncated slices and the rounded overhead each move by
 * one unit, and GKE's fixed 255 MiB end at 1 GiB, where the brackets reserve one more; the rest is the largest
 * step of the platform's own rule (kdump of TKE, pod tiers of CCE, whole GiB of OpenShift).
 */
const LARGEST_STEP_MIB: Partial<Record<AllocatablePlatform, number>> = {
  tke: 256 + 2,
  // Before 1.29 the kubelet's share grows from 775 to 1074 MiB as the tier goes from 20 to 40 pods.
  cce: 299 + 3,
  openshift: 1024 + 1,
};

describe("bracketed", () => {
  it("never falls as the amount grows, and never reserves more than there is", () => {
    const brackets = fc.constantFrom(CPU_BRACKETS, MEMORY_BRACKETS);
    fc.assert(
      fc.property(brackets, memory, memory, (table, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        assert.ok(bracketed(less, table) <= bracketed(more, table));
        assert.ok(bracketed(more, table) <= more);
      }),
      options,
    );
  });
});

describe("allocatable", () => {
  it("gives no less for more memory, but for the steps of the platform's rule", () => {
    fc.assert(
      fc.property(platforms, versions, memory, memory, pods, (platform, version, one, other, podsPerNode) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const of = (memoryMiB: number): number =>
          amountOf(
            allocatable({ platform, version, podsPerNode, instanceType: machine(4000, memoryMiB) })
              .allocatable,
            "memoryMiB",
          );
        const step = LARGEST_STEP_MIB[platform] ?? 2;
        assert.ok(of(less) <= of(more) + step, `${of(less)} of ${less}, ${of(more)} of ${more}`);
      }),
      { ...options, numRuns: 2000 },
    );
  });

  it("holds the memory property around every step, one MiB apart", () => {
    fc.assert(
      fc.property(platforms, versions, fc.integer({ min: 1, max: 300 }), (platform, version, gibibytes) => {
        const of = (memoryMiB: number): number =>
          amountOf(
            allocatable({ platform, version, instanceType: machine(4000, memoryMiB) }).allocatable,
            "memoryMiB",
          );
        const step = LARGEST_STEP_MIB[platform] ?? 2;
        assert.ok(of(gibibytes * 1024 - 1) <= of(gibibytes * 1024) + step);
      }),
      { ...options, numRuns: 2000 },
    );
  });

  it("gives no less for more cores", () => {
    fc.assert(
      fc.property(platforms, cpu, cpu, (platform, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const of = (cpuMilli: number): number =>
          amountOf(
            allocatable({ platform, instanceType: machine(cpuMilli, 65_536) }).allocatable,
            "cpuMilli",
          );
        assert.ok(of(less) <= of(more));
      }),
      options,
    );
  });

  it("never exceeds the capacity, which never exceeds the machine", () => {
    fc.assert(
      fc.property(
        networks,
        versions,
        cpu,
        memory,
        ({ platform, addressMode }, version, cpuMilli, memoryMiB) => {
          const mode = addressMode === undefined ? {} : { addressMode };
          const instanceType = machine(cpuMilli, memoryMiB);
          const result = allocatable({ platform, version, instanceType, ...mode });
          assert.ok(fitsInto(result.allocatable, result.capacity));
          assert.ok(amountOf(result.capacity, "memoryMiB") <= memoryMiB);
          assert.ok(
            Object.values(result.allocatable).every((amount) => Number.isSafeInteger(amount) && amount > 0),
          );
        },
      ),
      options,
    );
  });
});

describe("pods of a node", () => {
  const interfaces = fc.record({
    count: fc.integer({ min: 1, max: 16 }),
    addressesEach: fc.integer({ min: 2, max: 50 }),
  });
  const podsOf = (request: Omit<Parameters<typeof allocatable>[0], "instanceType">, own: object): number =>
    amountOf(
      allocatable({ ...request, instanceType: { ...machine(8000, 32_768), ...own } }).allocatable,
      "pods",
    );

  it("never fall with prefix delegation, and never rise with custom networking", () => {
    fc.assert(
      fc.property(interfaces, (own) => {
        const of = (addressMode: (typeof ADDRESS_MODES)["eks"][number]): number =>
          podsOf({ platform: "eks", addressMode, provisioning: "self-managed" }, { interfaces: own });
        assert.ok(of("secondary-ip") <= of("prefix-delegation"));
        assert.ok(of("custom-networking") <= of("secondary-ip"));
        assert.ok(of("custom-networking-prefix") <= of("prefix-delegation"));
      }),
      options,
    );
  });

  it("are never more than the user's limit, but for the least that CCE takes", () => {
    fc.assert(
      fc.property(networks, pods, interfaces, ({ platform, addressMode }, podsPerNode, own) => {
        const mode = addressMode === undefined ? {} : { addressMode };
        const least = platform === "cce" ? 16 : 0;
        assert.ok(
          podsOf({ platform, podsPerNode, ...mode }, { interfaces: own }) <= Math.max(podsPerNode, least),
        );
      }),
      options,
    );
  });
});

describe("allocatableOf", () => {
  it("never gives more than the machine has", () => {
    fc.assert(
      fc.property(
        platforms,
        cpu,
        memory,
        memory,
        pods,
        (platform, cpuMilli, memoryMiB, ephemeralMiB, count) => {
          const capacity = { cpuMilli, memoryMiB, ephemeralMiB, pods: count };
          assert.ok(fitsInto(allocatableOf({ platform, capacity }).allocatable, capacity));
        },
      ),
      options,
    );
  });
});

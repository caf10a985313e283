/**
 * Synthetic fleets shaped like a cloud's list: families of 2, 4, 8 and 16 GiB a virtual CPU, from large to
 * 48xlarge, three vendors on two architectures, four generations, prices linear in size within 2 %,
 * accelerator machines; classes of log-normal size and demand, of which 8 % want accelerators, 15 % a feature
 * that few types have, and 15 % spread over nodes; a tenth of the types is limited in number.
 *
 * Rows: mCPU, MiB, pods, accelerators. Prices in micro-units an hour. Same arguments, same fleet, on every
 * machine: the generator is seeded and calls nothing that a machine may approximate.
 */
import type { NodeCap, NodeType, PackingClass, PackingProblem } from "../../src/solve/index.js";
import { randomFrom } from "../../src/units/random.js";
import type { Random } from "../../src/units/random.js";

interface Machine {
  readonly capacity: readonly number[];
  readonly price: number;
  readonly arch: "amd64" | "arm64";
  readonly generation: number;
  readonly feature: "none" | "disk" | "network";
  readonly accelerator?: string;
}

interface Wish {
  readonly archs: readonly string[];
  readonly generation: number;
  readonly feature: Machine["feature"];
  readonly accelerators: readonly string[];
}

const SIZES = [2, 4, 8, 16, 32, 48, 64, 96, 192];
const FAMILIES = [2, 4, 8, 16];
const VENDORS = [
  { arch: "amd64", factor: 1 },
  { arch: "amd64", factor: 0.9 },
  { arch: "arm64", factor: 0.8 },
] as const;
const FEATURES = [
  { feature: "none", extra: 0 },
  { feature: "disk", extra: 0.12 },
  { feature: "network", extra: 0.25 },
] as const;
/** Micro-units an hour for a virtual CPU and for a GiB. */
const CPU_PRICE = 30_000;
const GIB_PRICE = 4_000;

/** Devices a machine may hold, virtual CPUs and GiB beside each device, and micro-units an hour for one. */
const ACCELERATORS = [
  { name: "T4", counts: [1, 4, 8], cpu: 8, gib: 32, price: 250_000 },
  { name: "A10G", counts: [1, 4, 8], cpu: 12, gib: 48, price: 550_000 },
  { name: "L4", counts: [1, 4, 8], cpu: 12, gib: 48, price: 420_000 },
  { name: "A100", counts: [8], cpu: 12, gib: 144, price: 2_600_000 },
  { name: "H100", counts: [1, 8], cpu: 24, gib: 256, price: 5_500_000 },
  { name: "Inferentia", counts: [1, 6, 12], cpu: 8, gib: 32, price: 180_000 },
  { name: "Trainium", counts: [1, 16], cpu: 8, gib: 32, price: 900_000 },
] as const;
const ALTERNATIVES = [["T4"], ["T4", "L4"], ["A10G"], ["A10G", "L4"], ["A100", "H100"], ["Inferentia"]];

/** e^x from products alone. */
function exponential(x: number): number {
  let result = 1 + x / 1024;
  for (let doubling = 0; doubling < 10; doubling += 1) result *= result;
  return result;
}

/** Near normal: twelve uniform numbers. */
function normal(random: Random): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random(1_000_000) / 1_000_000;
  return sum;
}

function allocatable(cpu: number, gib: number): number[] {
  const pods = cpu < 4 ? 29 : cpu < 16 ? 58 : cpu < 48 ? 234 : 737;
  return [cpu * 1000 - 60 - cpu * 4, Math.floor(gib * 1024 * 0.93) - 100 - 11 * Math.min(pods, 234), pods];
}

function plainMachines(random: Random): Machine[] {
  return FAMILIES.flatMap((ratio) =>
    VENDORS.flatMap(({ arch, factor }) =>
      [1, 2, 3, 4].flatMap((generation) =>
        FEATURES.flatMap(({ feature, extra }) =>
          SIZES.map((cpu): Machine => {
            const list = cpu * CPU_PRICE + cpu * ratio * GIB_PRICE;
            const price = list * factor * (1 + extra) * (0.98 + random(4001) / 100_000);
            const capacity = [...allocatable(cpu, cpu * ratio), 0];
            return { capacity, price: Math.round(price), arch, generation, feature };
          }),
        ),
      ),
    ),
  );
}

function acceleratorMachines(random: Random): Machine[] {
  return ACCELERATORS.flatMap(({ name, counts, cpu, gib, price }) =>
    counts.flatMap((count) =>
      [1, 2].map((size): Machine => {
        const [cpus, memory] = [cpu * count * size, gib * count * size];
        const list = count * price + cpus * CPU_PRICE + memory * GIB_PRICE;
        return {
          capacity: [...allocatable(cpus, memory), count],
          price: Math.round(list * (0.98 + random(4001) / 100_000)),
          arch: "amd64",
          generation: 4,
          feature: "none",
          accelerator: name,
        };
      }),
    ),
  );
}

function drawn<Value>(all: readonly Value[], count: number, random: Random): Value[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () =>
    left.splice(random(left.length), 1),
  ).flat();
}

function machines(count: number, random: Random): Machine[] {
  const accelerated = drawn(acceleratorMachines(random), Math.max(1, Math.floor(count / 15)), random);
  return [...drawn(plainMachines(random), count - accelerated.length, random), ...accelerated];
}

function wish(accelerates: boolean, random: Random): Wish {
  const draw = random(100);
  const archs = accelerates || draw < 60 ? ["amd64"] : draw < 92 ? ["amd64", "arm64"] : ["arm64"];
  const tagged = !accelerates && random(100) < 15;
  const feature = tagged ? (random(2) === 0 ? "disk" : "network") : "none";
  const generation = tagged && random(2) === 0 ? 3 : 1;
  const accelerators = accelerates ? (ALTERNATIVES[random(ALTERNATIVES.length)] ?? []) : [];
  return { archs, generation, feature, accelerators };
}

function isEligible({ archs, generation, feature, accelerators }: Wish, machine: Machine): boolean {
  if (!archs.includes(machine.arch) || machine.generation < generation) return false;
  if (feature !== "none" && machine.feature !== feature) return false;
  return machine.accelerator === undefined
    ? accelerators.length === 0
    : accelerators.includes(machine.accelerator);
}

function sizeOf(accelerates: boolean, random: Random): number[] {
  const devices = accelerates ? ([1, 1, 1, 2, 4][random(5)] ?? 1) : 0;
  const cpu = accelerates ? 2000 * devices : 500;
  const milli = Math.max(20, Math.min(48_000, Math.round((cpu * exponential(normal(random))) / 10) * 10));
  const memory = (milli / 1000) * 3 * 1024 * exponential(0.7 * normal(random));
  return [milli, Math.max(32, Math.min(360_000, Math.round(memory / 16) * 16)), 1, devices];
}

interface Drawn {
  readonly size: readonly number[];
  readonly wish: Wish;
}

/** A class that some type without a limit holds. */
function drawClass(all: readonly Machine[], capped: ReadonlySet<number>, random: Random): Drawn {
  for (;;) {
    const accelerates = random(100) < 8;
    const [size, asked] = [sizeOf(accelerates, random), wish(accelerates, random)];
    const fits = all.some(
      (machine, index) =>
        !capped.has(index) &&
        isEligible(asked, machine) &&
        size.every((amount, row) => amount <= (machine.capacity[row] ?? 0)),
    );
    if (fits) return { size, wish: asked };
  }
}

export interface FleetSize {
  readonly seed: number;
  readonly classes: number;
  readonly types: number;
  readonly replicas: number;
}

/** The fleet of a seed; `limits` are the caller's. */
export function syntheticFleet(
  { seed, classes, types, replicas }: FleetSize,
  limits: PackingProblem["limits"],
): PackingProblem {
  const random = randomFrom(seed * 1_000_003 + classes * 7919 + types);
  const all = machines(types, random);
  const capped = new Set(all.flatMap((_machine, index) => (random(10) === 0 ? [index] : [])));
  const kinds = Array.from({ length: classes }, () => drawClass(all, capped, random));
  const share = kinds.map(({ wish: { accelerators } }) =>
    accelerators.length > 0 ? 0.1 * exponential(normal(random)) : exponential(1.2 * normal(random)),
  );
  const whole = share.reduce((sum, one) => sum + one, 0);
  const packingClasses = kinds.map(({ size }, index): PackingClass => {
    const demand = Math.max(1, Math.round((replicas * (share[index] ?? 0)) / whole));
    return random(100) < 15 ? { demand, size, maxPerNode: 1 + random(4) } : { demand, size };
  });
  const nodeTypes = all.map((machine): NodeType => ({
    capacity: machine.capacity,
    price: machine.price,
    eligible: kinds.map((kind) => isEligible(kind.wish, machine)),
  }));
  const caps = [...capped].map((nodeType): NodeCap => ({
    limit: 1 + random(Math.max(2, Math.floor(replicas / 500))),
    terms: [{ nodeType, weight: 1 }],
  }));
  return { rows: 4, classes: packingClasses, nodeTypes, caps, limits };
}

/** AWS: instance types, and prices that are partly listed, partly estimated. */
import { decimal, readCsv, text } from "./csv.js";
import type { Row } from "./csv.js";
import { compareText } from "../../src/units/compare.js";
import { PROCESSOR_EVIDENCE, processorOf } from "./processors.js";
import { microPrice } from "./tables.js";
import type { EvidenceRow, PriceRow, PriceTable, TypeRow, TypeTable } from "./tables.js";

const HOME = "us-east-1";
/** Regions whose list of 2026 is there; the others have the list of 2025 and estimates. */
const LISTED_2026 = new Set([HOME, "us-gov-east-1", "us-gov-west-1"]);

/** Chip names and the extended resources of the vendors' device plugins. */
const RESOURCES: Readonly<Record<string, string>> = {
  nvidia: "nvidia.com/gpu",
  amd: "amd.com/gpu",
  aws: "aws.amazon.com/neuron",
  qualcomm: "qualcomm.com/qaic",
};
const CHIPS: Readonly<Record<string, string>> = {
  "radeon-pro-v520": "amd-v520",
  inferentia: "aws-inferentia1",
  inferentia2: "aws-inferentia2",
  trainium: "aws-trainium1",
  trainium2: "aws-trainium2",
  "qualcomm-ai100": "qualcomm-ai100",
};

/** FPGAs, which the list leaves out (docs.aws.amazon.com/ec2, "Accelerated computing instances", 2026). */
const FPGA_COUNT: Readonly<Record<string, number>> = { "f2.6xlarge": 1, "f2.12xlarge": 2, "f2.48xlarge": 8 };

function fpga(name: string): TypeRow["accelerator"] {
  const count = FPGA_COUNT[name];
  return count === undefined ? undefined : { chip: "xilinx-vu47p", count, resource: "xilinx.com/fpga" };
}

function accelerator(row: Row): TypeRow["accelerator"] {
  const name = text(row, "accelerator");
  if (name === "") return fpga(text(row, "instance_type"));
  const resource = RESOURCES[text(row, "accelerator_manufacturer")];
  if (resource === undefined) throw new Error(`no device plugin is known for ${name}`);
  const large = name === "a100" && decimal(row, "gpu_memory_mib_each") > 50_000 ? "-80gb" : "";
  const chip = CHIPS[name] ?? `nvidia-${name}${large}`;
  const count = decimal(row, "accelerator_count");
  const memory = text(row, "gpu_memory_mib_each");
  const memoryOf = memory === "" ? {} : { memoryMiBEach: Number(memory) };
  // g6f and gr6f sell a slice of an L4 as one device: another chip to a workload than a whole one.
  const device = count === 0 ? { chip: `${chip}-slice`, count: 1 } : { chip, count };
  return { ...device, resource, ...memoryOf };
}

/** Families whose vCPUs are credited (docs.aws.amazon.com, "Burstable performance instances", 2026). */
const BURSTABLE = new Set(["t1", "t2", "t3", "t3a", "t4g"]);

/** Absent where the list says nothing, as of the oldest types. */
function bandwidth<F extends "networkMbps" | "volumeMbps">(
  field: F,
  mbps: string,
): { readonly [K in F]?: number } {
  return (mbps === "" || Number(mbps) === 0 ? {} : { [field]: Number(mbps) }) as {
    readonly [K in F]?: number;
  };
}

function awsTypes(from: string): TypeRow[] {
  const limits = new Map(
    readCsv(from, "catalog/aws/eni_limits_nodeadm.csv").map((row) => [text(row, "instance_type"), row]),
  );
  return readCsv(from, "catalog/aws/instance_types.csv").map((row) => {
    const name = text(row, "instance_type");
    const limit = limits.get(name);
    const device = accelerator(row);
    const disk = text(row, "local_nvme_gb");
    return {
      name,
      family: text(row, "family"),
      architecture: text(row, "arch") === "arm64" ? "arm64" : "amd64",
      cpuMilli: decimal(row, "vcpu") * 1000,
      memoryMiB: decimal(row, "memory_mib"),
      ...processorOf("aws", text(row, "family")),
      ...(device === undefined ? {} : { accelerator: device }),
      ...bandwidth("networkMbps", text(row, "network_mbps")),
      ...bandwidth("volumeMbps", text(row, "ebs_mbps")),
      ...(limit === undefined
        ? {}
        : {
            interfaces: {
              count: decimal(limit, "default_max_enis"),
              addressesEach: decimal(limit, "ipv4_per_eni"),
            },
          }),
      // GB of the vendor are 10^9 bytes.
      ...(disk === "" ? {} : { localDiskGiB: Math.floor((Number(disk) * 1e9) / 2 ** 30) }),
      ...(BURSTABLE.has(text(row, "family")) ? { burstable: true } : {}),
    };
  });
}

export function awsTypeTable(from: string): TypeTable {
  return {
    provider: "aws",
    evidence: [
      { source: "aws-types", confidence: "vendor-code" },
      { source: "aws-interfaces", confidence: "vendor-code" },
      PROCESSOR_EVIDENCE,
    ],
    fieldEvidence: { interfaces: 1, processor: 2 },
    rows: awsTypes(from),
  };
}

type PriceMap = ReadonlyMap<string, number>;

function byRegion(rows: readonly Row[], currency = "USD"): ReadonlyMap<string, PriceMap> {
  const regions = new Map<string, Map<string, number>>();
  for (const row of rows) {
    if (text(row, "currency") !== currency) continue;
    const region = regions.get(text(row, "region")) ?? new Map<string, number>();
    region.set(text(row, "instance_type"), microPrice(text(row, "price_per_hour")));
    regions.set(text(row, "region"), region);
  }
  return regions;
}

/** Median of price here / price at home over the types that both sold in 2025, in millionths. */
export function medianRatioPpm(here: PriceMap, home: PriceMap): number {
  const ratios: number[] = [];
  for (const [name, price] of here) {
    const other = home.get(name);
    if (other !== undefined) ratios.push(Math.round((price * 1e6) / other));
  }
  ratios.sort((left, right) => left - right);
  const middle = Math.floor(ratios.length / 2);
  const upper = ratios[middle] ?? 1e6;
  return ratios.length % 2 === 1 ? upper : Math.round((upper + (ratios[middle - 1] ?? upper)) / 2);
}

interface RegionInput {
  readonly region: string;
  readonly names: readonly string[];
  readonly home2026: PriceMap;
  readonly home2025: PriceMap;
  readonly here2026: PriceMap | undefined;
  readonly here2025: PriceMap;
  /** Types on any list of 2025: one that is missing here was not sold here. */
  readonly known2025: ReadonlySet<string>;
  readonly spot: ReadonlyMap<string, SpotAdvice>;
}

interface SpotAdvice {
  readonly savingPercent: number;
  readonly interruptionBand: number;
}

const LISTED = 0;
const MOVED = 1;
const ESTIMATED = 2;
const ASSUMED = 3;

/**
 * A type that is dearer or cheaper at home than in 2025 has moved elsewhere too: GovCloud, whose two lists
 * are both there, moved with it to a thousandth. So its list price of 2025 is carried along.
 */
function carriedAlong(
  listed: number,
  before: number | undefined,
  now: number | undefined,
): readonly [number, number] {
  if (before === undefined || now === undefined || Math.abs(now - before) * 1000 <= before)
    return [listed, LISTED];
  return [Math.round((listed * now) / before), MOVED];
}

function onDemand(input: RegionInput, name: string, ratioPpm: number): readonly [number, number] | undefined {
  if (input.here2026 !== undefined) {
    const listed = input.here2026.get(name);
    return listed === undefined ? undefined : [listed, LISTED];
  }
  const listed = input.here2025.get(name);
  const home = input.home2026.get(name);
  if (listed !== undefined) return carriedAlong(listed, input.home2025.get(name), home);
  if (home === undefined) return undefined;
  const soldHere = input.spot.has(name);
  if (!soldHere && input.known2025.has(name)) return undefined;
  return [Math.round((home * ratioPpm) / 1e6), soldHere ? ESTIMATED : ASSUMED];
}

function evidence(listed2026: boolean, ratioPpm: number): EvidenceRow[] {
  const ratio = (ratioPpm / 1e6).toFixed(3);
  const spotNote = "spot is on-demand x (1 - advised saving)";
  if (listed2026) {
    return [
      { source: "aws-prices", confidence: "vendor-code" },
      { source: "aws-spot", confidence: "estimate", note: spotNote },
    ];
  }
  const derived = `${HOME} price x ${ratio}, the region's median ratio of 2025-04`;
  return [
    { source: "aws-prices-regions", confidence: "secondary" },
    {
      source: "aws-prices-regions",
      confidence: "estimate",
      note: `list price of 2025-04, moved as ${HOME}'s has until 2026-07`,
    },
    { source: "aws-prices", confidence: "estimate", note: derived },
    {
      source: "aws-prices",
      confidence: "assumption",
      note: `${derived}; that the region sells it is assumed`,
    },
    { source: "aws-spot", confidence: "estimate", note: spotNote },
  ];
}

function regionTable(input: RegionInput): PriceTable {
  const ratioPpm = medianRatioPpm(input.here2025, input.home2025);
  const table = evidence(input.here2026 !== undefined, ratioPpm);
  const rows: PriceRow[] = [];
  for (const name of input.names) {
    const price = onDemand(input, name, ratioPpm);
    if (price === undefined) continue;
    const [amount, index] = price;
    rows.push({
      instanceType: name,
      onDemand: amount,
      ...(index === LISTED ? {} : { onDemandEvidence: index }),
      ...spotOf(amount, input.spot.get(name)),
    });
  }
  return {
    provider: "aws",
    region: input.region,
    currency: "USD",
    evidence: table,
    spotEvidence: table.length - 1,
    rows,
  };
}

/** An advised saving of nothing or less says that there is no spot market worth the name. */
function spotOf(
  onDemand: number,
  advice: SpotAdvice | undefined,
): Pick<PriceRow, "spot" | "interruptionBand"> {
  if (advice === undefined || advice.savingPercent <= 0) return {};
  const { savingPercent, interruptionBand } = advice;
  return { spot: Math.ceil((onDemand * (100 - savingPercent)) / 100), interruptionBand };
}

/** Prices of China are quoted in yuan and stay so; one of the two regions has a list. */
function chineseTables(rows: readonly Row[], names: ReadonlySet<string>): PriceTable[] {
  return [...byRegion(rows, "CNY")].map(([region, prices]) => ({
    provider: "aws",
    region,
    currency: "CNY",
    evidence: [{ source: "aws-prices-cn", confidence: "vendor-code" }],
    rows: [...prices].flatMap(([instanceType, onDemand]) =>
      names.has(instanceType) ? [{ instanceType, onDemand }] : [],
    ),
  }));
}

function spotAdvice(from: string): ReadonlyMap<string, ReadonlyMap<string, SpotAdvice>> {
  const regions = new Map<string, Map<string, SpotAdvice>>();
  for (const row of readCsv(from, "catalog/aws/spot_advisor_linux.csv")) {
    const region = regions.get(text(row, "region")) ?? new Map<string, SpotAdvice>();
    region.set(text(row, "instance_type"), {
      savingPercent: decimal(row, "savings_pct"),
      interruptionBand: decimal(row, "interruption_band_0to4"),
    });
    regions.set(text(row, "region"), region);
  }
  return regions;
}

export function awsPrices(from: string, types: readonly TypeRow[]): PriceTable[] {
  const listed = readCsv(from, "catalog/aws/ondemand_karpenter.csv");
  const lists2026 = byRegion(listed);
  const lists2025 = byRegion(readCsv(from, "catalog/aws/ondemand_all_regions_ec2shop.csv"));
  const spot = spotAdvice(from);
  const known2025 = new Set([...lists2025.values()].flatMap((list) => [...list.keys()]));
  const none: PriceMap = new Map();
  const names = types.map((type) => type.name);
  const dollars = [...new Set([...lists2025.keys(), ...LISTED_2026])].sort(compareText).map((region) =>
    regionTable({
      region,
      names,
      home2026: lists2026.get(HOME) ?? none,
      home2025: lists2025.get(HOME) ?? none,
      here2026: LISTED_2026.has(region) ? lists2026.get(region) : undefined,
      here2025: lists2025.get(region) ?? none,
      known2025,
      spot: spot.get(region) ?? new Map<string, SpotAdvice>(),
    }),
  );
  return [...dollars, ...chineseTables(listed, new Set(names))];
}

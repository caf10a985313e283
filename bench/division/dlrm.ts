/**
 * Alibaba's disaggregated recommendation models (Yang et al., NSDI 2025: 78 applications, each of CPU nodes and GPU
 * nodes) over regions of the catalogue: two in three applications hold data that stays in Europe, what answers users is
 * near them, large ones stand in two regions at least, and carbon has a price. Shapes, counts and caps a node are the
 * trace's; regions, residency, users and prices are not in it and are chosen here.
 */
import { readFileSync } from "node:fs";
import type { FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import type { Plan } from "../../src/planner/index.js";

const EUROPE = ["eu-central-1", "eu-west-1", "eu-north-1"];
const AMERICA = ["us-east-1", "us-west-2", "ca-central-1"];
/** Milliseconds at least, by light in fibre: about 2,200 km. */
const NEAR = 25;

interface Shape {
  readonly role: string;
  readonly app: string;
  readonly cpu: number;
  readonly gpu: number;
  readonly memoryGiB: number;
  readonly mostPerNode: number;
}

/** Equal instances of an application, and how many there are. */
function shapesOf(text: string): Map<string, { readonly shape: Shape; readonly replicas: number }> {
  const [head = "", ...lines] = text.trim().split("\n");
  const columns = head.trim().split(",");
  const shapes = new Map<string, { shape: Shape; replicas: number }>();
  for (const line of lines) {
    const cells = line.trim().split(",");
    const at = (column: string): string => cells[columns.indexOf(column)] ?? "";
    const shape: Shape = {
      role: at("role"),
      app: at("app_name"),
      cpu: Number(at("cpu_request")),
      gpu: Number(at("gpu_request")),
      memoryGiB: Number(at("memory_request")),
      mostPerNode: Number(at("max_instance_per_node")),
    };
    const key = JSON.stringify(shape);
    shapes.set(key, { shape, replicas: (shapes.get(key)?.replicas ?? 0) + 1 });
  }
  return shapes;
}

function workloadOf(index: number, { shape, replicas }: { shape: Shape; replicas: number }): WorkloadSpec {
  const { role, app, cpu, gpu, memoryGiB, mostPerNode } = shape;
  const number = Number(app.replace("app_", ""));
  const isEuropean = number % 3 !== 0;
  const point = isEuropean ? "frankfurt" : "virginia";
  return {
    name: `${app.replace("_", "-")}-${role.toLowerCase()}-${index}`,
    replicas,
    requests: {
      cpu: `${Math.round(cpu * 1000)}m`,
      memory: `${Math.ceil(memoryGiB * 1024)}Mi`,
      ...(gpu > 0 ? { "nvidia.com/gpu": gpu } : {}),
    },
    ...(mostPerNode > 0 ? { maxPerNode: mostPerNode } : {}),
    ...(isEuropean ? { complianceZone: "europe" } : {}),
    ...(gpu > 0 ? { latency: [{ demandPoint: point, withinMs: NEAR }] as const } : {}),
    divideAmong: {
      ...(isEuropean ? { selector: { side: "europe" } } : {}),
      ...(replicas >= 100 ? { minPlaces: 2, maxShare: 80 } : {}),
    },
  };
}

export function dlrmFleet(file: string): FleetSpec {
  const clusters = [...EUROPE, ...AMERICA].map((region) => ({
    name: region,
    platform: "eks" as const,
    region,
    labels: { side: EUROPE.includes(region) ? "europe" : "america" },
    ...(EUROPE.includes(region) ? { complianceZone: "europe" } : {}),
    pools: [
      { name: "cpu", families: ["m7i", "r7i", "m8i", "r8i"] },
      { name: "gpu", chips: ["nvidia-a10g" as const], families: ["g5"] },
    ],
  }));
  return {
    apiVersion: "stowage.dev/v1",
    name: "dlrm",
    fidelity: "packing",
    objective: { weights: { perKgCo2e: 0.1 } },
    limits: { targetGapMilliPercent: 1500 },
    complianceZones: [{ name: "europe", jurisdictions: ["EU"] }],
    demandPoints: [
      { name: "frankfurt", region: "eu-central-1" },
      { name: "virginia", region: "us-east-1" },
    ],
    clusters,
    workloads: [...shapesOf(readFileSync(file, "utf8")).values()].map((one, index) => workloadOf(index, one)),
  };
}

/**
 * Rules that a plan breaks, counted anew from the names of the trace: who stays in Europe, the share of a region, how
 * many regions. Times between regions are left to `verify`.
 */
export function dlrmFaults(spec: FleetSpec, plan: Plan): string[] {
  return (spec.workloads ?? []).flatMap((one) => {
    if (!("name" in one)) return [];
    const { name, replicas = 1, complianceZone, divideAmong } = one;
    const byTarget = plan.divisions?.[`default/${name}`]?.byTarget ?? {};
    const counts = Object.values(byTarget);
    const sum = counts.reduce((all, count) => all + count, 0);
    const { minPlaces = 1, maxShare = 100 } = divideAmong ?? {};
    const abroad = Object.keys(byTarget).filter((place) => !EUROPE.includes(place));
    return [
      ...(sum === replicas ? [] : [`${name} has ${sum} replicas of ${replicas}`]),
      ...(complianceZone === undefined || abroad.length === 0 ? [] : [`${name} is in ${abroad.join()}`]),
      ...(counts.length >= minPlaces ? [] : [`${name} is in ${counts.length} regions of ${minPlaces}`]),
      ...(Math.max(0, ...counts) * 100 <= maxShare * replicas ? [] : [`${name} has too much in one region`]),
    ];
  });
}

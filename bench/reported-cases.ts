/**
 * Cases that users of Karpenter reported: what was asked of it, what it bought, and what they expected in its
 * place. Figures are the reports' own; where one leaves something open (a region, the size of a pod), the case
 * says how it was filled in. Prices are the catalogue's, for both sides.
 */
import type { FleetSpec, PoolSpec, QuantityText } from "../src/model/fleet-spec.js";

export interface BoughtNodes {
  readonly instanceType: string;
  readonly option: "on-demand" | "spot";
  readonly count: number;
}

export interface ReportedCase {
  /** Repository and number of the report. */
  readonly report: string;
  readonly says: string;
  readonly spec: FleetSpec;
  /** What the reporter got. */
  readonly reported: readonly BoughtNodes[];
  /** What the reporter asked for: the plan may cost no more than this. */
  readonly asked: readonly BoughtNodes[];
  /** Most nodes of the plan, where that is what was asked for. */
  readonly mostNodes?: number;
}

interface Pods {
  readonly name: string;
  readonly replicas: number;
  readonly cpu: QuantityText;
  readonly memory: QuantityText;
  readonly gpus?: number;
}

interface Asked {
  readonly region: string;
  readonly zones?: readonly string[];
  readonly pool: Partial<PoolSpec>;
  readonly pods: readonly Pods[];
  readonly objective?: FleetSpec["objective"];
}

function specOf({ region, zones, pool, pods, objective }: Asked): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "reported",
    fidelity: "packing",
    ...(objective === undefined ? {} : { objective }),
    clusters: [
      {
        name: "main",
        platform: "eks",
        region,
        ...(zones === undefined ? {} : { availabilityZones: zones }),
        pools: [{ name: "pool", ...pool }],
      },
    ],
    workloads: pods.map(({ name, replicas, cpu, memory, gpus }) => ({
      name,
      replicas,
      requests: { cpu, memory, ...(gpus === undefined ? {} : { "nvidia.com/gpu": gpus }) },
    })),
  };
}

function sizes(families: readonly string[], of: readonly string[]): string[] {
  return families.flatMap((family) => of.map((size) => `${family}.${size}`));
}

const SPOT_AND_ON_DEMAND: Partial<PoolSpec> = { purchase: { options: ["on-demand", "spot"] } };

export const REPORTED_CASES: readonly ReportedCase[] = [
  {
    report: "kubernetes-sigs/karpenter#1149",
    says: "two pods of one A10G each became one g5.12xlarge with four; two g5.2xlarge were expected (requests not given: sized for a g5.2xlarge)",
    spec: specOf({
      region: "eu-west-1",
      zones: ["eu-west-1a"],
      pool: { chips: ["nvidia-a10g"], families: ["g5"] },
      pods: [{ name: "model", replicas: 2, cpu: "6", memory: "24Gi", gpus: 1 }],
    }),
    reported: [{ instanceType: "g5.12xlarge", option: "on-demand", count: 1 }],
    asked: [{ instanceType: "g5.2xlarge", option: "on-demand", count: 2 }],
  },
  {
    report: "aws/karpenter-provider-aws#5379",
    says: "two pods of 2 CPU, 13 GiB and one GPU became one g5.12xlarge; two g5.xlarge cost less than half (region not given: us-east-1)",
    spec: specOf({
      region: "us-east-1",
      pool: { chips: ["nvidia-a10g"], families: ["g5"] },
      pods: [{ name: "ray", replicas: 2, cpu: "2", memory: "13Gi", gpus: 1 }],
    }),
    reported: [{ instanceType: "g5.12xlarge", option: "on-demand", count: 1 }],
    asked: [{ instanceType: "g5.xlarge", option: "on-demand", count: 2 }],
  },
  {
    report: "kubernetes-sigs/karpenter#2457",
    says: "pods of 3 CPU and 1 CPU became one node of 8 cores; one of 4 and one of 2 were expected (family not given: c5)",
    spec: specOf({
      region: "us-east-1",
      pool: { families: ["c5"] },
      pods: [
        { name: "a", replicas: 1, cpu: "3", memory: "3Gi" },
        { name: "b", replicas: 1, cpu: "1", memory: "1Gi" },
      ],
    }),
    reported: [{ instanceType: "c5.2xlarge", option: "on-demand", count: 1 }],
    asked: [
      { instanceType: "c5.xlarge", option: "on-demand", count: 1 },
      { instanceType: "c5.large", option: "on-demand", count: 1 },
    ],
  },
  {
    report: "kubernetes-sigs/karpenter#2150",
    says: "one r6a.4xlarge and eight c6a.2xlarge at 80 % of memory and under 30 % of CPU; each two c6a were expected to become one M or R node (pods not given: sized by those shares)",
    spec: specOf({
      region: "eu-west-1",
      pool: { instanceTypes: sizes(["c6a", "m6a", "r6a"], ["2xlarge", "4xlarge"]) },
      pods: [
        { name: "large", replicas: 1, cpu: "13", memory: "100Gi" },
        { name: "lean", replicas: 8, cpu: "2200m", memory: "12Gi" },
      ],
    }),
    reported: [
      { instanceType: "r6a.4xlarge", option: "on-demand", count: 1 },
      { instanceType: "c6a.2xlarge", option: "on-demand", count: 8 },
    ],
    asked: [
      { instanceType: "r6a.4xlarge", option: "on-demand", count: 1 },
      { instanceType: "m6a.2xlarge", option: "on-demand", count: 4 },
    ],
  },
  {
    report: "kubernetes-sigs/karpenter#1962",
    says: "many c5a.xlarge at 90 % of memory and under half of CPU; each two could be one cheaper m6a.xlarge (pods not given: six of 500m and 2 GiB on two of them)",
    spec: specOf({
      region: "ap-southeast-1",
      pool: {
        instanceTypes: sizes(
          ["c5a", "c6a", "m5a", "m6a", "c7a", "r5a", "r6a"],
          ["large", "xlarge", "2xlarge"],
        ),
      },
      pods: [{ name: "web", replicas: 6, cpu: "500m", memory: "2Gi" }],
    }),
    reported: [{ instanceType: "c5a.xlarge", option: "on-demand", count: 2 }],
    asked: [{ instanceType: "m6a.xlarge", option: "on-demand", count: 1 }],
  },
  {
    report: "kubernetes-sigs/karpenter#2117",
    says: "filling nodes first leaves only types without spot, and on-demand is bought (sizes of aws/karpenter-provider-aws#3475: two pods of 45 CPU and 87 GiB became one 24xlarge on demand; two 12xlarge on spot were expected)",
    spec: specOf({
      region: "us-east-1",
      pool: { instanceTypes: sizes(["m6i", "m6a"], ["12xlarge", "24xlarge"]), ...SPOT_AND_ON_DEMAND },
      pods: [{ name: "net", replicas: 2, cpu: "45", memory: "87Gi" }],
    }),
    reported: [{ instanceType: "m6i.24xlarge", option: "on-demand", count: 1 }],
    asked: [{ instanceType: "m6i.12xlarge", option: "spot", count: 2 }],
  },
  {
    report: "aws/karpenter-provider-aws#3063",
    says: "160 pods of 208 CPU and 534 GiB together became one node of 224 vCPUs on demand, for three days; several nodes on spot were expected",
    spec: specOf({
      region: "us-east-1",
      pool: { families: ["c6i", "m6i", "r6i", "m6id"], ...SPOT_AND_ON_DEMAND },
      pods: [{ name: "batch", replicas: 160, cpu: "1300m", memory: "3419Mi" }],
    }),
    reported: [{ instanceType: "u-3tb1.56xlarge", option: "on-demand", count: 1 }],
    asked: [{ instanceType: "m6i.8xlarge", option: "spot", count: 7 }],
  },
  {
    report: "aws/karpenter-provider-aws#7346",
    says: "two xlarge in place of one 2xlarge at the same price, while agents are billed by the host: the fewest nodes were asked for (family: c7i)",
    spec: specOf({
      region: "us-east-1",
      pool: { families: ["c7i"] },
      pods: [{ name: "api", replicas: 4, cpu: "1600m", memory: "2Gi" }],
      objective: ["cost", "nodes"],
    }),
    reported: [{ instanceType: "c7i.xlarge", option: "on-demand", count: 2 }],
    asked: [{ instanceType: "c7i.2xlarge", option: "on-demand", count: 1 }],
    mostNodes: 1,
  },
];

/** What nodes that leave count against quotas and ranges of addresses while they still stand. */
import { addressRule, quotaCovers } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { InstanceType } from "../../model/catalogue.js";
import type { CheckedFleet, Cluster, FleetQuota } from "../../model/fleet.js";
import type { Plan } from "../../model/plan.js";
import type { RunningNodes } from "../../model/running.js";
import { amountOf } from "../../units/resources.js";
import type { MachineRow } from "../../verify/index.js";
import { machineRow } from "../assemble/catalogue-rows.js";

/** Of one node. */
export interface NodeCounts {
  readonly vcpu: number;
  /** Key of a quota of an account -> what the node counts. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Key of a range of its cluster -> addresses. */
  readonly addresses: Readonly<Record<string, number>>;
}

const NOTHING: NodeCounts = { vcpu: 0, quotas: {}, addresses: {} };

function positive(counts: readonly (readonly [string, number])[]): Record<string, number> {
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function quotaCount(
  quota: FleetQuota,
  machine: InstanceType,
  { row, vcpu }: { readonly row: RunningNodes; readonly vcpu: number },
): number {
  if (!quotaCovers(quota, machine, row.purchaseOption)) return 0;
  if (quota.unit === "accelerators") return machine.accelerator?.count ?? 0;
  return quota.unit === "vcpu" ? vcpu : 1;
}

function addressCounts(
  cluster: Cluster,
  row: RunningNodes,
  { allocatable, interfaces }: MachineRow,
): NodeCounts["addresses"] {
  const taken = addressRule(cluster.platform, cluster.addressMode)?.addressesOf({
    pods: amountOf(allocatable, "pods"),
    ...(interfaces === undefined ? {} : { interfaces }),
  });
  const own = (cluster.network?.ranges ?? []).filter(
    ({ availabilityZone = row.availabilityZone, pools = [row.pool] }) =>
      availabilityZone === row.availabilityZone && pools.includes(row.pool),
  );
  return positive(own.map(({ key, kind }) => [key, taken?.[kind] ?? 0]));
}

export class LeavingNodes {
  /** Instance types that nobody knows: they count as nothing. */
  readonly unknown = new Set<string>();

  constructor(
    private readonly given: {
      readonly fleet: CheckedFleet;
      readonly plan: Plan;
      readonly catalogue: Catalogue;
    },
  ) {}

  /** What a machine of that name is as a node of the cluster; undefined where the catalogue does not have it. */
  readonly machineOf = (cluster: string, instanceType: string): MachineRow | undefined => {
    const { plan, catalogue } = this.given;
    const planned = Object.hasOwn(plan.clusters, cluster) ? plan.clusters[cluster] : undefined;
    return planned === undefined ? undefined : machineRow(planned, instanceType, catalogue);
  };

  countsOf(target: string, row: RunningNodes): NodeCounts {
    const { fleet, catalogue } = this.given;
    const cluster = fleet.clusters.find(({ name }) => name === target);
    if (cluster === undefined || row.purchaseOption === "owned") return NOTHING;
    const machine = catalogue.instanceType(cluster.provider, row.instanceType);
    const known = this.machineOf(target, row.instanceType);
    if (machine === undefined || known === undefined) {
      this.unknown.add(row.instanceType);
      return NOTHING;
    }
    const { vcpu } = known;
    const quotas = (fleet.quotas ?? []).filter(({ clusters }) => clusters.includes(target));
    return {
      vcpu,
      quotas: positive(quotas.map((quota) => [quota.key, quotaCount(quota, machine, { row, vcpu })])),
      addresses: addressCounts(cluster, row, known),
    };
  }
}

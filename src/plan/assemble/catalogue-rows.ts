/** The catalogue's rows behind a plan, looked up for the verifier, which has no catalogue of its own. */
import { allocatable } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { ClusterPlan, Plan, WorkloadPlan } from "../../model/plan.js";
import { nodeOptions } from "../formulate/node-options.js";
import type { CatalogueRows, MachineRow } from "../../verify/index.js";
import { attachesVolumes, withVolumes } from "../constraints/attachable-volumes.js";

/** A machine as a node of the cluster; undefined where the catalogue does not have it. */
export function machineRow(
  cluster: ClusterPlan,
  name: string,
  catalogue: Catalogue,
  volumes = false,
): MachineRow | undefined {
  const instanceType = catalogue.instanceType(cluster.provider, name);
  if (instanceType === undefined) return undefined;
  const holds = allocatable({
    platform: cluster.platform,
    instanceType,
    ...nodeOptions(cluster.platform, cluster),
  });
  const vcpu = Math.ceil(instanceType.cpuMilli / 1000);
  const { allocatable: held } = volumes ? withVolumes(holds, instanceType, cluster.volumesPerNode) : holds;
  const { architecture, family, accelerator, interfaces } = instanceType;
  return {
    architecture,
    vcpu,
    allocatable: held,
    family,
    ...(interfaces === undefined ? {} : { interfaces }),
    ...(accelerator === undefined
      ? {}
      : {
          accelerator: {
            chip: accelerator.chip,
            count: accelerator.count,
            resource: accelerator.resource,
          },
        }),
  };
}

function machinesOf(
  cluster: ClusterPlan,
  workloads: readonly WorkloadPlan[],
  catalogue: Catalogue,
): Readonly<Record<string, MachineRow>> {
  const volumes = attachesVolumes(workloads);
  const names = Object.values(cluster.purchases).map(({ instanceType }) => instanceType);
  return Object.fromEntries(
    [...new Set(names)].sort().flatMap((name): [string, MachineRow][] => {
      const row = machineRow(cluster, name, catalogue, volumes);
      return row === undefined ? [] : [[name, row]];
    }),
  );
}

export function catalogueRowsOf(plan: Plan, catalogue: Catalogue): CatalogueRows {
  const clusters = Object.values(plan.clusters);
  const workloadsOf = ({ name }: ClusterPlan): WorkloadPlan[] =>
    Object.values(plan.workloads).filter(({ target }) => target.kind === "cluster" && target.name === name);
  const regions = new Map(
    clusters.map(({ provider, region }) => [`${provider} ${region}`, { provider, region }]),
  );
  return {
    offerings: [...regions.values()].flatMap(({ provider, region }) => catalogue.offerings(provider, region)),
    regions: [...regions.values()].flatMap(
      ({ provider, region }) => catalogue.region(provider, region) ?? [],
    ),
    machines: Object.fromEntries(
      clusters.map((cluster) => [cluster.name, machinesOf(cluster, workloadsOf(cluster), catalogue)]),
    ),
  };
}

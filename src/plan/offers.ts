/** Candidate nodes of a target: what each pool may buy, zone by zone, and the nodes that exist already. */
import {
  allocatable,
  allocatableOf,
  availabilityZoneLabel,
  chipOf,
  sellsIn,
  zoneSaleAssumptions,
} from "../catalogue/index.js";
import type { Allocatable, Catalogue } from "../catalogue/index.js";
import type { InstanceType, Offering, PurchaseOption } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";
import type { NodeShape, Pool } from "../model/fleet.js";
import { NODE_LABELS } from "../model/kubernetes.js";
import { PLAN_CURRENCY } from "../model/plan.js";
import type { Labels } from "../model/kubernetes.js";
import { canonicalJson } from "../units/canonical.js";
import { compareText } from "../units/compare.js";
import { ATTACHABLE_VOLUMES, addResources, amountOf, subtractResources } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { attachesVolumes, volumesOfShape, withVolumes } from "./constraints/attachable-volumes.js";
import { poolMayBuy } from "./constraints/chips.js";
import { inSlices, slicesOf } from "./constraints/device-slices.js";
import { reservedTypes } from "./constraints/reserved.js";
import { withoutShare } from "./constraints/headroom.js";
import { freePorts, hostPortsOf } from "./constraints/host-ports.js";
import { holdsSystemLoad, SystemLoadSums } from "./constraints/system-load.js";
import { nodeKindOrder } from "./node-kind.js";
import type { NodeKind } from "./node-kind.js";
import { nodeOptions } from "./node-options.js";
import type { ClusterTarget, PlanTarget } from "./plan-target.js";

/** The user's own figure: nobody knows it better. */
const STATED_PRICE: Evidence = { source: "the fleet spec", asOf: "as given", confidence: "measured" };

type Machine = Omit<NodeKind, "systemLoad" | "free" | "labels" | "taints" | "pool">;

function labelsOf(target: PlanTarget, pool: Pool, machine: Machine): Labels {
  const place: Labels =
    target.kind === "cluster"
      ? {
          [NODE_LABELS.region]: target.cluster.region,
          [NODE_LABELS.availabilityZone]: availabilityZoneLabel(
            target.cluster.provider,
            target.cluster.region,
            machine.availabilityZone,
          ),
        }
      : { [NODE_LABELS.availabilityZone]: machine.availabilityZone };
  return {
    ...pool.labels,
    ...place,
    [NODE_LABELS.architecture]: machine.architecture,
    [NODE_LABELS.operatingSystem]: "linux",
    [NODE_LABELS.instanceType]: machine.instanceType,
    [NODE_LABELS.pool]: pool.name,
    [NODE_LABELS.purchaseOption]: machine.purchaseOption,
    [NODE_LABELS.chip]: machine.chip,
  };
}

/** What all node kinds of one target have in common. */
interface Around {
  readonly target: PlanTarget;
  readonly ports: readonly string[];
  readonly systemLoads: SystemLoadSums;
}

function nodeKind({ target, ports, systemLoads }: Around, pool: Pool, machine: Machine): NodeKind {
  const labels = labelsOf(target, pool, machine);
  const systemLoad = systemLoads.on(labels, pool.taints);
  const left = subtractResources(machine.allocatable, systemLoad);
  const free = withoutShare(left, machine.allocatable, pool);
  return {
    ...machine,
    pool: pool.name,
    labels,
    taints: pool.taints,
    systemLoad,
    free: ports.length === 0 ? free : addResources(free, freePorts(ports, systemLoad)),
  };
}

interface Sold {
  readonly type: InstanceType;
  readonly offering: Pick<Offering, "purchaseOption" | "microPerHour" | "evidence">;
  /** Absent: reserved already, wherever that is. */
  readonly listing?: Offering;
}

function boughtMachine(
  { type, offering, listing }: Sold,
  slices: Pick<NodeKind, "deviceSlices">,
  holds: Pick<Allocatable, "allocatable" | "assumptions">,
  availabilityZone: string,
): Machine {
  return {
    instanceType: type.name,
    machine: type,
    architecture: type.architecture,
    chip: chipOf(type),
    availabilityZone,
    purchaseOption: offering.purchaseOption,
    microPerHour: offering.microPerHour,
    priceEvidence: offering.evidence,
    vcpu: Math.ceil(type.cpuMilli / 1000),
    allocatable: inSlices(holds.allocatable, type, slices.deviceSlices),
    ...slices,
    assumptions: [...holds.assumptions, ...(listing === undefined ? [] : zoneSaleAssumptions(listing))],
  };
}

/** What the pool may buy by the catalogue, and what is reserved for it. */
function soldTo(target: ClusterTarget, pool: Pool, catalogue: Catalogue): Sold[] {
  const { provider, region } = target.cluster;
  const listed = catalogue.offerings(provider, region).flatMap((offering): Sold[] => {
    const type = catalogue.instanceType(provider, offering.instanceType);
    // The spec's check has told of offerings in other currencies: sums of two are none.
    if (type === undefined || offering.currency !== PLAN_CURRENCY) return [];
    const may = poolMayBuy({ pool, platform: target.platform, type, offering });
    return may ? [{ type, offering, listing: offering }] : [];
  });
  const reserved = reservedTypes(target, pool, catalogue).map(({ type, reservation }): Sold => {
    const { microPerHour } = reservation;
    return { type, offering: { purchaseOption: "reserved", microPerHour, evidence: STATED_PRICE } };
  });
  return [...listed, ...reserved];
}

function boughtMachines(target: ClusterTarget, pool: Pool, catalogue: Catalogue): Machine[] {
  const { cluster } = target;
  return soldTo(target, pool, catalogue).flatMap((sold) => {
    const { type, listing } = sold;
    const holds = allocatable({
      platform: target.platform,
      instanceType: type,
      ...nodeOptions(target.platform, cluster),
    });
    const held = attachesVolumes(target.workloads) ? withVolumes(holds, type, cluster.volumesPerNode) : holds;
    return cluster.availabilityZones
      .filter((zone) => listing === undefined || sellsIn(listing, zone))
      .map((zone) => boughtMachine(sold, slicesOf(pool, type), held, zone));
  });
}

const OWNED: PurchaseOption = "owned";

/** Nodes of an existing cluster are taken as given, but for the cluster's own limit of pods a node. */
function withinPods(allocatable: ResourceVector, podsPerNode = Infinity): ResourceVector {
  return amountOf(allocatable, "pods") > podsPerNode ? { ...allocatable, pods: podsPerNode } : allocatable;
}

/** Shapes that differ in nothing are one kind, however often the spec lists them. */
function withoutRepeats(shapes: readonly NodeShape[]): NodeShape[] {
  const distinct = new Map<string, NodeShape>();
  for (const shape of shapes) {
    const { count, ...rest } = shape;
    const key = canonicalJson(rest);
    distinct.set(key, { ...shape, count: count + (distinct.get(key)?.count ?? 0) });
  }
  return [...distinct.values()];
}

function ownedMachine(target: PlanTarget, shape: NodeShape): Machine {
  const cluster = target.kind === "cluster" ? target.cluster : undefined;
  const holds = allocatableOf({
    platform: target.platform,
    capacity: shape.capacity,
    ...nodeOptions(target.platform, cluster),
  });
  const volumes = attachesVolumes(target.workloads)
    ? { [ATTACHABLE_VOLUMES]: volumesOfShape(shape, cluster?.volumesPerNode) }
    : {};
  return {
    instanceType: shape.type,
    architecture: shape.architecture,
    chip: shape.architecture,
    availabilityZone: shape.availabilityZone,
    purchaseOption: OWNED,
    microPerHour: shape.microPerHour,
    priceEvidence: STATED_PRICE,
    vcpu: Math.ceil(amountOf(shape.capacity, "cpuMilli") / 1000),
    allocatable: { ...withinPods(holds.allocatable, cluster?.podsPerNode), ...volumes },
    stock: shape.count,
    assumptions: holds.assumptions,
  };
}

/** Sorted by pool, instance type, availability zone and purchase option. */
export function nodeKindsOf(target: PlanTarget, catalogue: Catalogue): NodeKind[] {
  const around: Around = {
    target,
    ports: hostPortsOf(target.workloads),
    systemLoads: new SystemLoadSums(target.systemLoad),
  };
  const kinds = target.pools.flatMap((pool) => {
    const machines =
      pool.nodes.length > 0 || target.kind === "edgeSite"
        ? withoutRepeats(pool.nodes).map((shape) => ownedMachine(target, shape))
        : boughtMachines(target, pool, catalogue);
    return machines
      .map((machine) => nodeKind(around, pool, machine))
      .filter((kind) => kind.stock !== undefined || holdsSystemLoad(kind));
  });
  return kinds
    .map((kind) => ({ kind, order: nodeKindOrder(kind) }))
    .sort((left, right) => compareText(left.order, right.order))
    .map(({ kind }) => kind);
}

/** Candidate nodes of a target: what each pool may buy, zone by zone, and the nodes that exist already. */
import {
  allocatable,
  allocatableOf,
  availabilityZoneLabel,
  chipOf,
  sellsIn,
  zoneSaleAssumptions,
} from "../../catalogue/index.js";
import type { Allocatable, AllocatablePlatform, Catalogue } from "../../catalogue/index.js";
import type { InstanceType, Offering, PurchaseOption } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import type { Cluster, NodeShape, Pool, Reservation } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { PLAN_CURRENCY } from "../../model/plan.js";
import type { Labels } from "../../model/kubernetes.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { omitted } from "../../units/omitted.js";
import { discounted } from "../../units/discount.js";
import { ATTACHABLE_VOLUMES, addResources, amountOf, subtractResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { attachesVolumes, volumesOfShape, withVolumes } from "../constraints/attachable-volumes.js";
import { poolMayBuy } from "../constraints/chips.js";
import { inShares, sharesOf } from "../constraints/device-shares.js";
import { inSlices, slicesOf } from "../constraints/device-slices.js";
import { licenceLabels, withLicences } from "../constraints/licences.js";
import { reservationZones, reservedTypes } from "../constraints/reserved.js";
import { withoutShare } from "../constraints/headroom.js";
import { freePorts, hostPortsOf } from "../constraints/host-ports.js";
import { holdsSystemLoad, SystemLoadSums } from "../constraints/system-load.js";
import { nodeKindOrder } from "./node-kind.js";
import type { NodeKind } from "./node-kind.js";
import { nodeOptions } from "./node-options.js";
import type { ClusterTarget, PlanTarget } from "./plan-target.js";

/** The user's own figure: nobody knows it better. */
const STATED_PRICE: Evidence = { source: "the fleet spec", asOf: "as given", confidence: "measured" };

type Machine = Omit<NodeKind, "systemLoad" | "free" | "labels" | "taints" | "pool">;

/** What all nodes of a pool in one zone carry. */
function placeLabels(target: PlanTarget, pool: Pool, zone: string): Labels {
  const place: Labels =
    target.kind === "cluster"
      ? {
          [NODE_LABELS.region]: target.cluster.region,
          [NODE_LABELS.availabilityZone]: availabilityZoneLabel(
            target.cluster.provider,
            target.cluster.region,
            zone,
          ),
        }
      : { [NODE_LABELS.availabilityZone]: zone };
  return { ...pool.labels, ...place, [NODE_LABELS.operatingSystem]: "linux", [NODE_LABELS.pool]: pool.name };
}

function labelsOf(place: Labels, machine: Machine): Labels {
  return {
    ...place,
    [NODE_LABELS.architecture]: machine.architecture,
    [NODE_LABELS.instanceType]: machine.instanceType,
    [NODE_LABELS.purchaseOption]: machine.purchaseOption,
    [NODE_LABELS.chip]: machine.chip,
    ...licenceLabels(machine),
  };
}

type Held = Pick<NodeKind, "allocatable" | "systemLoad" | "free">;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Written out field by field: a region has thousands of kinds, and a spread costs each of them 10 microseconds. */
function nodeKind(machine: Machine, pool: Pool, labels: Labels, { systemLoad, free }: Held): NodeKind {
  const kind: Writable<NodeKind> = {
    pool: pool.name,
    instanceType: machine.instanceType,
    architecture: machine.architecture,
    chip: machine.chip,
    availabilityZone: machine.availabilityZone,
    purchaseOption: machine.purchaseOption,
    microPerHour: machine.microPerHour,
    priceEvidence: machine.priceEvidence,
    vcpu: machine.vcpu,
    allocatable: machine.allocatable,
    systemLoad,
    free,
    labels,
    taints: pool.taints,
    assumptions: machine.assumptions,
  };
  if (machine.machine !== undefined) kind.machine = machine.machine;
  if (machine.stock !== undefined) kind.stock = machine.stock;
  if (machine.deviceSlices !== undefined) kind.deviceSlices = machine.deviceSlices;
  if (machine.deviceShares !== undefined) kind.deviceShares = machine.deviceShares;
  if (machine.reservation !== undefined) kind.reservation = machine.reservation;
  if (machine.licences !== undefined) kind.licences = machine.licences;
  if (machine.licencesMicroPerHour !== undefined) kind.licencesMicroPerHour = machine.licencesMicroPerHour;
  return kind;
}

/** Node kinds of one target's pools. */
class NodeKinds {
  private readonly ports: readonly string[];
  private readonly systemLoads: SystemLoadSums;

  constructor(private readonly target: PlanTarget) {
    this.ports = hostPortsOf(target.workloads);
    this.systemLoads = new SystemLoadSums(target.systemLoad);
  }

  private free(pool: Pool, { allocatable: whole, systemLoad }: Omit<Held, "free">): ResourceVector {
    const left = withoutShare(subtractResources(whole, systemLoad), whole, pool);
    return this.ports.length === 0 ? left : addResources(left, freePorts(this.ports, systemLoad));
  }

  of(pool: Pool, machines: readonly Machine[]): NodeKind[] {
    let last: Held | undefined;
    const places = new Map<string, Labels>();
    return machines.map((machine) => {
      const { allocatable: whole, availabilityZone: zone } = machine;
      const place = places.get(zone) ?? placeLabels(this.target, pool, zone);
      places.set(zone, place);
      const labels = labelsOf(place, machine);
      const systemLoad = this.systemLoads.on(labels, pool.taints);
      // One machine stands here once a zone, and what it leaves free is mostly the same in all of them.
      if (last?.allocatable !== whole || last.systemLoad !== systemLoad)
        last = { allocatable: whole, systemLoad, free: this.free(pool, { allocatable: whole, systemLoad }) };
      return nodeKind(machine, pool, labels, last);
    });
  }
}

interface Sold {
  readonly type: InstanceType;
  readonly offering: Pick<Offering, "purchaseOption" | "microPerHour" | "evidence">;
  /** Absent: reserved already. */
  readonly listing?: Offering;
  readonly reservation?: Reservation;
}

function boughtMachine(
  { type, offering }: Sold,
  parts: Pick<NodeKind, "deviceSlices" | "deviceShares">,
  holds: Pick<Allocatable, "allocatable" | "assumptions">,
  availabilityZone: string,
): Machine {
  const machine: Machine = {
    instanceType: type.name,
    machine: type,
    architecture: type.architecture,
    chip: chipOf(type),
    availabilityZone,
    purchaseOption: offering.purchaseOption,
    microPerHour: offering.microPerHour,
    priceEvidence: offering.evidence,
    vcpu: Math.ceil(type.cpuMilli / 1000),
    allocatable: holds.allocatable,
    assumptions: holds.assumptions,
  };
  const isCut = parts.deviceSlices !== undefined || parts.deviceShares !== undefined;
  return isCut ? { ...machine, ...parts } : machine;
}

/** What the pool may buy by the catalogue, and what is reserved for it. */
function soldTo(target: ClusterTarget, pool: Pool, catalogue: Catalogue): Sold[] {
  const { provider, region, subsidyPercent = 0 } = target.cluster;
  const listed = catalogue.offerings(provider, region).flatMap((offering): Sold[] => {
    const type = catalogue.instanceType(provider, offering.instanceType);
    // The spec's check has told of offerings in other currencies: sums of two are none.
    if (type === undefined || offering.currency !== PLAN_CURRENCY) return [];
    const may = poolMayBuy({ pool, platform: target.platform, type, offering });
    if (!may) return [];
    if (subsidyPercent === 0) return [{ type, offering, listing: offering }];
    const microPerHour = discounted(offering.microPerHour, subsidyPercent);
    return [{ type, offering: { ...offering, microPerHour }, listing: offering }];
  });
  const reserved = reservedTypes(target, pool, catalogue).map(({ type, reservation }): Sold => {
    const { microPerHour } = reservation;
    const offering = { purchaseOption: "reserved", microPerHour, evidence: STATED_PRICE } as const;
    return { type, offering, reservation };
  });
  return [...listed, ...reserved];
}

function boughtMachines(target: ClusterTarget, pool: Pool, catalogue: Catalogue): Machine[] {
  const { cluster, platform } = target;
  const options = nodeOptions(platform, cluster);
  const attaches = attachesVolumes(target.workloads);
  return soldTo(target, pool, catalogue).flatMap((sold) => {
    const { type, listing } = sold;
    const whole = allocatable({ platform, instanceType: type, ...options });
    const parts = { ...slicesOf(pool, type), ...sharesOf(pool, type) };
    const sliced = inSlices(whole.allocatable, type, parts.deviceSlices);
    const cut = { ...whole, allocatable: inShares(sliced, parts.deviceShares) };
    const held = attaches ? withVolumes(cut, type, cluster.volumesPerNode) : cut;
    if (sold.reservation !== undefined) {
      const { reservation } = sold;
      return reservationZones(reservation, cluster.availabilityZones).map((zone) => ({
        ...boughtMachine(sold, parts, held, zone),
        reservation,
      }));
    }
    if (listing === undefined) return [];
    const holds = { ...held, assumptions: [...held.assumptions, ...zoneSaleAssumptions(listing)] };
    return cluster.availabilityZones
      .filter((zone) => sellsIn(listing, zone))
      .map((zone) => boughtMachine(sold, parts, holds, zone));
  });
}

/**
 * What pools may buy, looked up once for all clusters of which the catalogue is asked the same: sites of one region
 * mostly differ in their name.
 */
export class Machines {
  private readonly known = new Map<string, readonly Machine[]>();

  constructor(private readonly catalogue: Catalogue) {}

  of(target: ClusterTarget, pool: Pool): readonly Machine[] {
    // A reservation is one pool's own.
    if (pool.reserved !== undefined) return boughtMachines(target, pool, this.catalogue);
    const { cluster, platform } = target;
    const key = canonicalJson({
      cluster: omitted(cluster, "name", "pools"),
      pool: omitted(pool, "name"),
      platform,
      attaches: attachesVolumes(target.workloads),
    });
    const machines = this.known.get(key) ?? boughtMachines(target, pool, this.catalogue);
    this.known.set(key, machines);
    return machines;
  }
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

interface StandingNode {
  readonly platform: AllocatablePlatform;
  /** Absent for edge sites. */
  readonly cluster?: Cluster;
  /** Whether a workload attaches any. */
  readonly volumes: boolean;
  readonly shape: NodeShape;
}

/** What a node that exists holds for pods. */
export function standingAllocatable({ platform, cluster, volumes, shape }: StandingNode): Allocatable {
  const holds = allocatableOf({
    platform,
    capacity: shape.capacity,
    ...nodeOptions(platform, cluster),
  });
  const attachable = volumes ? { [ATTACHABLE_VOLUMES]: volumesOfShape(shape, cluster?.volumesPerNode) } : {};
  return {
    ...holds,
    allocatable: { ...withinPods(holds.allocatable, cluster?.podsPerNode), ...attachable },
  };
}

function ownedMachine(target: PlanTarget, shape: NodeShape): Machine {
  const holds = standingAllocatable({
    platform: target.platform,
    ...(target.kind === "cluster" ? { cluster: target.cluster } : {}),
    volumes: attachesVolumes(target.workloads),
    shape,
  });
  return {
    instanceType: shape.type,
    architecture: shape.architecture,
    chip: shape.architecture,
    availabilityZone: shape.availabilityZone,
    purchaseOption: OWNED,
    microPerHour: shape.microPerHour,
    priceEvidence: STATED_PRICE,
    vcpu: Math.ceil(amountOf(shape.capacity, "cpuMilli") / 1000),
    allocatable: holds.allocatable,
    stock: shape.count,
    assumptions: holds.assumptions,
  };
}

/** Sorted by pool, instance type, availability zone and purchase option. */
export function nodeKindsOf(
  target: PlanTarget,
  catalogue: Catalogue,
  bought = new Machines(catalogue),
): NodeKind[] {
  const nodeKinds = new NodeKinds(target);
  const kinds = target.pools.flatMap((pool) => {
    const machines =
      pool.nodes.length > 0 || target.kind === "edgeSite"
        ? withoutRepeats(pool.nodes).map((shape) => ownedMachine(target, shape))
        : bought.of(target, pool);
    const licensed = machines.flatMap((machine) => withLicences(target, pool, machine));
    return nodeKinds.of(pool, licensed).filter((kind) => kind.stock !== undefined || holdsSystemLoad(kind));
  });
  return kinds
    .map((kind) => ({ kind, order: nodeKindOrder(kind) }))
    .sort((left, right) => compareText(left.order, right.order))
    .map(({ kind }) => kind);
}

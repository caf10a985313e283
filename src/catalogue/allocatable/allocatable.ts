/**
 * What a node holds for pods: capacity - reservations - hard eviction thresholds, by the platform's own rule
 * (catalogue rules with their sources: one file a platform). System load comes out of allocatable afterwards.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Assumption } from "../../model/evidence.js";
import { invariant } from "../../units/invariant.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { ackRule } from "./ack.js";
import { isAddressModeOf } from "./address-modes.js";
import type { AllocatablePlatform } from "./address-modes.js";
import { aksRule } from "./aks.js";
import { cceRule } from "./cce.js";
import { eksRule } from "./eks.js";
import { gkeRule } from "./gke.js";
import { k3sRule } from "./k3s.js";
import { kubeedgeRule } from "./kubeedge.js";
import { microk8sRule } from "./microk8s.js";
import { openshiftRule } from "./openshift.js";
import { rke2Rule } from "./rke2.js";
import type { NodeCapacity, PlatformRule, Reservation, RuleRequest } from "./rule.js";
import { tkeRule } from "./tke.js";

export interface AllocatableRequest extends RuleRequest {
  readonly platform: AllocatablePlatform;
  readonly instanceType: InstanceType;
  /** @default the platform's own, see `rootDisk` of its rule */
  readonly rootDiskGiB?: number;
  /**
   * Memory that the operating system does not see, in hundredths of a percent of the nominal one.
   * @default the platform's own, 700 or 750
   */
  readonly memoryOverheadBasisPoints?: number;
}

/** A machine that the user describes: its capacity is taken as given, without hypervisor overhead. */
export interface ShapeRequest extends RuleRequest {
  readonly platform: AllocatablePlatform;
  readonly capacity: ResourceVector;
}

export interface Allocatable {
  /** What the kubelet reports as capacity. */
  readonly capacity: ResourceVector;
  /** What the scheduler may fill. */
  readonly allocatable: ResourceVector;
  readonly assumptions: readonly Assumption[];
}

/** Undefined: nodes of an existing cluster are given as what they allow. */
const RULES: Readonly<Record<AllocatablePlatform, PlatformRule | undefined>> = {
  eks: eksRule,
  aks: aksRule,
  gke: gkeRule,
  tke: tkeRule,
  cce: cceRule,
  ack: ackRule,
  openshift: openshiftRule,
  k3s: k3sRule,
  rke2: rke2Rule,
  microk8s: microk8sRule,
  kubeedge: kubeedgeRule,
  sim: k3sRule,
  kubernetes: undefined,
};

function ruleOf(platform: AllocatablePlatform, { addressMode }: RuleRequest): PlatformRule | undefined {
  invariant(
    addressMode === undefined || isAddressModeOf(platform, addressMode),
    `address mode ${addressMode ?? ""} was asked of ${platform}, which has none of that name`,
  );
  return RULES[platform];
}

function positive(entries: Readonly<Record<string, number>>): ResourceVector {
  return Object.fromEntries(Object.entries(entries).filter(([, amount]) => amount > 0));
}

function left(capacity: NodeCapacity, reservation: Reservation): NodeCapacity {
  return {
    cpuMilli: Math.max(0, capacity.cpuMilli - reservation.cpuMilli),
    memoryMiB: Math.max(0, capacity.memoryMiB - reservation.memoryMiB),
    ephemeralMiB: Math.max(0, capacity.ephemeralMiB - reservation.ephemeralMiB),
    pods: capacity.pods,
  };
}

function overheadAssumption(
  platform: AllocatablePlatform,
  rule: PlatformRule,
  basisPoints: number,
): Assumption {
  return {
    subject: `${platform} memory overhead`,
    statement: `${basisPoints / 100} % of a machine's nominal memory is not seen by the kubelet; a conservative value`,
    ...rule.memoryOverhead.evidence,
  };
}

function diskAssumption(platform: AllocatablePlatform, rule: PlatformRule, gibibytes: number): Assumption {
  return {
    subject: `${platform} root disk`,
    statement: `nodes have a root disk of ${gibibytes} GiB, which holds images and ephemeral storage; local disks are not counted`,
    ...rule.rootDisk.evidence,
  };
}

/**
 * What a node of `instanceType` holds on `platform`. On `kubernetes` there is no rule: all of it.
 * @throws InvariantError where `addressMode` is none of the platform's: the spec's checks refuse it before.
 */
export function allocatable(request: AllocatableRequest): Allocatable {
  const { platform, instanceType } = request;
  const devices = instanceType.accelerator;
  const extended = devices === undefined ? {} : { [devices.resource]: devices.count };
  const rule = ruleOf(platform, request);
  if (rule === undefined) {
    const whole = positive({
      cpuMilli: instanceType.cpuMilli,
      memoryMiB: instanceType.memoryMiB,
      pods: request.podsPerNode ?? 110,
      ...extended,
    });
    return { capacity: whole, allocatable: whole, assumptions: [] };
  }
  const memoryOverheadBasisPoints = request.memoryOverheadBasisPoints ?? rule.memoryOverhead.basisPoints;
  const rootDiskGiB = request.rootDiskGiB ?? rule.rootDisk.gibibytes;
  const capacity = rule.capacityOf({ ...request, memoryOverheadBasisPoints, rootDiskGiB });
  const rest = left(capacity, rule.reservationOf(capacity, request));
  return {
    capacity: positive({ ...capacity, ...extended }),
    allocatable: positive({ ...rest, ...extended }),
    assumptions: [
      ...rule.assumptionsOf(request),
      overheadAssumption(platform, rule, memoryOverheadBasisPoints),
      ...(platform === "gke" && request.localDisks !== undefined
        ? []
        : [diskAssumption(platform, rule, rootDiskGiB)]),
    ],
  };
}

/** What a machine of the user's own holds: its capacity less the platform's reservation. */
export function allocatableOf({ platform, capacity, ...request }: ShapeRequest): Allocatable {
  const rule = ruleOf(platform, request);
  if (rule === undefined) return { capacity, allocatable: capacity, assumptions: [] };
  const own: NodeCapacity = {
    cpuMilli: amountOf(capacity, "cpuMilli"),
    memoryMiB: amountOf(capacity, "memoryMiB"),
    ephemeralMiB: amountOf(capacity, "ephemeralMiB"),
    pods: Math.min(amountOf(capacity, "pods"), request.podsPerNode ?? Infinity),
  };
  return {
    capacity,
    allocatable: positive({ ...capacity, ...left(own, rule.reservationOf(own, request)) }),
    assumptions: rule.assumptionsOf(request),
  };
}

/** Size of the root disk that the allocatable rule counts with, so that what is built has the same. */
export function defaultRootDiskGiB(platform: AllocatablePlatform): number | undefined {
  return RULES[platform]?.rootDisk.gibibytes;
}

/** Purchases: equal nodes of one pool in one availability zone on one price list, and how they are filled. */
import type { ByName, NodeLayout, PeakNodes, Purchase } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import type { ResourceVector } from "../../units/resources.js";
import { sha256 } from "../../units/sha256.js";
import { countedQuotas } from "../constraints/account-quotas.js";
import { devicesOf } from "../constraints/device-shares.js";
import { ownLicences } from "../constraints/licences.js";
import type { PackedHours } from "../hours/hour-states.js";
import { takenAddresses } from "../network/addresses.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { nodeKindOrder } from "../formulate/node-kind.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { PlanTarget } from "../formulate/plan-target.js";

const DIGEST_LETTERS = 6;

/**
 * "general-m7g-large-eu-central-1a-on-demand": lower-case letters, digits and hyphens. Licences that all nodes of
 * the pool have are not in it: a new one makes no new nodes.
 */
function plainKey(kind: NodeKind, { pools }: PlanTarget): string {
  const { pool: name, instanceType, availabilityZone, purchaseOption } = kind;
  const pool = pools.find((one) => one.name === name);
  const own = pool === undefined ? [] : ownLicences(kind, pool);
  return [name, instanceType, availabilityZone, purchaseOption, ...own]
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

/** Plain keys that more than one of the kinds would have. */
function sharedKeys(kinds: readonly NodeKind[], target: PlanTarget): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const key of kinds.map((kind) => plainKey(kind, target))) (seen.has(key) ? shared : seen).add(key);
  return shared;
}

/** A key that two kinds would share gets letters of its kind's own digest, which no third kind changes. */
function keyOf(kind: NodeKind, target: PlanTarget, shared: ReadonlySet<string>): string {
  const key = plainKey(kind, target);
  if (!shared.has(key)) return key;
  return `${key}-${sha256(nodeKindOrder(kind)).slice("sha256:".length).slice(0, DIGEST_LETTERS)}`;
}

function requestsOf({ workloads }: PlanTarget): ReadonlyMap<string, ResourceVector> {
  return new Map(workloads.map(({ id, requests }) => [id, requests]));
}

/** Equal fillings are one layout; sorted by what they hold. */
function layoutsOf(
  filled: readonly FilledNodes[],
  { kind, target }: Pick<Filling, "kind" | "target">,
): NodeLayout[] {
  const layouts = new Map<string, NodeLayout>();
  for (const { nodes, pods } of filled) {
    const held = Object.fromEntries([...pods].sort(([left], [right]) => compareText(left, right)));
    const text = canonicalJson(held);
    const known = layouts.get(text);
    const devices = kind.deviceShares === undefined ? {} : devicesOf(kind, pods, requestsOf(target));
    layouts.set(
      text,
      known === undefined ? { nodes, pods: held, ...devices } : { ...known, nodes: nodes + known.nodes },
    );
  }
  return [...layouts].sort(([left], [right]) => compareText(left, right)).map(([, layout]) => layout);
}

function nodesIn(filled: readonly FilledNodes[]): number {
  return filled.reduce((sum, { nodes }) => sum + nodes, 0);
}

interface Filling {
  readonly target: PlanTarget;
  readonly kind: NodeKind;
  readonly filled: readonly FilledNodes[];
  /** The same nodes and more at peak. */
  readonly peak: readonly FilledNodes[] | undefined;
  /** The same in each state of its target. */
  readonly hours: readonly (readonly FilledNodes[])[] | undefined;
  readonly milligramsPerHour: number | undefined;
}

function nodesAt(filled: readonly FilledNodes[], filling: Filling): PeakNodes {
  return { count: nodesIn(filled), layouts: layoutsOf(filled, filling) };
}

function purchaseOf(key: string, filling: Filling): Purchase {
  const { target, kind, filled, peak, hours, milligramsPerHour } = filling;
  return {
    key,
    pool: kind.pool,
    instanceType: kind.instanceType,
    architecture: kind.architecture,
    chip: kind.chip,
    availabilityZone: kind.availabilityZone,
    purchaseOption: kind.purchaseOption,
    count: nodesIn(filled),
    vcpu: kind.vcpu,
    microPerHour: kind.microPerHour - (kind.licencesMicroPerHour ?? 0),
    priceEvidence: kind.priceEvidence,
    allocatable: kind.allocatable,
    systemLoad: kind.systemLoad,
    ...(kind.deviceSlices === undefined ? {} : { deviceSlices: kind.deviceSlices }),
    ...(kind.deviceShares === undefined ? {} : { deviceShares: kind.deviceShares }),
    ...(kind.reservation?.capacityReservation === undefined
      ? {}
      : { capacityReservation: kind.reservation.capacityReservation }),
    ...(milligramsPerHour === undefined ? {} : { milligramsPerHour }),
    ...countedQuotas(target, kind),
    ...takenAddresses(target, kind),
    ...(kind.licences === undefined ? {} : { licences: kind.licences }),
    labels: kind.labels,
    taints: kind.taints,
    layouts: layoutsOf(filled, filling),
    ...(peak === undefined ? {} : { peak: nodesAt(peak, filling) }),
    ...(hours === undefined ? {} : { hours: hours.map((own) => nodesAt(own, filling)) }),
  };
}

export interface BoughtNodes {
  readonly target: PlanTarget;
  readonly nodes: readonly FilledNodes[];
  readonly peak?: readonly FilledNodes[];
  readonly hours?: readonly PackedHours[];
  /** Milligrams an hour of one node; absent: the plan does not say. */
  readonly carbonOf?: (kind: NodeKind) => number | undefined;
}

/** Keyed by purchase key. `kinds` are all that the target could have, so that keys do not depend on the plan. */
export function purchasesOf(
  { target, nodes, peak, hours, carbonOf }: BoughtNodes,
  kinds: readonly NodeKind[],
): ByName<Purchase> {
  const shared = sharedKeys(kinds, target);
  const byKind = new Map<NodeKind, FilledNodes[]>();
  for (const one of nodes) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one]);
  for (const { kind } of (hours ?? []).flatMap((state) => state.nodes))
    if (!byKind.has(kind)) byKind.set(kind, []);
  const ofKind = (all: readonly FilledNodes[], kind: NodeKind): FilledNodes[] =>
    all.filter((one) => one.kind === kind);
  return Object.fromEntries(
    [...byKind]
      .map(([kind, filled]) =>
        purchaseOf(keyOf(kind, target, shared), {
          target,
          kind,
          filled,
          peak: peak === undefined ? undefined : ofKind(peak, kind),
          hours: hours?.map((state) => ofKind(state.nodes, kind)),
          milligramsPerHour: carbonOf?.(kind),
        }),
      )
      .sort((left, right) => compareText(left.key, right.key))
      .map((purchase) => [purchase.key, purchase]),
  );
}

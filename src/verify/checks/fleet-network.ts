/**
 * Ranges of addresses are the fleet's, and a node takes of each what its platform gives it, counted anew from the
 * platforms' documents. What a machine's interfaces are only the catalogue's rows say; without them nodes of EKS are
 * held to one address for each of their pods.
 */
import type { NetworkRange } from "../../model/network.js";
import type { Cluster } from "../../model/fleet.js";
import type { Purchase } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { omitted } from "../../units/omitted.js";
import { amountOf } from "../../units/resources.js";
import type { MachineRow } from "../catalogue-rows.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

interface Need {
  readonly least: number;
  /** Absent: nobody can say without the catalogue. */
  readonly most?: number;
}

function exactly(addresses: number): Need {
  return { least: addresses, most: addresses };
}

/** Interfaces are attached whole, one in reserve; with prefixes of 16, one prefix is. */
function ofVpcCni(mode: string, kind: NetworkRange["kind"], pods: number, row: MachineRow | undefined): Need {
  const custom = mode.startsWith("custom-networking");
  if (custom && kind === "nodes") return exactly(1);
  const own = Math.max(0, pods - 2);
  const { interfaces } = row ?? {};
  if (row === undefined) return { least: own };
  if (interfaces === undefined) return exactly(own + (custom ? 0 : 1));
  const { count, addressesEach } = interfaces;
  const attachable = custom ? Math.max(0, count - 1) : count;
  const slots = Math.max(1, addressesEach - 1);
  if (!mode.includes("prefix")) {
    let attached = 1;
    while (attached < attachable && (attached - 1) * slots < own) attached += 1;
    return exactly(Math.min(attached, attachable) * addressesEach);
  }
  let prefixes = 1;
  while (prefixes < attachable * slots && (prefixes - 1) * 16 < own) prefixes += 1;
  prefixes = Math.min(prefixes, attachable * slots);
  return exactly(prefixes * 16 + Math.ceil(prefixes / slots));
}

export function addressNeed(
  { platform, addressMode }: Cluster,
  { kind }: NetworkRange,
  purchase: Pick<Purchase, "allocatable" | "purchaseOption">,
  row: MachineRow | undefined,
): Need {
  const pods = amountOf(purchase.allocatable, "pods");
  if (platform === "eks") {
    // Nodes that exist have no row, and interfaces that nobody has told of.
    const known = purchase.purchaseOption === "owned" ? { ...row, interfaces: undefined } : row;
    return ofVpcCni(addressMode ?? "secondary-ip", kind, pods, known as MachineRow | undefined);
  }
  if (platform === "aks" && addressMode === "node-subnet") return exactly(kind === "nodes" ? pods + 1 : 0);
  if (kind === "nodes") return exactly(1);
  if (platform === "aks" && addressMode === "pod-subnet")
    return exactly(16 * Math.floor((pods + 8 + 15) / 16));
  if (platform !== "gke") return exactly(256);
  for (const [most, block] of [
    [8, 16],
    [16, 32],
    [32, 64],
    [64, 128],
    [128, 256],
  ] as const)
    if (pods <= most) return exactly(block);
  return exactly(512);
}

function isIn({ availabilityZone, pools }: NetworkRange, purchase: Purchase): boolean {
  if (availabilityZone !== undefined && availabilityZone !== purchase.availabilityZone) return false;
  return pools === undefined || pools.includes(purchase.pool);
}

export const checkFleetNetwork: Check = ({ plan, fleet, rows, targets }, refuse) => {
  for (const cluster of fleet?.clusters ?? []) {
    const planned = entryOf(plan.clusters, cluster.name);
    const target = targets.find(({ kind, name }) => kind === "cluster" && name === cluster.name);
    if (planned === undefined || target === undefined) continue;
    const at = ["clusters", cluster.name, "network"];
    const { network } = cluster;
    const stated = planned.network;
    const ranges = Object.entries(stated?.ranges ?? {}).map(([key, range]) => ({
      key,
      ...omitted(range, "planned", "atPeak", "surge"),
    }));
    const said = stated === undefined ? null : { ...stated, ranges };
    if (canonicalJson(said) !== canonicalJson(network ?? null)) refuse(at, "is not the fleet's");
    const machines = entryOf(rows?.machines ?? {}, cluster.name) ?? {};
    for (const range of network?.ranges ?? [])
      for (const { purchase, path } of purchasesOf(target)) {
        if (!isIn(range, purchase)) continue;
        const each = entryOf(purchase.addresses ?? {}, range.key) ?? 0;
        const { least, most = Infinity } = addressNeed(
          cluster,
          range,
          purchase,
          entryOf(machines, purchase.instanceType),
        );
        if (each < least || each > most)
          refuse([...path, "addresses", range.key], `is ${each}, and such a node takes ${least} address(es)`);
      }
  }
};

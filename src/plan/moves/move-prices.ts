/**
 * What moves take of workloads that say so. Copied is what does not come along: data on a node's own disks always, block
 * volumes from another availability zone, file systems of the network from another place. It is billed where it leaves a
 * zone, a region or a cloud, at the price of the place where it comes from; the uplink of an edge site nobody prices.
 */
import { transferRate } from "../../catalogue/index.js";
import type { ByName } from "../../model/by-name.js";
import type { Workload } from "../../model/fleet.js";
import type { Link } from "../../model/latency.js";
import type { MoveBasis, MoveLeg, PricedMoves, WorkloadMove } from "../../model/move.js";
import { compareText } from "../../units/compare.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { sortedMoves } from "./move-ends.js";
import type { CloudOf, Move } from "./move-ends.js";

const BYTES_PER_MIB = 1_048_576n;
const BYTES_PER_GB = 1_000_000_000n;
const BITS_PER_MIB = 8_388_608n;

/** A workload that says what its moves take. */
type Moving = Workload & { readonly move: WorkloadMove };

/** What moves are priced by. */
export interface MovePricing {
  readonly clouds: ReadonlyMap<string, CloudOf>;
  /** Places of the plan, edge sites too. */
  readonly places: ReadonlySet<string>;
  readonly links: readonly Link[];
  /** By id; those alone that say what their moves take. */
  readonly moving: ReadonlyMap<string, Moving>;
}

export function movePricing(targets: readonly PlanTarget[], links: readonly Link[] = []): MovePricing {
  return {
    clouds: new Map(
      targets.flatMap((target) =>
        target.kind === "cluster"
          ? [[target.name, { provider: target.cluster.provider, region: target.cluster.region }] as const]
          : [],
      ),
    ),
    places: new Set(targets.map(({ name }) => name)),
    links,
    moving: new Map(
      targets.flatMap(({ workloads }) =>
        workloads.flatMap(({ move, ...one }) =>
          move === undefined ? [] : [[one.id, { ...one, move }] as const],
        ),
      ),
    ),
  };
}

function rounded(amount: bigint, parts: bigint): bigint {
  return (amount + parts - 1n) / parts;
}

function copiedMiB({ move, volumes }: Moving, { from, to }: Move): number {
  const otherPlace = from.place !== to.place;
  const otherZone = otherPlace || from.availabilityZone !== to.availabilityZone;
  return volumes.reduce(
    (sum, { sizeMiB = 0, attached = true }) => sum + ((attached ? otherZone : otherPlace) ? sizeMiB : 0),
    move.nodeDataMiB,
  );
}

function basisOf({ from, to }: Move, { clouds, places }: MovePricing): MoveBasis {
  if (!places.has(from.place)) return "unknown";
  const [here, there] = [clouds.get(from.place), clouds.get(to.place)];
  if (here === undefined) return from.place === to.place ? "none" : "internet";
  if (here.provider !== there?.provider) return "internet";
  if (here.region !== there.region) return "region";
  return from.availabilityZone === to.availabilityZone ? "none" : "zone";
}

function rateOf(
  basis: MoveBasis,
  { from, to }: Move,
  { clouds }: MovePricing,
  { microPerGb }: WorkloadMove,
): Pick<MoveLeg, "microPerGb" | "evidence"> {
  if (basis === "none") return {};
  if (microPerGb !== undefined) return { microPerGb };
  const here = clouds.get(from.place);
  if (basis === "unknown" || here === undefined) return {};
  const toRegion = clouds.get(to.place)?.region;
  const published = transferRate({
    provider: here.provider as Parameters<typeof transferRate>[0]["provider"],
    region: here.region,
    basis,
    ...(toRegion === undefined ? {} : { toRegion }),
  });
  return published === undefined ? {} : { microPerGb: published.microPerGb, evidence: published.evidence };
}

/** The slower of what the workload says and what a link between the two places carries. */
function kbpsOf({ kbps }: WorkloadMove, { from, to }: Move, { links }: MovePricing): number | undefined {
  if (kbps === undefined || from.place === to.place) return kbps;
  const link = links.find(({ between }) => between.includes(from.place) && between.includes(to.place));
  return Math.min(kbps, link?.kbps ?? kbps);
}

function legOf(one: Moving, way: Move, pricing: MovePricing): MoveLeg {
  const { move } = one;
  const dataMiB = copiedMiB(one, way);
  const basis = basisOf(way, pricing);
  const rate = dataMiB === 0 ? {} : rateOf(basis, way, pricing, move);
  const kbps = kbpsOf(move, way, pricing);
  const copySeconds =
    dataMiB === 0 || kbps === undefined
      ? undefined
      : Number(rounded(BigInt(dataMiB) * BITS_PER_MIB, BigInt(kbps) * 1000n));
  const downSeconds = move.downSeconds + (move.downtime === "planned" ? (copySeconds ?? 0) : 0);
  const data = rounded(BigInt(dataMiB) * BYTES_PER_MIB * BigInt(rate.microPerGb ?? 0), BYTES_PER_GB);
  const down = rounded(BigInt(downSeconds) * BigInt(move.microPerDownMinute), 60n);
  return {
    from: way.from,
    toZone: way.to.availabilityZone,
    pods: way.pods,
    dataMiB,
    basis,
    ...rate,
    ...(copySeconds === undefined ? {} : { copySeconds }),
    downSeconds,
    micro: Number(BigInt(way.pods) * (data + down)),
  };
}

/** Id of the workload that replicas go to -> its moves; those alone that say what a move takes. */
export function pricedMoves(
  moves: ReadonlyMap<string, readonly Move[]>,
  pricing: MovePricing,
): ByName<PricedMoves> {
  const legs = new Map<string, MoveLeg[]>();
  for (const [key, all] of moves)
    for (const way of sortedMoves(all)) {
      const id = `${way.to.place}/${key}`;
      const one = pricing.moving.get(id);
      if (one !== undefined) legs.set(id, [...(legs.get(id) ?? []), legOf(one, way, pricing)]);
    }
  return Object.fromEntries(
    [...legs]
      .sort(([left], [right]) => compareText(left, right))
      .map(([id, own]) => {
        const { downtime = "none", microPerDownMinute = 0 } = pricing.moving.get(id)?.move ?? {};
        return [id, { downtime, microPerDownMinute, legs: own }];
      }),
  );
}

export function priceOf(priced: ByName<PricedMoves>): number {
  return Object.values(priced).reduce(
    (sum, { legs }) => legs.reduce((all, { micro }) => all + micro, sum),
    0,
  );
}

/** Micro-units an hour, spread over so many hours: what a move to a like node next to it takes. */
export function leastWorths({ moving }: MovePricing, hours: number): ReadonlyMap<string, number> {
  return new Map(
    [...moving].map(([id, { move }]) => {
      const copied = move.downtime === "planned" ? (move.nodeDataMiB * 8389) / (move.kbps ?? 1) : 0;
      return [id, ((move.downSeconds + copied) * move.microPerDownMinute) / (60 * hours)];
    }),
  );
}

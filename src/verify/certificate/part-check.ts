/**
 * One part of a cluster's certificate, checked against every node that the cluster may have: what the part proves, and
 * what it fails to show. Exact whole numbers throughout.
 */
import { UNITS_PER_MICRO } from "../../model/certificate.js";
import type {
  CertificateFillingProof,
  CertificateNodeSplit,
  CertificatePart,
  CertificatePrices,
  CertificateProof,
} from "../../model/certificate.js";
import { formatMoney } from "../../units/money.js";
import { amountOf, resourceNames } from "../../units/resources.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import { heldBy, keepApart } from "./cluster-demands.js";
import type { ClusterDemand } from "./cluster-demands.js";
import { excessOf } from "./filling.js";
import type { Condition, HeldClass, PricedNode } from "./filling.js";
import type { NodeGroup } from "./node-groups.js";
import type { NodeLimit } from "./node-limits.js";

export interface PartContext {
  readonly part: CertificatePart;
  readonly path: Path;
  readonly resources: readonly string[];
  /** By class: its demands, all of the same requests. */
  readonly classes: readonly (readonly ClusterDemand[])[];
  /** Nodes of the part: no other part's classes may stand on them. */
  readonly groups: readonly NodeGroup[];
  /** Units that a node costs with the rents that all of the cluster bear. */
  readonly priceOf: (group: NodeGroup) => bigint;
  /** Limits whose rents are the part's to take: of no negative weight. */
  readonly limits: ReadonlyMap<string, NodeLimit>;
  readonly refuse: Refuse;
  /** Counts a proof that is looked at; false: there are too many. */
  readonly spend: () => boolean;
}

/** One half of a split above. */
interface Side {
  readonly split: CertificateNodeSplit;
  readonly counted: ReadonlySet<string>;
  readonly above: boolean;
}

const UNIT = BigInt(UNITS_PER_MICRO);

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommonDivisor(right, left % right);
}

/** Sums of prices are multiples of what all prices have in common; none is negative. */
export function roundedUp(units: bigint, prices: readonly bigint[]): bigint {
  const common = prices.reduce(
    (divisor, price) => (price < 0n ? 1n : greatestCommonDivisor(divisor, price)),
    0n,
  );
  return units <= 0n || common === 0n ? 0n : ((units + common - 1n) / common) * common;
}

/** Units that leaving out one replica of each counts, where that is allowed. */
export function penaltiesOf(demands: readonly ClusterDemand[]): bigint[] {
  return demands.flatMap(({ penalty }) => (penalty === undefined ? [] : [BigInt(penalty) * UNIT]));
}

export class PartCheck {
  private readonly requested: readonly string[];
  private readonly apart: readonly (readonly number[])[];

  constructor(private readonly context: PartContext) {
    const { classes } = context;
    this.requested = resourceNames(...classes.flatMap((members) => members.map(({ requests }) => requests)));
    this.apart = classes.map((one) =>
      classes.flatMap((other, index) =>
        other !== one && one.every((left) => other.every((right) => keepApart(left, right))) ? [index] : [],
      ),
    );
  }

  /** Replicas of the class on one node: no more than its members that may stand there have, and than fit. */
  private most({ node, most }: NodeGroup, members: readonly ClusterDemand[]): number {
    const own = members.reduce((sum, { id }) => sum + (most.get(id) ?? 0), 0);
    return own === 0 ? 0 : Math.min(own, heldBy(node, members[0]?.requests ?? {}));
  }

  private held(group: NodeGroup, { values }: CertificatePrices): HeldClass[] {
    const { classes, resources } = this.context;
    return classes.map((members, index) => {
      const requests = members[0]?.requests ?? {};
      return {
        value: BigInt(values[index] ?? 0),
        size: resources.map((resource) => BigInt(amountOf(requests, resource))),
        most: this.most(group, members),
        requests: this.requested.map((resource) => amountOf(requests, resource)),
        apart: this.apart[index] ?? [],
      };
    });
  }

  private priced(group: NodeGroup, prices: CertificatePrices, sides: readonly Side[]): PricedNode {
    const { node } = group;
    let price = this.context.priceOf(group);
    for (const [key, limit] of this.context.limits)
      price += BigInt(entryOf(prices.rents, key) ?? 0) * BigInt(limit.weightOf(node));
    const conditions: Condition[] = [];
    for (const [depth, { split, counted, above }] of sides.entries()) {
      if (!group.zonedKeys.every((key) => counted.has(group.key) || counted.has(key))) continue;
      const more = BigInt(prices.splitRents[depth] ?? 0) * (above ? -1n : 1n);
      if (split.holding === undefined) price += more;
      else conditions.push({ ...split.holding, more });
    }
    return {
      classes: this.held(group, prices),
      free: this.context.resources.map((resource) => BigInt(node.free(resource))),
      room: this.requested.map((resource) => node.free(resource)),
      price,
      conditions,
    };
  }

  private proofsOf({ key, zonedKeys }: NodeGroup, { proofs }: CertificatePrices): CertificateFillingProof[] {
    const named = zonedKeys.map((zoned) => entryOf(proofs, zoned) ?? entryOf(proofs, key));
    const found = named.map((proof) => (typeof proof === "string" ? entryOf(proofs, proof) : proof));
    return [...new Set(found)].map((proof) =>
      proof === undefined || typeof proof === "string" ? [] : proof,
    );
  }

  private checkNode(group: NodeGroup, prices: CertificatePrices, sides: readonly Side[], path: Path): void {
    const node = this.priced(group, prices, sides);
    for (const proof of this.proofsOf(group, prices)) {
      if (!this.context.spend()) return;
      const excess = excessOf(node, proof);
      if (excess === 0n) continue;
      const at = [...path, "proofs", group.key];
      const more = formatMoney(Number(excess / UNIT), 6);
      const { pool, instanceType, purchaseOption } = group.node;
      const what = `what a ${instanceType} (${purchaseOption}) of pool "${pool}" can hold`;
      const isMissing =
        entryOf(prices.proofs, group.key) === undefined &&
        group.zonedKeys.some((key) => entryOf(prices.proofs, key) === undefined);
      this.context.refuse(
        at,
        isMissing
          ? `is missing, and the values do not show by themselves that ${what} is worth no more than it costs`
          : `does not show that ${what} is worth no more than it costs: ${more} an hour more remain`,
      );
    }
  }

  private checkLengths(prices: CertificatePrices, sides: readonly Side[], path: Path): boolean {
    const { classes, limits, refuse } = this.context;
    const lengths = [
      ["values", prices.values.length, classes.length],
      ["splitRents", prices.splitRents.length, sides.length],
    ] as const;
    let fits = true;
    for (const [name, length, expected] of lengths) {
      if (length === expected) continue;
      fits = false;
      refuse([...path, name], `has ${length} entries, and ${expected} are needed`);
    }
    for (const [key, rent] of Object.entries(prices.rents)) {
      if (rent === 0 || limits.has(key)) continue;
      fits = false;
      refuse([...path, "rents", key], "is the rent of no limit of this part of the fleet");
    }
    return fits;
  }

  /** Units that the part's nodes cost at least; 0 where that is not shown. */
  private leaf(prices: CertificatePrices, sides: readonly Side[], path: Path): bigint {
    if (!this.checkLengths(prices, sides, path)) return 0n;
    const { classes, groups, limits } = this.context;
    for (const group of groups) this.checkNode(group, prices, sides, path);
    let bound = 0n;
    for (const [index, members] of classes.entries())
      for (const { replicas, penalty } of members) {
        const value = BigInt(prices.values[index] ?? 0);
        // Where a replica may be left out, it is worth no more than that counts.
        const most = penalty === undefined ? value : BigInt(penalty) * UNIT;
        bound += BigInt(replicas) * (value < most ? value : most);
      }
    for (const [key, { limit }] of limits) bound -= BigInt(limit) * BigInt(entryOf(prices.rents, key) ?? 0);
    for (const [depth, { split, above }] of sides.entries())
      bound += BigInt(prices.splitRents[depth] ?? 0) * BigInt(above ? split.most + 1 : -split.most);
    return bound;
  }

  private least(proof: CertificateProof, sides: readonly Side[], path: Path): bigint {
    if (!("within" in proof)) return this.leaf(proof, sides, path);
    const { part, refuse, classes } = this.context;
    const keys = part.nodeSets[proof.nodes];
    const { holding } = proof;
    if (keys === undefined || (holding !== undefined && classes[holding.class] === undefined)) {
      refuse(path, "splits on a set of nodes or a class that the part does not have");
      return 0n;
    }
    const half = (above: boolean): bigint =>
      this.least(
        above ? proof.above : proof.within,
        [...sides, { split: proof, counted: new Set(keys), above }],
        [...path, above ? "above" : "within"],
      );
    const [few, many] = [half(false), half(true)];
    return few < many ? few : many;
  }

  /** Units that the part's nodes cost at least. */
  bound(): bigint {
    const { part, groups, path, priceOf, classes } = this.context;
    const units = this.least(part.proof, [], [...path, "proof"]);
    return roundedUp(units, [...groups.map(priceOf), ...penaltiesOf(classes.flat())]);
  }
}

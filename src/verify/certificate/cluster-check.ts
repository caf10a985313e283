/**
 * A cluster's certificate against what the fleet and the catalogue say of the cluster. Parts are added up, so none may
 * count what another counts: each workload is in one class, each node kind holds classes of one part, and each limit
 * takes rent in one part. Rents of the cluster are in the price of every node, those that hold nothing included.
 */
import { UNITS_PER_MICRO } from "../../model/certificate.js";
import type { CertificateProof, ClusterCertificate } from "../../model/certificate.js";
import type { CheckedFleet, Cluster } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import { clusterDemands } from "./cluster-demands.js";
import type { ClusterDemand } from "./cluster-demands.js";
import { nodeGroups } from "./node-groups.js";
import type { NodeGroup } from "./node-groups.js";
import { nodeLimits } from "./node-limits.js";
import type { NodeLimit } from "./node-limits.js";
import type { ClusterOffers } from "./offer-rows.js";
import { offeredNodes } from "./offered-nodes.js";
import type { OfferedNode } from "./offered-nodes.js";
import { PartCheck, penaltiesOf, roundedUp } from "./part-check.js";

export interface ClusterCheckInput {
  readonly fleet: CheckedFleet;
  readonly cluster: Cluster;
  readonly offers: ClusterOffers;
  /** Absent: only what needs no certificate counts. */
  readonly certificate: ClusterCertificate | undefined;
  readonly path: Path;
  readonly refuse: Refuse;
  readonly spend: () => boolean;
}

const UNIT = BigInt(UNITS_PER_MICRO);

/** What stands costs what it costs, its licences included; a node that cannot run its system load is in no plan. */
function standingCost(nodes: readonly OfferedNode[]): bigint {
  return nodes.reduce((sum, { stock = 0, microPerHour }) => sum + BigInt(stock) * BigInt(microPerHour), 0n);
}

/** What pools must have costs no less than their cheapest nodes. */
function minimumCost({ pools }: Cluster, nodes: readonly OfferedNode[]): bigint {
  return pools.reduce((sum, { name, minNodes }) => {
    const prices = nodes.filter(({ pool, stock }) => pool === name && stock === undefined);
    const least = prices.reduce((price, one) => Math.min(price, one.microPerHour), Infinity);
    return least === Infinity ? sum : sum + BigInt(minNodes) * BigInt(least);
  }, 0n);
}

function rentKeys(proof: CertificateProof): string[] {
  return "within" in proof
    ? [...rentKeys(proof.within), ...rentKeys(proof.above)]
    : Object.entries(proof.rents).flatMap(([key, rent]) => (rent === 0 ? [] : [key]));
}

class ClusterCheck {
  private readonly nodes: readonly OfferedNode[];
  private readonly demands: ReadonlyMap<string, ClusterDemand>;
  private readonly groups: readonly NodeGroup[];
  private readonly limits: ReadonlyMap<string, NodeLimit>;

  constructor(private readonly input: ClusterCheckInput) {
    const { fleet, cluster, offers } = input;
    this.nodes = offeredNodes(fleet, cluster, offers);
    const demands = clusterDemands(fleet, cluster, this.nodes);
    this.demands = new Map(demands.map((demand) => [demand.id, demand]));
    this.groups = nodeGroups(this.nodes, demands);
    this.limits = nodeLimits(cluster, this.nodes);
  }

  /** Demands by part and class; undefined where the certificate's classes are none. */
  private classes({ parts }: ClusterCertificate): (readonly ClusterDemand[])[][] | undefined {
    const { path, refuse } = this.input;
    const seen = new Set<string>();
    let faults = 0;
    const fault = (at: Path, message: string): void => {
      faults += 1;
      refuse([...path, "parts", ...at], message);
    };
    const all = parts.map(({ classes }, part) =>
      classes.map((ids, index) =>
        ids.flatMap((id) => {
          const demand = this.demands.get(id);
          const at = [part, "classes", index];
          if (demand === undefined) fault(at, `names "${id}", which is no demand of the cluster`);
          if (seen.has(id)) fault(at, `names "${id}" for the second time`);
          seen.add(id);
          return demand === undefined ? [] : [demand];
        }),
      ),
    );
    for (const [part, classes] of all.entries())
      for (const [index, members] of classes.entries())
        if (new Set(members.map(({ requests }) => canonicalJson(requests))).size > 1)
          fault([part, "classes", index], "holds workloads with different requests");
    return faults > 0 ? undefined : all;
  }

  /** Limit key -> the part that takes rent for it. */
  private rentedBy({ parts }: ClusterCertificate): ReadonlyMap<string, number> | undefined {
    const rented = new Map<string, number>();
    for (const [part, { proof }] of parts.entries()) {
      for (const key of rentKeys(proof)) {
        if ((rented.get(key) ?? part) !== part) {
          this.input.refuse(
            [...this.input.path, "parts", part],
            `takes rent for ${key}, as part ${rented.get(key) ?? 0} does`,
          );
          return undefined;
        }
        rented.set(key, part);
      }
    }
    return rented;
  }

  /** Units that nodes of the group cost with the cluster's rents; those that exist are paid for. */
  private priceOf({ node }: NodeGroup, { rents }: ClusterCertificate): bigint {
    let price = node.stock === undefined ? BigInt(node.microPerHour) * UNIT : 0n;
    for (const [key, { weightOf }] of this.limits)
      price += BigInt(entryOf(rents, key) ?? 0) * BigInt(weightOf(node));
    return price;
  }

  /** What the cluster's own rents take off the sum of the parts. */
  private rentOfLimits({ rents }: ClusterCertificate): bigint {
    return Object.entries(rents).reduce((sum, [key, rent]) => {
      const limit = this.limits.get(key);
      if (limit === undefined && rent > 0)
        this.input.refuse([...this.input.path, "rents", key], "is the rent of no limit of the cluster");
      return sum + BigInt(rent) * BigInt(limit?.limit ?? 0);
    }, 0n);
  }

  /** By part: the nodes that may hold its classes; undefined where one may hold classes of two parts. */
  private groupsOf(
    { parts }: ClusterCertificate,
    classes: readonly (readonly (readonly ClusterDemand[])[])[],
    priceOf: (group: NodeGroup) => bigint,
  ): NodeGroup[][] | undefined {
    const { path, refuse } = this.input;
    const partOf = new Map(
      classes.flatMap((own, part) => own.flatMap((members) => members.map(({ id }) => [id, part] as const))),
    );
    const groups = parts.map((): NodeGroup[] => []);
    for (const group of this.groups) {
      const [part, ...others] = new Set([...group.most.keys()].flatMap((id) => partOf.get(id) ?? []));
      if (others.length > 0) {
        refuse([...path, "parts"], `share ${group.key}, so that their bounds do not add up`);
        return undefined;
      }
      if (part !== undefined) groups[part]?.push(group);
      else if (priceOf(group) < 0n) {
        refuse([...path, "rents"], `leave ${group.key} a price below 0`);
        return undefined;
      }
    }
    return groups;
  }

  /** Micro-units an hour that bought nodes cost at least, by all parts together. */
  parts(certificate: ClusterCertificate): bigint {
    const { path, refuse, spend } = this.input;
    const priceOf = (group: NodeGroup): bigint => this.priceOf(group, certificate);
    const classes = this.classes(certificate);
    const rented = this.rentedBy(certificate);
    if (classes === undefined || rented === undefined) return 0n;
    const groups = this.groupsOf(certificate, classes, priceOf);
    if (groups === undefined) return 0n;
    const bounds = certificate.parts.map((part, index) => {
      const limits = [...this.limits].filter(([key, { isPlain }]) => isPlain && rented.get(key) === index);
      const check = new PartCheck({
        part,
        path: [...path, "parts", index],
        resources: certificate.resources,
        classes: classes[index] ?? [],
        groups: groups[index] ?? [],
        priceOf,
        limits: new Map(limits),
        refuse,
        spend,
      });
      return check.bound();
    });
    const units = bounds.reduce((sum, one) => sum + one, -this.rentOfLimits(certificate));
    const bought = this.nodes.filter(({ stock }) => stock === undefined);
    return (
      roundedUp(units, [
        ...bought.map(({ microPerHour }) => BigInt(microPerHour) * UNIT),
        ...penaltiesOf([...this.demands.values()]),
      ]) / UNIT
    );
  }

  bound(bought: bigint): bigint {
    const minimum = minimumCost(this.input.cluster, this.nodes);
    return standingCost(this.nodes) + (bought > minimum ? bought : minimum);
  }
}

/** Micro-units an hour that the cluster's machines cost at least. */
export function checkCluster(input: ClusterCheckInput): bigint {
  let refused = 0;
  const refuse: Refuse = (path, message) => {
    refused += 1;
    input.refuse(path, message);
  };
  const check = new ClusterCheck({ ...input, refuse });
  const { certificate } = input;
  const bought = certificate === undefined ? 0n : check.parts(certificate);
  // What is shown in part only is not shown.
  const bound = check.bound(refused > 0 ? 0n : bought);
  if (certificate !== undefined && BigInt(certificate.boundMicroPerHour) > bound)
    input.refuse(
      [...input.path, "boundMicroPerHour"],
      `is ${certificate.boundMicroPerHour}, and the proofs show ${bound}`,
    );
  return bound;
}

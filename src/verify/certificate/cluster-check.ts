/**
 * A cluster's certificate against what the fleet and the catalogue say of the cluster. Parts are added up, so none may
 * count what another counts: each workload is in one class, each node kind holds classes of one part, and each limit
 * takes rent in one part.
 */
import type { CertificateProof, ClusterCertificate } from "../../model/certificate.js";
import type { CheckedFleet, Cluster } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import type { Path, Refuse } from "../refusals.js";
import { clusterDemands } from "./cluster-demands.js";
import type { ClusterDemand } from "./cluster-demands.js";
import { nodeGroups } from "./node-groups.js";
import type { NodeGroup } from "./node-groups.js";
import { nodeLimits } from "./node-limits.js";
import type { NodeLimit } from "./node-limits.js";
import type { ClusterOffers } from "./offer-rows.js";
import { offeredNodes } from "./offered-nodes.js";
import type { OfferedNode } from "./offered-nodes.js";
import { PartCheck } from "./part-check.js";

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

/** What stands costs what it costs; what pools must have costs no less than their cheapest nodes. */
function standingCost({ pools }: Cluster): bigint {
  return pools.reduce(
    (sum, { nodes }) =>
      nodes.reduce((total, { count, microPerHour }) => total + BigInt(count) * BigInt(microPerHour), sum),
    0n,
  );
}

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
    this.nodes = offeredNodes(cluster, offers);
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

  /** The parts whose classes a node of the group may hold. */
  private partsOf({ most }: NodeGroup, partOf: ReadonlyMap<string, number>): number[] {
    return [...new Set([...most.keys()].flatMap((id) => partOf.get(id) ?? []))];
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

  /** What all parts together prove of bought nodes. */
  parts(certificate: ClusterCertificate): bigint {
    const { path, refuse, spend } = this.input;
    const classes = this.classes(certificate);
    const rented = this.rentedBy(certificate);
    if (classes === undefined || rented === undefined) return 0n;
    const partOf = new Map(
      classes.flatMap((own, part) => own.flatMap((members) => members.map(({ id }) => [id, part] as const))),
    );
    const shared = new Map<string, number>();
    for (const [key, part] of rented) {
      const pool = this.limits.get(key)?.sharePool;
      if (pool !== undefined) shared.set(pool, part);
    }
    const ofPart = certificate.parts.map((): NodeGroup[] => []);
    for (const group of this.groups) {
      const own = new Set(this.partsOf(group, partOf));
      const pool = shared.get(group.node.pool);
      if (pool !== undefined) own.add(pool);
      if (own.size > 1) {
        refuse(
          [...path, "parts"],
          `${group.key} may hold workloads of ${own.size} parts, whose bounds do not add up`,
        );
        return 0n;
      }
      for (const part of own) ofPart[part]?.push(group);
    }
    return certificate.parts.reduce((sum, part, index) => {
      const limits = new Map([...this.limits].filter(([key]) => rented.get(key) === index));
      const check = new PartCheck({
        part,
        path: [...path, "parts", index],
        resources: certificate.resources,
        classes: classes[index] ?? [],
        groups: ofPart[index] ?? [],
        limits,
        refuse,
        spend,
      });
      return sum + check.bound();
    }, 0n);
  }

  bound(bought: bigint): bigint {
    const minimum = minimumCost(this.input.cluster, this.nodes);
    return standingCost(this.input.cluster) + (bought > minimum ? bought : minimum);
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

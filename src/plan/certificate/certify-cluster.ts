/** A cluster's certificate: proofs of the kernel under the names of workloads, nodes and limits. */
import { LIMIT_KEYS, UNITS_PER_MICRO, nodeKey, zonedNodeKey } from "../../model/certificate.js";
import type {
  CertificateFillingProof,
  CertificatePart,
  CertificatePrices,
  CertificateProof,
  ClusterCertificate,
} from "../../model/certificate.js";
import { certify } from "../../solve/index.js";
import type { CertifiedPart, FillingProof, NodeProof, PriceProof } from "../../solve/index.js";
import { compareText } from "../../units/compare.js";
import { present } from "../../units/invariant.js";
import { isReserved } from "../constraints/reserved.js";
import type { Prices } from "../constraints/spot-share.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { certifiedProblem } from "./certified-problem.js";
import type { CertifiedInput, CertifiedProblem } from "./certified-problem.js";

/** Per type: its keys, one for all availability zones where no other type has the same node elsewhere. */
function keysOfTypes(kindsOfType: CertifiedProblem["kindsOfType"]): string[][] {
  const types = new Map<string, Set<number>>();
  for (const [type, kinds] of kindsOfType.entries())
    for (const kind of kinds) types.set(nodeKey(kind), (types.get(nodeKey(kind)) ?? new Set()).add(type));
  return kindsOfType.map((kinds) => {
    const keys = kinds.map((kind) =>
      types.get(nodeKey(kind))?.size === 1 ? nodeKey(kind) : zonedNodeKey(kind),
    );
    return [...new Set(keys)].sort(compareText);
  });
}

/** Rents that the prices of the search hold already: shares of spot, and what keeps reserved nodes from a negative price. */
function rentsInPrices(
  { multipliers, exactPriceOf }: Prices,
  kinds: readonly NodeKind[],
): Map<string, number> {
  const rents = new Map<string, number>();
  for (const kind of kinds) {
    const multiplier = multipliers.get(kind.pool);
    if (multiplier === undefined || multiplier === 0) continue;
    rents.set(LIMIT_KEYS.spotShare(kind.pool), multiplier * UNITS_PER_MICRO);
    if (!isReserved(kind)) continue;
    const key = LIMIT_KEYS.reserved(kind.pool, kind.instanceType, kind.reservation?.availabilityZone);
    const below = Math.max(0, -exactPriceOf(kind)) * UNITS_PER_MICRO;
    rents.set(key, Math.max(rents.get(key) ?? 0, below));
  }
  return rents;
}

class PartNames {
  private readonly sets: string[][] = [];
  private readonly keys: readonly (readonly string[])[];

  constructor(
    private readonly certified: CertifiedProblem,
    private readonly part: CertifiedPart,
    keysOfType: readonly (readonly string[])[],
  ) {
    this.keys = part.types.map((type) => keysOfType[type] ?? []);
  }

  private nodeSet(types: readonly number[]): number {
    const keys = types.flatMap((type) => this.keys[type] ?? []).sort(compareText);
    const known = this.sets.findIndex((one) => one.join("\n") === keys.join("\n"));
    if (known >= 0) return known;
    return this.sets.push(keys) - 1;
  }

  private filling(proof: FillingProof): CertificateFillingProof {
    if (!("class" in proof)) return proof;
    const { within, above, ...split } = proof;
    return { ...split, within: this.filling(within), above: this.filling(above) };
  }

  private prices({ value, rent, splitRent, proofs }: PriceProof): CertificatePrices {
    const rents = this.part.caps.flatMap((index, cap): [string, number][] => {
      const amount = rent[cap] ?? 0;
      return amount > 0 ? [[present(this.certified.capKeys[index], "key of a cap"), amount]] : [];
    });
    const named = proofs.flatMap((proof, type): [string, CertificateFillingProof | string][] => {
      const [first, ...rest] = this.keys[type] ?? [];
      if (proof === undefined || first === undefined) return [];
      const own =
        typeof proof === "number" ? present(this.keys[proof]?.[0], "shared proof") : this.filling(proof);
      return [[first, own], ...rest.map((key): [string, string] => [key, first])];
    });
    return {
      values: value,
      rents: Object.fromEntries(rents),
      splitRents: splitRent,
      proofs: Object.fromEntries(named),
    };
  }

  private proof(proof: NodeProof): CertificateProof {
    if (!("types" in proof)) return this.prices(proof);
    const { types, within, above, ...split } = proof;
    return { nodes: this.nodeSet(types), ...split, within: this.proof(within), above: this.proof(above) };
  }

  run(): CertificatePart {
    const classes = this.part.classes.map((item) =>
      (this.certified.classes[item]?.members ?? []).map(({ workload }) => workload.id),
    );
    const proof = this.proof(this.part.proof);
    return { classes, nodeSets: this.sets, proof };
  }
}

export interface CertifyClusterInput extends CertifiedInput {
  readonly nodes: readonly FilledNodes[];
}

/** Without its bound, which is the checker's to say. */
export function certifyCluster(input: CertifyClusterInput): Omit<ClusterCertificate, "boundMicroPerHour"> {
  const certified = certifiedProblem(input);
  const { problem, dual, apart, rows, kindsOfType } = certified;
  const typeOf = new Map(kindsOfType.flatMap((kinds, type) => kinds.map((kind) => [kind, type] as const)));
  const { parts } = certify({
    problem,
    prices: dual,
    apart,
    entries: input.nodes.flatMap(({ kind, nodes: count }) => {
      const nodeType = typeOf.get(kind);
      return nodeType === undefined ? [] : [{ nodeType, count }];
    }),
  });
  const keys = keysOfTypes(kindsOfType);
  return {
    resources: rows,
    rents: Object.fromEntries(rentsInPrices(input.bounding.prices, input.kinds)),
    parts: parts.map((part) => new PartNames(certified, part, keys).run()),
  };
}

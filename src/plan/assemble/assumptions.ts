/** What the plan took for granted: only what it used, each sentence once, sorted. */
import { JURISDICTION_EVIDENCE, defaultAvailabilityZones } from "../../catalogue/index.js";
import type { Assumption, Confidence } from "../../model/evidence.js";
import { compareText } from "../../units/compare.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** Prices of these kinds may turn out otherwise; better ones stand with their purchase. */
const DOUBTFUL: ReadonlySet<Confidence> = new Set(["estimate", "assumption"]);

function priceAssumption(target: PlanTarget, kind: NodeKind): Assumption[] {
  if (
    target.kind !== "cluster" ||
    kind.purchaseOption === "reserved" ||
    !DOUBTFUL.has(kind.priceEvidence.confidence)
  )
    return [];
  return [
    {
      subject: `${kind.purchaseOption} price of ${kind.instanceType} in ${target.region.name}`,
      statement: `${kind.microPerHour / 1e6} USD an hour`,
      ...kind.priceEvidence,
    },
  ];
}

function placeAssumptions(target: PlanTarget, bought: boolean): Assumption[] {
  const fee: Assumption[] =
    target.fee.microPerHour > 0
      ? [
          {
            subject: `${target.platform} cluster fee`,
            statement: target.fee.statement,
            ...target.fee.evidence,
          },
        ]
      : [];
  const zones =
    bought && target.kind === "cluster" ? defaultAvailabilityZones(target.region).assumptions : [];
  const law = (["EU", "EEA"] as const).flatMap((group): Assumption[] =>
    target.complianceZone?.jurisdictions.includes(group) === true
      ? [
          {
            subject: `jurisdiction ${group}`,
            statement: `${target.country} is judged by the member states of that date`,
            ...JURISDICTION_EVIDENCE[group],
          },
        ]
      : [],
  );
  return [...fee, ...zones, ...law];
}

/** `kinds`: the node kinds that the plan has on the target. */
export function targetAssumptions(target: PlanTarget, kinds: readonly NodeKind[]): Assumption[] {
  const bought = kinds.some(({ stock }) => stock === undefined);
  return [
    ...placeAssumptions(target, bought),
    ...kinds.flatMap((kind) => [...kind.assumptions, ...priceAssumption(target, kind)]),
  ];
}

export function distinctAssumptions(assumptions: readonly Assumption[]): Assumption[] {
  const text = ({ subject, statement, source, asOf, confidence }: Assumption): string =>
    [subject, statement, source, asOf, confidence].join("\u0000");
  const distinct = new Map(assumptions.map((one) => [text(one), one]));
  return [...distinct].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}

/**
 * What a plan took for granted, for a person: what may turn out otherwise is told in full; what a vendor says or
 * somebody measured is only counted and named. The plan's JSON has every one with its source.
 */
import type { Assumption, Confidence } from "../model/evidence.js";
import { plural } from "./amounts.js";

/** The least sure first. */
const UNSURE: readonly Confidence[] = ["assumption", "estimate"];

/** In the order of their first member. */
function grouped<T>(list: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function joined(parts: readonly string[], separator: string): string {
  return [...new Set(parts)].join(separator);
}

/** One sentence of several subjects is told once, and one subject with several sentences too. */
function unsureLines(assumptions: readonly Assumption[]): string[] {
  const evidenceOf = ({ source, asOf, confidence }: Assumption): string =>
    [source, asOf, confidence].join("\n");
  const bySentence = grouped(assumptions, (one) => `${one.statement}\n${evidenceOf(one)}`).flatMap(
    ([first, ...rest]) =>
      first === undefined
        ? []
        : [
            {
              ...first,
              subject: joined(
                [first, ...rest].map(({ subject }) => subject),
                ", ",
              ),
            },
          ],
  );
  return grouped(bySentence, ({ subject }) => subject).map((group) => {
    const told = group.map(
      ({ statement, confidence, source, asOf }) => `${statement} (${confidence}: ${source}, ${asOf})`,
    );
    return `${group[0]?.subject ?? ""}: ${told.join("; ")}`;
  });
}

function sureLine(assumptions: readonly Assumption[]): string[] {
  if (assumptions.length === 0) return [];
  const subjects = joined(
    assumptions.map(({ subject }) => subject),
    ", ",
  );
  const dates = assumptions.map(({ asOf }) => asOf).sort();
  return [
    `${plural(assumptions.length, "figure")} from vendors, measurements and published lists, of ${joined([dates[0] ?? "", dates.at(-1) ?? ""], " to ")} (--json has their sources): ${subjects}`,
  ];
}

export function assumptionLines(assumptions: readonly Assumption[]): string[] {
  const of = (asked: Confidence): readonly Assumption[] =>
    assumptions.filter(({ confidence }) => confidence === asked);
  const sure = assumptions.filter(({ confidence }) => !UNSURE.includes(confidence));
  return [...UNSURE.flatMap((confidence) => unsureLines(of(confidence))), ...sureLine(sure)];
}

/** Lines between places: both ends exist and differ, and their round trip is stated once. */
import type { Link } from "../../model/latency.js";
import { compareText } from "../../units/compare.js";
import type { CheckContext } from "./context.js";

/** Sorted by their ends. */
export function linksOf({ spec, faults }: CheckContext): readonly Link[] {
  const { clusters = [], edgeSites = [], demandPoints = [], links = [] } = spec;
  const known = [...demandPoints, ...clusters, ...edgeSites].map(({ name }) => name);
  // Of two measured ones of the same ends the other check tells.
  const measured = new Map(
    (spec.roundTrips ?? []).map(({ between }, index) => [
      [...between].sort(compareText).join(" and "),
      `/roundTrips/${index}/between`,
    ]),
  );
  const checked = links.map(({ between: [one = "", other = ""], p95Ms, kbps }, index) => {
    const path = `/links/${index}/between`;
    faults.knows(one, known, `${path}/0`, "demand point, cluster or edge site");
    faults.knows(other, known, `${path}/1`, "demand point, cluster or edge site");
    if (one === other)
      faults.error("invalid-spec", path, `both ends are "${one}"`, "name the two places that it joins");
    const [first = "", second = ""] = [one, other].sort(compareText);
    const link: Link = {
      between: [first, second],
      p95Microseconds: Math.round(p95Ms * 1000),
      ...(kbps === undefined ? {} : { kbps }),
    };
    return { link, key: `${first} and ${second}`, path };
  });
  faults.distinct(
    [...measured, ...checked.map(({ key, path }) => [key, path] as const)],
    "a round trip between",
    "keep one of them: the round trip of a link is what was measured",
  );
  return checked.sort((left, right) => compareText(left.key, right.key)).map(({ link }) => link);
}

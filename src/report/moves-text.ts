/** What a plan moves of what was there before it, what that costs, and what keeping the rest costs. */
import type { MoveLeg, PricedMoves } from "../model/move.js";
import type { MovesPlan, Plan } from "../model/plan.js";
import { formatMiB } from "../units/quantity.js";
import { count, firstOf, money, monthly, plural } from "./amounts.js";
import { byName } from "./by-name.js";

/** "keeping them costs $3.20 a month more than the plan made anew, which moves 40 pods". */
function keepingText({ cost, moves }: Plan & { readonly moves: MovesPlan }): string {
  const { anew } = moves;
  const more = cost.microPerHour - anew.microPerHour;
  if (more === 0 && anew.movePods === moves.movePods) return "as in a plan made anew";
  const amount = monthly(Math.abs(more), cost.currency);
  const words =
    more === 0
      ? "costs the same as"
      : more > 0
        ? `costs ${amount} a month more than`
        : `costs ${amount} a month less than`;
  return `keeping the others ${words} a plan made anew, which moves ${plural(anew.movePods, "pod")}`;
}

const WAYS: Readonly<Record<MoveLeg["basis"], string>> = {
  none: "",
  zone: " across zones",
  region: " between regions",
  internet: " out of the cloud",
  unknown: " from a place that is gone",
};

/** "45 s", "27 min", "3 h 5 min": rounded up. */
function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${count(Math.floor(minutes / 60))} h${minutes % 60 === 0 ? "" : ` ${minutes % 60} min`}`;
}

function dataText({ dataMiB, basis, microPerGb, evidence, copySeconds }: MoveLeg, currency: string): string {
  if (dataMiB === 0) return "no data";
  const time = copySeconds === undefined ? "" : ` in ${duration(copySeconds)}`;
  const source = evidence === undefined ? "" : ` (${evidence.confidence}, ${evidence.asOf})`;
  const price =
    microPerGb === undefined
      ? basis === "none"
        ? ""
        : " at a price that is not known"
      : ` at ${money(microPerGb, currency, 4)} a GB${source}`;
  return `${formatMiB(dataMiB)} each${WAYS[basis]}${time}${price}`;
}

function legText(leg: MoveLeg, place: string, currency: string): string {
  const { from, toZone, pods, downSeconds, micro } = leg;
  const at = (where: string, zone: string): string => (zone === "" ? where : `${where} (${zone})`);
  const there = at(place, toZone);
  const here = at(from.place, from.availabilityZone);
  const way = here === there ? `within ${there}` : `${here} to ${there}`;
  const down = downSeconds === 0 ? "never down" : `down ${duration(downSeconds)} each`;
  return `${count(pods)} ${way}, ${dataText(leg, currency)}, ${down}: ${money(micro, currency)}`;
}

/** Legs that are told of each workload; the others are in the plan. */
const MOST_LEGS = 4;

/** "2 fra (eu-central-1a) to fra (eu-central-1b), 200 GiB each across zones in 27 min ..., down 28 min each: $4.00". */
export function pricedMovesText(id: string, { downtime, legs }: PricedMoves, currency: string): string {
  const place = id.slice(0, id.indexOf("/"));
  const ways = legs.map((leg) => legText(leg, place, currency));
  return `(downtime ${downtime}): ${firstOf(ways, MOST_LEGS)}`;
}

function pricedLines(priced: NonNullable<MovesPlan["priced"]>, currency: string): string[] {
  return byName(priced).map(([id, own]) => `            ${id} ${pricedMovesText(id, own, currency)}`);
}

function priceLines({ priceMicro, priceLimitMicro, priced = {} }: MovesPlan, currency: string): string[] {
  if (priceMicro === undefined) return [];
  const allowed = priceLimitMicro === undefined ? "" : `, ${money(priceLimitMicro, currency)} may be spent`;
  return [
    `          moves of workloads that say what one takes cost ${money(priceMicro, currency)} once${allowed}`,
    ...pricedLines(priced, currency),
  ];
}

/** Empty where there was no previous plan. */
export function movesLines(plan: Plan): string[] {
  const { moves } = plan;
  if (moves === undefined) return [];
  const { movePods, betweenPlaces, pods, limit, addNodes, removeNodes } = moves;
  const allowed = limit === undefined ? "" : `, ${limit} may`;
  const between =
    betweenPlaces === undefined ? "" : `, ${count(betweenPlaces)} of them to another cluster or edge site`;
  return [
    `  moves   at most ${movePods} of ${plural(pods, "pod")} of the previous plan${between}${allowed}; ` +
      `add ${plural(addNodes, "node")}, remove ${plural(removeNodes, "node")}`,
    `          ${keepingText({ ...plan, moves })}`,
    ...priceLines(moves, plan.cost.currency),
  ];
}

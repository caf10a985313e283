/**
 * Where replicas leave and where they come to, over the whole fleet. A replica that leaves one place and zone goes to
 * one that comes: first in the same availability zone of the same place, then in the same place, then as near as the
 * clouds go. So the moves are as few, and their data as cheap to copy, as the nodes that stay allow.
 */
import type { ByName } from "../../model/by-name.js";
import type { MoveEnd } from "../../model/move.js";
import type { RunningNodes } from "../../model/running.js";
import { compareText } from "../../units/compare.js";
import type { PlannedLayout, Stay } from "./staying-nodes.js";

/** One place, before and after. */
export interface PlaceMoves {
  readonly name: string;
  readonly before: readonly RunningNodes[];
  readonly layouts: readonly PlannedLayout[];
  readonly stays: readonly Stay[];
}

/** What is known of a place: absent of one that the plan has no more. */
export interface CloudOf {
  readonly provider: string;
  readonly region: string;
}

export interface Move {
  readonly from: MoveEnd;
  readonly to: MoveEnd;
  readonly pods: number;
}

interface Open {
  readonly end: MoveEnd;
  pods: number;
}

type Ends = Map<string, Open>;

interface LeavingAndComing {
  readonly leaving: Ends;
  readonly coming: Ends;
}

function add(ends: Ends, end: MoveEnd, pods: number): void {
  const key = `${end.place}\u0000${end.availabilityZone}`;
  const open = ends.get(key);
  if (open === undefined) ends.set(key, { end, pods });
  else open.pods += pods;
}

/** Nodes that exist already have no zone of their own in what runs. */
function endOf(place: string, row: Pick<RunningNodes, "purchaseOption" | "availabilityZone">): MoveEnd {
  return { place, availabilityZone: row.purchaseOption === "owned" ? "" : row.availabilityZone };
}

/** "namespace/name" -> its ends; replicas that stay are at neither. */
function endsOf(places: readonly PlaceMoves[]): ReadonlyMap<string, LeavingAndComing> {
  const all = new Map<string, LeavingAndComing>();
  const of = (key: string): LeavingAndComing => {
    const known = all.get(key) ?? { leaving: new Map(), coming: new Map() };
    all.set(key, known);
    return known;
  };
  const each = (pods: ByName<number>, tell: (key: string, count: number) => void): void => {
    for (const [key, count] of Object.entries(pods)) tell(key, count);
  };
  for (const { name, before, layouts, stays } of places) {
    for (const row of before)
      each(row.pods, (key, pods) => {
        add(of(key).leaving, endOf(name, row), row.count * pods);
      });
    for (const layout of layouts)
      each(layout.pods, (key, pods) => {
        add(of(key).coming, endOf(name, layout), layout.count * pods);
      });
    for (const { from, to, nodes } of stays) {
      const [row, layout] = [before[from], layouts[to]];
      if (row === undefined || layout === undefined) continue;
      each(row.pods, (key, pods) => {
        const staying = nodes * Math.min(pods, layout.pods[key] ?? 0);
        add(of(key).leaving, endOf(name, row), -staying);
        add(of(key).coming, endOf(name, layout), -staying);
      });
    }
  }
  return all;
}

/** From the nearest to the farthest: ends of one key are as near as that. */
function nearnesses(clouds: ReadonlyMap<string, CloudOf>): readonly ((end: MoveEnd) => string)[] {
  const cloud = ({ place }: MoveEnd): CloudOf => clouds.get(place) ?? { provider: "", region: place };
  return [
    ({ place, availabilityZone }) => `${place}\u0000${availabilityZone}`,
    ({ place }) => place,
    (end) => [cloud(end).provider, cloud(end).region, end.availabilityZone].join("\u0000"),
    (end) => [cloud(end).provider, cloud(end).region].join("\u0000"),
    (end) => cloud(end).provider,
    () => "",
  ];
}

function inOrder(ends: Ends): Open[] {
  return [...ends]
    .sort(([left], [right]) => compareText(left, right))
    .map(([, open]) => open)
    .filter(({ pods }) => pods > 0);
}

function byKey(ends: readonly Open[], keyOf: (end: MoveEnd) => string): ReadonlyMap<string, readonly Open[]> {
  const groups = new Map<string, Open[]>();
  for (const open of ends) {
    if (open.pods === 0) continue;
    const key = keyOf(open.end);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [open]);
    else known.push(open);
  }
  return groups;
}

/** Each pair of ends once: the nearness at which they are matched uses one of them up. */
function movesOf({ leaving, coming }: LeavingAndComing, nearest: ReturnType<typeof nearnesses>): Move[] {
  const [from, to] = [inOrder(leaving), inOrder(coming)];
  const moves: Move[] = [];
  if (from.length === 0 || to.length === 0) return moves;
  for (const keyOf of nearest) {
    const groups = byKey(to, keyOf);
    for (const one of from)
      for (const other of groups.get(keyOf(one.end)) ?? []) {
        const pods = Math.min(one.pods, other.pods);
        if (pods === 0) continue;
        one.pods -= pods;
        other.pods -= pods;
        moves.push({ from: one.end, to: other.end, pods });
      }
  }
  return moves;
}

/** "namespace/name" -> moves of its replicas, those of each sorted by place and zone; without those that do not move. */
export function fleetMoves(
  places: readonly PlaceMoves[],
  clouds: ReadonlyMap<string, CloudOf>,
): ReadonlyMap<string, readonly Move[]> {
  const nearest = nearnesses(clouds);
  const found = new Map<string, readonly Move[]>();
  for (const [key, ends] of endsOf(places)) {
    const moves = movesOf(ends, nearest);
    if (moves.length > 0) found.set(key, moves);
  }
  return found;
}

function textOf({ from, to }: Move): string {
  return [from.place, from.availabilityZone, to.place, to.availabilityZone].join("\u0000");
}

export function sortedMoves(moves: readonly Move[]): Move[] {
  return [...moves].sort((left, right) => compareText(textOf(left), textOf(right)));
}

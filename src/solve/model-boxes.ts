/** Boxes as the model has them: kinds of needs that classes share, and per type what packs them. */
import { BoxPacking } from "./box-packing.js";
import type { BoxNeed, Boxes } from "./problem.js";

/** Classes and items of each. */
interface Items {
  readonly item: Int32Array;
  readonly each: Int32Array;
}

export interface ModelBoxes {
  readonly kinds: number;
  /** By class: the kind of its need; -1: none. */
  readonly kindOf: Int32Array;
  /** By type; undefined where it has no boxes. Types with equal boxes share one. */
  readonly packing: readonly (BoxPacking | undefined)[];
}

export function needKey(need: BoxNeed | undefined): string {
  return need === undefined ? "" : `${need.count}x${need.share?.join(",") ?? "whole"}`;
}

/** Needs that are told apart, in the order of classes. */
function kindsOf(needs: readonly (BoxNeed | undefined)[]): {
  readonly kinds: BoxNeed[];
  readonly kindOf: Int32Array;
} {
  const known = new Map<string, number>();
  const kinds: BoxNeed[] = [];
  const kindOf = Int32Array.from(needs, (need) => {
    if (need === undefined) return -1;
    const key = needKey(need);
    const kind = known.get(key) ?? kinds.length;
    if (kind === kinds.length) kinds.push(need);
    known.set(key, kind);
    return kind;
  });
  return { kinds, kindOf };
}

/** Undefined where no type has boxes, or no class wants any. */
export function modelBoxes(
  needs: readonly (BoxNeed | undefined)[],
  boxes: readonly (Boxes | undefined)[],
): ModelBoxes | undefined {
  const { kinds, kindOf } = kindsOf(needs);
  if (kinds.length === 0 || boxes.every((own) => own === undefined)) return undefined;
  const packings = new Map<string, BoxPacking>();
  const packing = boxes.map((own) => {
    if (own === undefined) return undefined;
    const key = `${own.count} ${own.capacity.join(",")}`;
    const known = packings.get(key) ?? new BoxPacking(own, kinds);
    packings.set(key, known);
    return known;
  });
  return { kinds: kinds.length, kindOf, packing };
}

/** Items of each kind, of as many of each class. */
export function kindCounts({ kinds, kindOf }: ModelBoxes, { item, each }: Items): number[] {
  const counts = Array<number>(kinds).fill(0);
  for (const [at, one] of item.entries()) {
    const kind = kindOf[one] ?? -1;
    if (kind >= 0) counts[kind] = (counts[kind] ?? 0) + (each[at] ?? 0);
  }
  return counts;
}

/** Whether the boxes of a type hold one item of the class. */
export function boxesHoldOne(boxes: ModelBoxes | undefined, type: number, item: number): boolean {
  return boxes === undefined || boxesHold(boxes, type, { item: Int32Array.of(item), each: Int32Array.of(1) });
}

/** Whether the boxes of a type are known to hold the pattern. */
export function boxesHold(boxes: ModelBoxes | undefined, type: number, pattern: Items): boolean {
  const packing = boxes?.packing[type];
  return boxes === undefined || packing === undefined || packing.fit(kindCounts(boxes, pattern)) === "fits";
}

/** How many more of a class fit beside the pattern, up to `most`. */
export function boxRoom(
  boxes: ModelBoxes | undefined,
  type: number,
  { pattern, item, most }: { readonly pattern: Items; readonly item: number; readonly most: number },
): number {
  const packing = boxes?.packing[type];
  const kind = boxes?.kindOf[item] ?? -1;
  if (boxes === undefined || packing === undefined || kind < 0 || most <= 0) return most;
  return packing.room(kindCounts(boxes, pattern), kind, most);
}

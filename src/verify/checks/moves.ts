/** What the plan says of its moves, of the plan alone: nodes that stay are nodes of it, and no limit is exceeded. */
import type { MovesPlan, NodeLayout, Purchase, StayingNodes } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import { Tally } from "../tally.js";

export interface Staying {
  readonly path: Path;
  readonly stay: StayingNodes;
  readonly purchase: Purchase;
  readonly layout: NodeLayout;
}

/** The nodes that stay, where the plan has what they name. */
export function stayingOf(target: ReviewedTarget, { stays }: MovesPlan, refuse: Refuse): Staying[] {
  const used = new Tally();
  return (entryOf(stays, target.name) ?? []).flatMap((stay, index) => {
    const path = ["moves", "stays", target.name, index];
    const purchase = entryOf(target.slice.purchases, stay.purchase);
    const layout = purchase?.layouts[stay.layout];
    if (purchase === undefined || layout === undefined) {
      refuse(
        path,
        `names layout ${stay.layout} of purchase "${stay.purchase}", which the plan does not have`,
      );
      return [];
    }
    const key = `${stay.purchase} ${stay.layout}`;
    used.add(key, stay.nodes);
    if (used.of(key) > layout.nodes)
      refuse(path, `uses ${used.of(key)} node(s) of a layout that has ${layout.nodes}`);
    return [{ path, stay, purchase, layout }];
  });
}

export const checkMoves: Check = ({ plan, targets }, refuse) => {
  const { moves } = plan;
  if (moves === undefined) return;
  const names = new Set(targets.map(({ name }) => name));
  for (const name of Object.keys(moves.stays))
    if (!names.has(name)) refuse(["moves", "stays", name], "is no cluster or edge site of the plan");
  for (const target of targets) stayingOf(target, moves, refuse);
  if (moves.movePods > moves.pods)
    refuse(["moves", "movePods"], `is ${moves.movePods}, of ${moves.pods} pod(s) that there are`);
  if (moves.movePods > (moves.limit ?? Infinity))
    refuse(["moves", "movePods"], `is ${moves.movePods}, and at most ${moves.limit ?? 0} may move`);
};

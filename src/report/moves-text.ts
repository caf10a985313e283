/** What a plan moves of what was there before it, and what keeping the rest costs. */
import type { Plan } from "../model/plan.js";
import { monthly, plural } from "./amounts.js";

/** "keeping them costs $3.20 a month more than the plan made anew, which moves 40 pods". */
function keepingText({ cost, moves }: Plan & { readonly moves: NonNullable<Plan["moves"]> }): string {
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

/** Empty where there was no previous plan. */
export function movesLines(plan: Plan): string[] {
  const { moves } = plan;
  if (moves === undefined) return [];
  const { movePods, pods, limit, addNodes, removeNodes } = moves;
  const allowed = limit === undefined ? "" : `, ${limit} may`;
  return [
    `  moves   at most ${movePods} of ${plural(pods, "pod")} of the previous plan${allowed}; ` +
      `add ${plural(addNodes, "node")}, remove ${plural(removeNodes, "node")}`,
    `          ${keepingText({ ...plan, moves })}`,
  ];
}

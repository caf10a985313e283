/** Edge users of Melbourne's centre with room that is ample, short and scarce. */
import type { EdgeInput } from "./eua.js";

export interface EdgeCase {
  readonly name: string;
  readonly input: EdgeInput;
}

function edgeCase(words: string, room: EdgeInput["room"]): EdgeCase {
  return {
    name: `edge users of Melbourne (EUA), ${words}: ${room.join(" to ")} units a site, seed 1`,
    input: { seed: 1, room },
  };
}

export const EDGE: readonly EdgeCase[] = [
  edgeCase("ample room", [25, 45]),
  edgeCase("short room", [20, 35]),
  edgeCase("scarce room", [15, 30]),
];

/** Users served below the optimum, as a part of it. */
export const MOST_BELOW = 0.01;
/** Process time of planning that is the mark, in seconds. */
export const MARK_SECONDS = 1;

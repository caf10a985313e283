/** Collects refusals: all of them up to a limit, each with its JSON Pointer (RFC 6901). */
import type { Refusal } from "../model/outcome.js";

/** More than this many faults say no more than that the file is not a plan of ours. */
export const MAX_REFUSALS = 100;

export type Path = readonly (string | number)[];
export type Refuse = (path: Path, message: string) => void;

export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

export interface RefusalList {
  readonly refuse: Refuse;
  readonly refusals: () => readonly Refusal[];
}

export function refusalList(): RefusalList {
  const found: Refusal[] = [];
  let unlisted = 0;
  return {
    refuse(path, message) {
      if (found.length < MAX_REFUSALS) found.push({ path: pointerOf(path), message });
      else unlisted += 1;
    },
    refusals: () =>
      unlisted === 0 ? found : [...found, { path: "", message: `${unlisted} more faults are not listed` }],
  };
}

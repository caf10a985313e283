/**
 * Whether slices of different profiles have places on one device. A device is a row of memory slices; a profile takes
 * some of them side by side and may begin at few of them (NVIDIA's MIG User Guide, `nvidia-smi mig -lgipp`). All ways
 * are tried, the profiles with the fewest places first: devices have eight memory slices, so there are few.
 */
import type { ChipSlice } from "../../model/catalogue.js";

export interface CountedSlice {
  readonly slice: ChipSlice;
  readonly each: number;
}

/** Memory slices from `start` on, as bits. */
function bits(start: number, size: number): number {
  return ((1 << size) - 1) << start;
}

/** False too where it is not known where one of them may lie. */
export function haveRoomTogether(counted: readonly CountedSlice[]): boolean {
  const items = counted.flatMap(({ slice: { placements }, each }) =>
    Array.from({ length: each }, () => placements),
  );
  const placed = items.filter((one) => one !== undefined);
  if (placed.length < items.length) return false;
  placed.sort((left, right) => left.starts.length - right.starts.length);
  const fits = (index: number, taken: number): boolean => {
    const one = placed[index];
    if (one === undefined) return true;
    return one.starts.some((start) => {
      const own = bits(start, one.size);
      return (taken & own) === 0 && fits(index + 1, taken | own);
    });
  };
  return fits(0, 0);
}

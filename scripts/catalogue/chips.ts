import type { ChipEntry } from "./tables.js";
export const CHIPS: readonly ChipEntry[] = [];

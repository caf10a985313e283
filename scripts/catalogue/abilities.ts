import type { AbilityEntry } from "./tables.js";
export const ABILITIES: readonly AbilityEntry[] = [];

/** Abilities of platforms, and key types of the clouds below them. */
import { KEY_TYPES } from "./abilities/key-types.js";
import { PLATFORM_ABILITIES } from "./abilities/platforms.js";
import type { AbilityEntry } from "./tables.js";

export const ABILITIES: readonly AbilityEntry[] = [...PLATFORM_ABILITIES, ...KEY_TYPES];

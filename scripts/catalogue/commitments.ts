import type { CommitmentEntry } from "./tables.js";
export const COMMITMENTS: readonly CommitmentEntry[] = [];

/** Pages of clouds that make accelerators and processors alike. */
import type { EvidenceRow } from "../tables.js";

export const AWS: EvidenceRow = {
  source: "aws-chip-pages",
  confidence: "assumption",
  note: "not read again at its source",
};

export const GOOGLE: EvidenceRow = {
  source: "google-chip-pages",
  confidence: "assumption",
  note: "not read again at its source",
};

/** Where a figure comes from, in brackets. */
import type { Evidence } from "../model/evidence.js";

/** "source, 2026-07-23, vendor-code". */
export function evidenceText({ source, asOf, confidence }: Evidence): string {
  return `${source}, ${asOf}, ${confidence}`;
}

/**
 * China's Personal Information Protection Law. That handlers above an amount set by the authority keep data in China
 * too (article 40) is not judged here: the amount was not at hand from a source that says it of storage.
 */
import { rulesOf } from "./regime.js";

export const PIPL = rulesOf(
  "pipl",
  {
    source: "Personal Information Protection Law of the PRC, in force 2021-11-01, by law firms' translations",
    asOf: "2026-11-22",
    confidence: "secondary",
  },
  [
    {
      id: "PIPL:40",
      statement:
        "operators of critical information infrastructure keep personal information collected in China there",
      placesIn: ["CN"],
      copiesIn: ["CN"],
      criticalOnly: true,
    },
  ],
);

/** General Data Protection Regulation. It has no article that keeps data in a country; transfers have rules of their own. */
import { rulesOf } from "./regime.js";

export const GDPR = rulesOf(
  "gdpr",
  {
    source: "Regulation (EU) 2016/679 of 27 April 2016, OJ L 119, 4.5.2016",
    asOf: "2026-11-22",
    confidence: "secondary",
  },
  [
    {
      id: "GDPR:28",
      statement: "who processes personal data for somebody else does so under a contract with binding terms",
      document: "processor contract",
    },
  ],
);

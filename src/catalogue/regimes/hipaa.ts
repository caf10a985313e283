/** HIPAA Security Rule, 45 CFR part 164 subpart C. It has no rule about where data stands. */
import { rulesOf } from "./regime.js";

export const HIPAA = rulesOf(
  "hipaa",
  { source: "45 CFR 164.308, 164.312, 164.314", asOf: "2026-11-22", confidence: "secondary" },
  [
    {
      id: "HIPAA:164.308(b)",
      statement: "who keeps protected health information for somebody else does so under a written contract",
      document: "business associate contract",
    },
    {
      id: "HIPAA:164.312(b)",
      statement: "activity in systems with protected health information is recorded and examined",
      abilities: ["api-audit-log"],
    },
  ],
);

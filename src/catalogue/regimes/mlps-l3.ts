/**
 * China's Multi-Level Protection Scheme 2.0, level 3: GB/T 22239-2019 with its cloud extension. Ids are those of the
 * test units in GB/T 28448-2019. The standard's text was not at hand: clauses are cited from public checklists.
 */
import { rulesOf } from "./regime.js";

const MAINLAND = ["CN"];

export const MLPS_L3 = rulesOf(
  "mlps-l3",
  {
    source: "GB/T 22239-2019 clauses 8.1 and 8.2, by public checklists of its test units (GB/T 28448-2019)",
    asOf: "2026-11-22",
    confidence: "secondary",
  },
  [
    {
      id: "MLPS:8.2.7.1",
      statement: "a cloud platform is operated and maintained from within China",
      operatorsOf: MAINLAND,
    },
    {
      id: "MLPS:L3-ABS1-16",
      statement: "security events and what users do are audited",
      abilities: ["api-audit-log"],
    },
    {
      id: "MLPS:L3-CES1-30",
      statement: "important data is backed up to another place as it changes",
      backupElsewhere: true,
    },
    {
      id: "MLPS:L3-CES2-10",
      statement: "customers' data and personal information are kept in China",
      placesIn: MAINLAND,
      copiesIn: MAINLAND,
    },
    {
      id: "MLPS:L3-CES2-13",
      statement: "cloud customers can encrypt with keys that they manage themselves",
      abilities: ["secret-encryption-customer-key"],
    },
    {
      id: "MLPS:L3-CNS2-02",
      statement: "virtual networks of different cloud customers are isolated from each other",
      tenantsApart: "cluster",
    },
    {
      id: "MLPS:L3-PES2-01",
      statement: "the infrastructure of cloud computing stands in China",
      placesIn: MAINLAND,
    },
  ],
);

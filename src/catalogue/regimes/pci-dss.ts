/**
 * PCI DSS v4.0.1. Only what a plan shows: the standard asks far more, and segmentation of nodes is no requirement of
 * it (it makes the assessed scope smaller).
 */
import { rulesOf } from "./regime.js";

export const PCI_DSS = rulesOf(
  "pci-dss",
  { source: "PCI DSS v4.0.1, requirement titles", asOf: "2026-11-22", confidence: "secondary" },
  [
    {
      id: "PCI4:1.4.4",
      statement: "what stores cardholder data is not directly reachable from untrusted networks",
      closedClasses: ["cardholder"],
    },
    {
      id: "PCI4:10.2.1",
      statement: "audit logs are on for all system components and cardholder data",
      abilities: ["api-audit-log"],
    },
    {
      id: "PCI4:12.8.2",
      statement: "service providers that could affect cardholder data acknowledge it in a written agreement",
      document: "written agreement with the service provider",
    },
  ],
);

/** What it takes to send personal data to another country: thresholds and lists as data, with source and date. */
import type { TransferRule } from "../../model/transfer.js";

const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
const EEA = [...EU, "IS", "LI", "NO"];

/** Countries and territories with an adequacy decision for everybody there. */
const ADEQUATE = "AD AR CH FO GB GG IL IM JE NZ UY".split(" ");

export const TRANSFER_RULES: readonly TransferRule[] = [
  {
    id: "GDPR:44-46",
    regime: "gdpr",
    statement:
      "to a country without an adequacy decision under appropriate safeguards, such as standard contractual clauses with an assessment of the transfer",
    from: EEA,
    free: [...EEA, ...ADEQUATE],
    // Decisions for some recipients there: commercial organisations, private ones, those in the privacy framework.
    freeIf: {
      CA: "certified-recipient",
      JP: "certified-recipient",
      KR: "certified-recipient",
      US: "certified-recipient",
    },
    grounds: [],
    tiers: [
      {
        needs: "contract",
        persons: 1,
        sensitive: 1,
        safeguards: ["standard-contract", "binding-corporate-rules"],
      },
    ],
    evidence: {
      source:
        "Regulation (EU) 2016/679 articles 44-46; countries as Luxembourg's supervisory authority lists them (cnpd.public.lu), where later decisions may be missing",
      asOf: "2026-11-27",
      confidence: "secondary",
    },
  },
  {
    id: "CAC2024:5-8",
    regime: "pipl",
    statement:
      "from 1,000,000 people, or 10,000 with sensitive data, a security assessment; from 100,000, or any with sensitive data, a standard contract or a certification; counted since 1 January",
    from: ["CN"],
    free: ["CN"],
    freeIf: {},
    grounds: ["contract-necessity", "staff", "emergency"],
    tiers: [
      {
        needs: "assessment",
        persons: 1_000_000,
        sensitive: 10_000,
        important: true,
        safeguards: ["security-assessment"],
      },
      {
        needs: "contract",
        persons: 100_000,
        sensitive: 1,
        safeguards: ["standard-contract", "certification", "security-assessment"],
      },
    ],
    evidence: {
      source:
        "Provisions on Promoting and Regulating Cross-Border Data Flows (CAC, 2024-03-22) articles 5, 7 and 8, by law firms' summaries",
      asOf: "2026-11-22",
      confidence: "secondary",
    },
  },
];

/** The shape of what a plan says of law and trust. */
import type { AbilityFact } from "../../model/catalogue.js";
import type {
  DataCopy,
  DomesticShare,
  PlaceLaw,
  PlaceOrigins,
  RegimeRule,
  WorkloadLaw,
  ZoneLaw,
} from "../../model/law.js";
import type { TransferNeed, TransferPlan, TransferRule, TransferTier } from "../../model/transfer.js";
import { byName, integer, listOf, oneOf, optional, record, text, textLike } from "./shape.js";
import type { Shape } from "./shape.js";
import { evidenceShape, names } from "./value-shapes.js";

const abilityNames = oneOf([
  ...["private-api-endpoint", "api-audit-log", "secret-encryption-customer-key", "confidential-nodes"],
  ...["fips-nodes", "dedicated-hosts", "customer-key-sm4", "customer-key-sm2", "customer-key-aes256"],
]);
const regime = oneOf(["gdpr", "hipaa", "mlps-l3", "pci-dss", "pipl", "xinchuang"]);
const tenantsApart = oneOf(["node", "cluster"]);
const country = textLike(/^[A-Z]{2,3}$/, "a country code");

export const regimes = listOf(regime);

const ruleShape = record<RegimeRule>({
  id: text,
  regime,
  statement: text,
  placesIn: optional(names),
  copiesIn: optional(names),
  operatorsOf: optional(names),
  abilities: optional(listOf(abilityNames)),
  tenantsApart: optional(tenantsApart),
  backupElsewhere: optional(oneOf([true])),
  closedClasses: optional(names),
  document: optional(text),
  sectors: optional(listOf(oneOf(["government", "state-owned", "finance", "telecom"]))),
  domesticShare: optional(
    record<DomesticShare>({
      of: oneOf(["chips", "systems", "platforms"]),
      country: text,
      percent: integer(0, 100),
      by: text,
    }),
  ),
  criticalOnly: optional(oneOf([true])),
  evidence: evidenceShape,
});

const safeguards = listOf(
  oneOf([
    ...["standard-contract", "binding-corporate-rules", "certification"],
    ...["security-assessment", "certified-recipient"],
  ]),
);
const needs = oneOf(["none", "contract", "assessment"]);
const grounds = oneOf(["contract-necessity", "staff", "emergency"]);

const transferRuleShape = record<TransferRule>({
  id: text,
  regime,
  statement: text,
  from: names,
  free: names,
  freeIf: byName(text),
  grounds: listOf(grounds),
  tiers: listOf(
    record<TransferTier>({
      needs,
      persons: optional(integer(0)),
      sensitive: optional(integer(0)),
      important: optional(oneOf([true])),
      safeguards,
    }),
  ),
  evidence: evidenceShape,
});

const isCovered: Shape = (value, path, refuse) => {
  if (typeof value !== "boolean") refuse(path, "must be true or false");
};

export const transferShape = record<TransferPlan>({
  from: text,
  toCountry: country,
  persons: integer(0),
  sensitive: integer(0),
  important: optional(oneOf([true])),
  ground: optional(grounds),
  safeguards: optional(safeguards),
  needs: listOf(record<TransferNeed>({ rule: text, fromCountry: country, needs, covered: isCovered })),
});

export const zoneLawShape = record<ZoneLaw>({
  operators: optional(names),
  partitions: optional(names),
  keyAlgorithms: optional(listOf(oneOf(["sm4", "sm2", "aes256"]))),
  tenantsApart: optional(tenantsApart),
  transfers: optional(listOf(transferRuleShape)),
  rules: listOf(ruleShape),
});

const countries = byName(integer(1));

export const placeLawShape = record<PlaceLaw>({
  operator: text,
  operatorCountry: optional(country),
  abilities: byName(
    record<AbilityFact>({
      ability: abilityNames,
      answer: oneOf(["yes", "no", "partly", "unknown"]),
      statement: text,
      evidence: evidenceShape,
    }),
  ),
  origins: optional(
    record<PlaceOrigins>({ nodes: integer(0), chips: countries, systems: countries, platforms: countries }),
  ),
});

export const workloadLawShape = record<WorkloadLaw>({
  tenant: optional(text),
  copies: optional(
    listOf(
      record<DataCopy>({
        kind: oneOf(["backup", "log"]),
        at: oneOf(["cluster", "edgeSite", "region", "country"]),
        place: text,
        country,
      }),
    ),
  ),
});

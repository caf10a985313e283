/** Mutations of what a plan says of domestic shares. */
import type { PlaceOrigins, RegimeRule } from "../../src/model/law.js";
import { EU } from "./mutation.js";
import type { Change, Mutation } from "./mutation.js";
import { validPlan } from "./plan-builder.js";

const PLAN = validPlan();
const ZONE = "/complianceZones/eu-personal/law";
const NODES = Object.values(PLAN.clusters["shop-eu"]?.purchases ?? {}).reduce(
  (sum, { count }) => sum + count,
  0,
);

const ORIGINS: PlaceOrigins = {
  nodes: NODES,
  chips: { DE: NODES },
  systems: { DE: NODES },
  platforms: { DE: NODES },
};

const RULE: RegimeRule = {
  id: "D:1",
  regime: "xinchuang",
  statement: "all chips are domestic",
  domesticShare: { of: "chips", country: "DE", percent: 100, by: "2027-12-31" },
  evidence: { source: "a law", asOf: "2026-11-01", confidence: "secondary" },
};

/** A plan whose cluster has domestic chips alone. */
export const DOMESTIC: readonly Change[] = [
  [ZONE, { rules: [RULE] }],
  [`${EU}/law`, { operator: "aws", abilities: {}, origins: ORIGINS }],
];

function domestic(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "domestic", what, plan: [...DOMESTIC, ...changes], refusedAt };
}

export const DOMESTIC_MUTATIONS: readonly Mutation[] = [
  domestic("one foreign chip", `${ZONE}/rules`, [`${EU}/law/origins/chips`, { DE: NODES - 1, US: 1 }]),
  domestic("chips of which nothing is said", `${EU}/law/origins/chips`, [`${EU}/law/origins/chips`, {}]),
  domestic("fewer nodes than there are", `${EU}/law/origins/nodes`, [`${EU}/law/origins/nodes`, 1]),
  domestic("no origins at all", `${ZONE}/rules`, [`${EU}/law/origins`, undefined]),
];

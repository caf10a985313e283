/** Mutations of what a plan says of data that leaves a country. */
import type { Transfer, TransferPlan, TransferRule } from "../../src/model/transfer.js";
import { EU } from "./mutation.js";
import type { Change, Mutation } from "./mutation.js";

const RULE: TransferRule = {
  id: "T:1",
  regime: "gdpr",
  statement: "from ten people on a contract",
  from: ["DE"],
  free: ["CH"],
  freeIf: { US: "certified-recipient" },
  grounds: ["emergency"],
  tiers: [{ needs: "contract", persons: 10, safeguards: ["standard-contract"] }],
  evidence: { source: "a law", asOf: "2026-11-01", confidence: "secondary" },
};

const PLACE = { operator: "aws", abilities: {} };
const { needs, ...SENT }: TransferPlan = {
  from: "default/web",
  toCountry: "US",
  persons: 10,
  sensitive: 0,
  needs: [{ rule: "T:1", fromCountry: "DE", needs: "contract", covered: false }],
};
const CRM: Transfer = { name: "crm", ...SENT };

/** A plan that sends ten people's data from Germany to the United States. */
export const SENDING: readonly Change[] = [
  ["/complianceZones/eu-personal/law", { rules: [], transfers: [RULE] }],
  [`${EU}/law`, PLACE],
  ["/transfers", { crm: { ...SENT, needs } }],
];

function sent(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "transfers", what, plan: [...SENDING, ...changes], refusedAt };
}

const NEEDS = "/transfers/crm/needs";

export const TRANSFER_MUTATIONS: readonly Mutation[] = [
  sent("a transfer that is said to need nothing", NEEDS, [`${NEEDS}/0/needs`, "none"]),
  sent("a contract that nobody has", NEEDS, [`${NEEDS}/0/covered`, true]),
  sent("a rule left out", NEEDS, [NEEDS, []]),
  sent("a contract that somebody has, told as missing", NEEDS, [
    "/transfers/crm/safeguards",
    ["standard-contract"],
  ]),
  sent("a transfer to a free country", NEEDS, ["/transfers/crm/toCountry", "CH"]),
  sent("a transfer on a free ground", NEEDS, ["/transfers/crm/ground", "emergency"]),
  sent("too few people", NEEDS, ["/transfers/crm/persons", 9]),
  sent("a transfer that leaves nothing", "/transfers/crm", ["/transfers/crm/toCountry", "DE"]),
  {
    check: "fleet-transfers",
    what: "fewer people than the fleet sends",
    plan: [["/transfers", { crm: { ...SENT, needs: [] } }]],
    fleet: [["/transfers", [{ ...CRM, persons: 11 }]]],
    refusedAt: "/transfers/crm",
  },
  {
    check: "fleet-transfers",
    what: "a transfer left out",
    fleet: [["/transfers", [CRM]]],
    refusedAt: "/transfers/crm",
  },
];

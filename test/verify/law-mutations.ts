/** Mutations of what a plan says of law: its compliance zone has every kind of rule, and its cluster keeps them. */
import type { PlaceLaw, RegimeRule, ZoneLaw } from "../../src/model/law.js";
import { A, EU, STORE, TILL, WEB, CACHE } from "./mutation.js";
import type { Change, Mutation } from "./mutation.js";

const EVIDENCE = { source: "a law", asOf: "2026-11-01", confidence: "secondary" } as const;
const ZONE = "/complianceZones/eu-personal/law";

function rule(id: string, more: Partial<RegimeRule>): RegimeRule {
  return { id, regime: "gdpr", statement: "it says so", evidence: EVIDENCE, ...more };
}

const LAW: ZoneLaw = {
  operators: ["aws"],
  partitions: ["aws"],
  keyAlgorithms: ["aes256"],
  tenantsApart: "node",
  rules: [
    rule("A:1", { placesIn: ["DE"] }),
    rule("A:2", { copiesIn: ["DE", "FR"] }),
    rule("A:3", { operatorsOf: ["US"] }),
    rule("A:4", { abilities: ["api-audit-log"] }),
    rule("A:5", { backupElsewhere: true }),
    rule("A:6", { closedClasses: ["personal"] }),
  ],
};

const answer = (ability: "customer-key-aes256" | "api-audit-log") =>
  ({ ability, answer: "yes", statement: "it can", evidence: EVIDENCE }) as const;

const PLACE: PlaceLaw = {
  operator: "aws",
  operatorCountry: "US",
  abilities: {
    "api-audit-log": answer("api-audit-log"),
    "customer-key-aes256": answer("customer-key-aes256"),
  },
};

const COPIES = [{ kind: "backup", at: "region", place: "eu-west-3", country: "FR" }] as const;

/** A plan that keeps all of the rules. */
export const LAWFUL: readonly Change[] = [
  [ZONE, LAW],
  [`${EU}/law`, PLACE],
  [`${WEB}/law`, { tenant: "red", copies: COPIES }],
];

function law(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "law", what, plan: [...LAWFUL, ...changes], refusedAt };
}

export const LAW_MUTATIONS: readonly Mutation[] = [
  law("a cluster of which nothing is said", `${EU}/law`, [`${EU}/law`, undefined]),
  law("another operator", `${EU}/law/operator`, [`${EU}/law/operator`, "azure"]),
  law("an operator from another country", `${EU}/law/operator`, [`${EU}/law/operatorCountry`, "CN"]),
  law("another partition", `${EU}/partition`, [`${EU}/partition`, "aws-cn"]),
  law("keys that nobody is sure of", `${EU}/law/abilities/customer-key-aes256`, [
    `${EU}/law/abilities/customer-key-aes256/answer`,
    "unknown",
  ]),
  law("keys left out", `${EU}/law/abilities/customer-key-aes256`, [
    `${EU}/law/abilities/customer-key-aes256`,
    undefined,
  ]),
  law("a platform that cannot audit", `${EU}/law/abilities/api-audit-log`, [
    `${EU}/law/abilities/api-audit-log/answer`,
    "no",
  ]),
  law("a cluster elsewhere", `${EU}/country`, [`${EU}/country`, "FR"]),
  law("a log outside the regime's countries", `${WEB}/law/copies/0`, [
    `${WEB}/law/copies`,
    [{ kind: "log", at: "country", place: "SE", country: "SE" }],
  ]),
  law("a backup outside the jurisdictions", `${WEB}/law/copies/0`, [
    `${WEB}/law/copies`,
    [{ kind: "backup", at: "country", place: "US", country: "US" }],
  ]),
  law("data without a backup in another place", `${WEB}/law/copies`, [
    `${WEB}/law/copies`,
    [{ kind: "backup", at: "cluster", place: "shop-eu", country: "DE" }],
  ]),
  law("data that anybody reaches", `${EU}/flows/0`, [
    `${EU}/flows`,
    [{ fromCidr: "172.0.0.0/8", toWorkload: "shop-eu/default/web", ports: [] }],
  ]),
  law("tenants on one node", `${A}/layouts/0`, [`${CACHE}/law`, { tenant: "blue" }]),
  law(
    "tenants on one node in some hours",
    `${A}/hours/0/layouts/0`,
    [`${CACHE}/law`, { tenant: "blue" }],
    [
      `${A}/hours`,
      [{ count: 1, layouts: [{ nodes: 1, pods: { "shop-eu/default/web": 1, "shop-eu/default/cache": 1 } }] }],
    ],
  ),
  law(
    "tenants in one cluster",
    `${EU}/placements`,
    [`${ZONE}/tenantsApart`, "cluster"],
    [`${CACHE}/law`, { tenant: "blue" }],
  ),
  {
    check: "fleet-law",
    what: "rules that the fleet does not have",
    plan: LAWFUL,
    refusedAt: ZONE,
  },
  {
    check: "fleet-law",
    what: "rules left out everywhere in the plan",
    fleet: [["/complianceZones/0/law", LAW]],
    refusedAt: ZONE,
  },
  {
    check: "fleet-law",
    what: "an operator of the plan's own",
    plan: [[`${EU}/law`, PLACE]],
    refusedAt: `${EU}/law`,
  },
  {
    check: "fleet-law",
    what: "an edge site's operator left out",
    fleet: [["/edgeSites/0/law", PLACE]],
    refusedAt: `${STORE}/law`,
  },
  {
    check: "fleet-law",
    what: "a tenant changed",
    plan: [[`${TILL}/law`, { tenant: "red" }]],
    refusedAt: `${TILL}/law`,
  },
];

/**
 * The verifier judges law as the planner does, though it shares no code with it: of random compliance zones and places
 * with any mix of rules, the planner has a plan exactly where the verifier accepts what a plan without law would be.
 */
import fc from "fast-check";
import assert from "node:assert/strict";
import { REGIMES } from "../../src/catalogue/index.js";
import type { AbilityFact } from "../../src/model/catalogue.js";
import type { Cluster, ComplianceZone, EdgeSite, Flow, Workload } from "../../src/model/fleet.js";
import type { DataCopy, PlaceLaw, ZoneLaw } from "../../src/model/law.js";
import type { Plan } from "../../src/model/plan.js";
import { omitted } from "../../src/units/omitted.js";
import { verifyPlan } from "../../src/verify/index.js";
import { cluster, edgeSite, fleet, outcomeOf, workload } from "../plan/fleets.js";

const EVIDENCE = { source: "a page", asOf: "2026-11-01", confidence: "vendor-doc" } as const;

const zoneLaw: fc.Arbitrary<ZoneLaw> = fc
  .record({
    operators: fc.constantFrom(undefined, undefined, ["aws"], ["own", "Sinnet"]),
    partitions: fc.constantFrom(undefined, undefined, ["aws"], ["aws-cn"]),
    keyAlgorithms: fc.constantFrom(undefined, undefined, ["sm4"] as const),
    tenantsApart: fc.constantFrom(undefined, undefined, "cluster" as const),
    // Domestic shares need the origins of nodes, which the spec's check counts: test/examples/province-cloud.test.ts.
    rules: fc.subarray(
      Object.values(REGIMES)
        .flat()
        .filter(({ domesticShare }) => domesticShare === undefined),
    ),
  })
  .map((law) => {
    const sorted = [...law.rules].sort((left, right) => (left.id < right.id ? -1 : 1));
    const defined = Object.entries(law).filter(([, part]) => part !== undefined);
    return { ...(Object.fromEntries(defined) as unknown as ZoneLaw), rules: sorted };
  });

const placeLaw: fc.Arbitrary<PlaceLaw> = fc
  .record({
    operator: fc.constantFrom("aws", "own", "Sinnet"),
    country: fc.constantFrom(undefined, "US", "CN"),
    answers: fc.record({
      "customer-key-sm4": fc.constantFrom("yes", "partly", "no", "unknown"),
      "api-audit-log": fc.constantFrom("yes", "no", "unknown"),
    }) as fc.Arbitrary<Record<AbilityFact["ability"], AbilityFact["answer"]>>,
  })
  .map(({ operator, country, answers }) => ({
    operator,
    ...(country === undefined ? {} : { operatorCountry: country }),
    abilities: Object.fromEntries(
      Object.entries(answers).map(([ability, answer]) => [
        ability,
        { ability: ability as AbilityFact["ability"], answer, statement: "it is so", evidence: EVIDENCE },
      ]),
    ),
  }));

const copy: fc.Arbitrary<DataCopy> = fc.constantFrom<DataCopy>(
  { kind: "backup", at: "region", place: "us-east-1", country: "US" },
  { kind: "backup", at: "edgeSite", place: "store", country: "CN" },
  { kind: "backup", at: "country", place: "CN", country: "CN" },
  { kind: "log", at: "cluster", place: "main", country: "DE" },
);

const tenantWorkload: fc.Arbitrary<Partial<Workload>> = fc
  .record({
    tenant: fc.constantFrom(undefined, "red", "blue"),
    copies: fc.uniqueArray(copy, { maxLength: 2 }),
    data: fc.constantFrom(undefined, "account", "cardholder"),
    onSite: fc.boolean(),
  })
  .map(({ tenant, copies, data, onSite }) => ({
    ...(data === undefined ? {} : { data: { class: data } }),
    ...(tenant === undefined && copies.length === 0
      ? {}
      : { law: { ...(tenant === undefined ? {} : { tenant }), ...(copies.length === 0 ? {} : { copies }) } }),
    target: onSite ? { kind: "edgeSite", name: "store" } : { kind: "cluster", name: "main" },
  }));

interface Lawful {
  readonly zone: ComplianceZone;
  readonly clusters: readonly Cluster[];
  readonly edgeSites: readonly EdgeSite[];
  readonly workloads: readonly Workload[];
  readonly flows: readonly Flow[];
}

const lawful: fc.Arbitrary<Lawful> = fc
  .record({
    law: zoneLaw,
    jurisdictions: fc.constantFrom(["CN", "DE", "US"], ["CN", "EEA"], ["CN"]),
    main: placeLaw,
    store: placeLaw,
    siteCountry: fc.constantFrom("CN", "DE"),
    platform: fc.constantFrom("sim" as const, "kubernetes" as const),
    workloads: fc.array(tenantWorkload, { minLength: 1, maxLength: 3 }),
    open: fc.constantFrom(undefined, "10.0.0.0/8", "172.24.0.0/13", "8.8.8.0/24", "::/0", "fd12::/16"),
  })
  .map(({ law, jurisdictions, main, store, siteCountry, platform, workloads, open }) => {
    const named = workloads.map((own, index) => workload({ ...own, name: `w${index}`, cpu: 0.5, gib: 0.5 }));
    const first = named[0];
    return {
      zone: { name: "bound", regimes: [], jurisdictions, dataClasses: [], law },
      clusters: [cluster({ platform, complianceZone: "bound", law: main })],
      edgeSites: [
        edgeSite({
          complianceZone: "bound",
          law: store,
          location: { latitude: 31, longitude: 121, country: siteCountry },
        }),
      ],
      workloads: named,
      flows:
        open === undefined || first?.target.kind !== "cluster"
          ? []
          : [{ cluster: "main", fromCidr: open, toWorkload: first.id, ports: [] }],
    };
  });

/** The plan of the same fleet without compliance zones, with the law written into it. */
function lawless({ zone, clusters, edgeSites, workloads, flows }: Lawful): Plan {
  const bare = outcomeOf({
    clusters: clusters.map((one) => omitted(one, "law", "complianceZone")),
    edgeSites: edgeSites.map((one) => omitted(one, "law", "complianceZone")),
    workloads: workloads.map((one) => omitted(one, "law")),
    flows,
  });
  assert.ok(bare.status === "planned");
  const { plan } = bare;
  const { name, law, ...rules } = zone;
  const inZone = {
    complianceZone: name,
    complianceZoneRules: { jurisdictions: rules.jurisdictions, dataClasses: [], regimes: [] },
  };
  return {
    ...plan,
    complianceZones: {
      [name]: { ...rules, ...(law === undefined ? {} : { law }), clusters: ["main"], edgeSites: ["store"] },
    },
    clusters: { main: { ...plan.clusters["main"]!, ...inZone, law: clusters[0]!.law! } },
    edgeSites: { store: { ...plan.edgeSites["store"]!, ...inZone, law: edgeSites[0]!.law! } },
    workloads: Object.fromEntries(
      Object.entries(plan.workloads).map(([id, one]) => {
        const own = workloads.find((each) => each.id === id)?.law;
        return [id, own === undefined ? one : { ...one, law: own }];
      }),
    ),
  };
}

describe("law, judged twice", () => {
  it("has a plan exactly where the verifier accepts one", () => {
    const seen = { planned: 0, refused: 0 };
    fc.assert(
      fc.property(lawful, (asked) => {
        const { zone, ...rest } = asked;
        const outcome = outcomeOf({ ...rest, complianceZones: [zone] });
        const refusals = verifyPlan({ plan: lawless(asked) });
        const words = refusals.map(({ path, message }) => `${path} ${message}`).join("\n");
        assert.equal(outcome.status === "planned", refusals.length === 0, words || "accepted");
        if (outcome.status === "planned") {
          const checked = fleet({ ...rest, complianceZones: [zone] });
          assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked }), []);
        }
        seen[outcome.status === "planned" ? "planned" : "refused"] += 1;
      }),
      { seed: 7202, numRuns: 160 },
    );
    assert.ok(seen.planned > 5 && seen.refused > 40, JSON.stringify(seen));
  });
});

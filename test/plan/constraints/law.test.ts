import assert from "node:assert/strict";
import { REGIMES } from "../../../src/catalogue/index.js";
import type { AbilityFact } from "../../../src/model/catalogue.js";
import type { ComplianceZone, Workload } from "../../../src/model/fleet.js";
import type { DataCopy, PlaceLaw, ZoneLaw } from "../../../src/model/law.js";
import type { Regime } from "../../../src/model/law-spec.js";
import type { Conflict } from "../../../src/model/outcome.js";
import { isPrivate } from "../../../src/plan/constraints/law.js";
import { cluster, conflictsOf, edgeSite, planOf, workload } from "../fleets.js";

function zone(law: Partial<ZoneLaw>, more: Partial<ComplianceZone> = {}): ComplianceZone {
  return {
    name: "bound",
    regimes: [],
    jurisdictions: ["DE", "CN", "US"],
    dataClasses: [],
    law: { rules: [], ...law },
    ...more,
  };
}

function under(...regimes: readonly Regime[]): ComplianceZone {
  return zone({ rules: regimes.flatMap((regime) => REGIMES[regime]) }, { regimes });
}

function fact(
  ability: AbilityFact["ability"],
  answer: AbilityFact["answer"],
  statement: string,
): AbilityFact {
  return {
    ability,
    answer,
    statement,
    evidence: { source: "a page", asOf: "2026-11-01", confidence: "vendor-doc" },
  };
}

function place(more: Partial<PlaceLaw> = {}): PlaceLaw {
  return { operator: "aws", operatorCountry: "US", abilities: {}, ...more };
}

const IN_CHINA = edgeSite({
  location: { latitude: 31, longitude: 121, country: "CN" },
  complianceZone: "bound",
  law: place({ operator: "own", operatorCountry: "CN" }),
});

function inZone(of: ComplianceZone, law: PlaceLaw, workloads: readonly Workload[] = []): readonly Conflict[] {
  return conflictsOf({
    complianceZones: [of],
    clusters: [cluster({ platform: "sim", complianceZone: "bound", law })],
    workloads,
  });
}

const backup = (more: Partial<DataCopy>): DataCopy => ({
  kind: "backup",
  at: "region",
  place: "us-east-1",
  country: "US",
  ...more,
});

describe("law", () => {
  it("refuses an operator that the compliance zone does not name", () => {
    const [conflict, ...rest] = inZone(zone({ operators: ["Sinnet", "own"] }), place());
    assert.deepEqual(rest, []);
    assert.equal(conflict?.label, "law");
    assert.equal(
      conflict.message,
      'cluster "main" is run by aws, and compliance zone "bound" allows Sinnet and own',
    );
  });

  it("refuses a partition that the compliance zone does not name, of clouds alone", () => {
    const [conflict] = inZone(zone({ partitions: ["aws-cn"] }), place());
    assert.match(
      conflict?.message ?? "",
      /stands in partition aws, and compliance zone "bound" allows aws-cn/,
    );
    const own = { complianceZones: [zone({ partitions: ["aws-cn"] })] };
    assert.deepEqual(
      conflictsOf({ ...own, clusters: [cluster({ complianceZone: "bound", law: place() })] }),
      [],
    );
  });

  it("refuses SM4 where the cloud has no such keys, with the reason and its source", () => {
    const keys = fact("customer-key-sm4", "no", "SM4 keys exist in the partition aws-cn alone");
    const asked = zone({ keyAlgorithms: ["sm4"] });
    const [conflict] = inZone(asked, place({ abilities: { "customer-key-sm4": keys } }));
    assert.equal(
      conflict?.message,
      'compliance zone "bound" asks for customer-managed keys of sm4, and cluster "main" in DE has none to rely on: ' +
        "SM4 keys exist in the partition aws-cn alone (a page, 2026-11-01, vendor-doc)",
    );
    const partly = { ...keys, answer: "partly" as const };
    assert.deepEqual(inZone(asked, place({ abilities: { "customer-key-sm4": partly } })), []);
    assert.equal(inZone(asked, place()).length, 1, "what nobody has said is not relied on");
  });

  it("keeps MLPS level 3 in China, run from there, with a backup in another place", () => {
    const ledger = workload({ name: "ledger", data: { class: "account" } });
    const labels = inZone(under("mlps-l3"), place(), [ledger]).map(
      ({ message }) => / against ([^ ]+):/.exec(message)?.[1],
    );
    assert.deepEqual(labels, ["MLPS:8.2.7.1", "MLPS:L3-CES2-10", "MLPS:L3-PES2-01", "MLPS:L3-CES1-30"]);
    const target = { kind: "edgeSite", name: "store" } as const;
    const copies = [backup({ at: "edgeSite", place: "vault", country: "CN" })];
    const vault = { ...IN_CHINA, name: "vault" };
    const plan = planOf({
      complianceZones: [under("mlps-l3")],
      clusters: [],
      edgeSites: [IN_CHINA, vault],
      workloads: [workload({ target, data: { class: "account" }, law: { copies } })],
    });
    assert.deepEqual(plan.complianceZones["bound"]?.law?.rules.length, REGIMES["mlps-l3"].length);
  });

  it("binds backups and logs to the jurisdictions and to the regime's countries", () => {
    const copies = [backup({ kind: "log" })];
    const [outside] = conflictsOf({
      complianceZones: [zone({}, { jurisdictions: ["DE"] })],
      clusters: [cluster({ complianceZone: "bound", law: place() })],
      workloads: [workload({ law: { copies } })],
    });
    assert.match(
      outside?.message ?? "",
      /keeps a log in region us-east-1 \(US\), against the jurisdictions of/,
    );
    const [against] = conflictsOf({
      complianceZones: [under("mlps-l3")],
      clusters: [],
      edgeSites: [IN_CHINA],
      workloads: [workload({ target: { kind: "edgeSite", name: "store" }, law: { copies } })],
    });
    assert.match(against?.message ?? "", /keeps a log in region us-east-1 \(US\), against MLPS:L3-CES2-10/);
  });

  it("takes no backup in the same place, and none of which only the country is known", () => {
    const of = (copy: DataCopy): readonly Conflict[] =>
      conflictsOf({
        complianceZones: [
          zone({ rules: REGIMES["mlps-l3"].filter(({ backupElsewhere }) => backupElsewhere) }),
        ],
        clusters: [cluster({ complianceZone: "bound", law: place() })],
        workloads: [workload({ data: { class: "account" }, law: { copies: [copy] } })],
      });
    assert.deepEqual(of(backup({ at: "region", place: "us-east-1" })), []);
    assert.equal(of(backup({ at: "region", place: "eu-central-1", country: "DE" })).length, 1);
    assert.equal(of(backup({ at: "cluster", place: "main", country: "DE" })).length, 1);
    assert.equal(of(backup({ at: "country", place: "DE", country: "DE" })).length, 1);
  });

  it("keeps tenants in clusters of their own where the zone asks for it", () => {
    const workloads = ["red", "blue"].map((tenant) =>
      workload({ name: tenant, id: `main/default/${tenant}`, law: { tenant } }),
    );
    const [conflict] = inZone(zone({ tenantsApart: "cluster" }), place(), workloads);
    assert.match(conflict?.message ?? "", /runs workloads of tenants blue and red/);
    assert.deepEqual(inZone(zone({ tenantsApart: "cluster" }), place(), workloads.slice(0, 1)), []);
  });

  it("lets nobody outside reach cardholder data directly", () => {
    const vault = workload({ name: "vault", data: { class: "cardholder" } });
    const reached = (fromCidr: string): readonly Conflict[] =>
      conflictsOf({
        complianceZones: [under("pci-dss")],
        clusters: [cluster({ complianceZone: "bound", law: place() })],
        workloads: [vault],
        flows: [{ cluster: "main", fromCidr, toWorkload: vault.id, ports: [] }],
      });
    assert.match(
      reached("0.0.0.0/0")[0]?.message ?? "",
      /takes connections from 0.0.0.0\/0, against PCI4:1.4.4/,
    );
    assert.deepEqual(reached("10.1.0.0/16"), []);
  });

  it("knows private addresses by whole ranges", () => {
    const cidrs = [
      "10.0.0.0/8",
      "172.16.0.0/12",
      "192.168.4.0/24",
      "100.64.0.0/10",
      "fd00::/8",
      "fe80::1/128",
    ];
    assert.deepEqual(
      cidrs.map(isPrivate),
      cidrs.map(() => true),
    );
    const others = ["10.0.0.0/7", "172.32.0.0/16", "0.0.0.0/0", "::/0", "2001:db8::/32", "192.168.0.0/15"];
    assert.deepEqual(
      others.map(isPrivate),
      others.map(() => false),
    );
  });

  it("holds for every regime's rules: each has a source, a date and a number of its own", () => {
    const rules = Object.values(REGIMES).flat();
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const { id, evidence, statement } of rules) {
      assert.match(evidence.asOf, /^\d{4}-\d\d-\d\d$/, id);
      assert.ok(evidence.source.length > 10 && statement.length > 10, id);
    }
  });
});

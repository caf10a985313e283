import assert from "node:assert/strict";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import { planFleetSync, readFleet } from "../../../src/planner/index.js";
import { renderPlan } from "../../../src/report/index.js";
import { omitted } from "../../../src/units/omitted.js";
import { faultsOfSpec } from "./faults-of-spec.js";

type Zone = NonNullable<FleetSpec["complianceZones"]>[number];
type WorkloadPart = Partial<NonNullable<FleetSpec["workloads"]>[number]>;

function spec(zone: Partial<Zone>, workload: WorkloadPart = {}): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "bank",
    complianceZones: [{ name: "bound", jurisdictions: ["DE", "US", "CN"], ...zone }],
    clusters: [
      {
        name: "main",
        platform: "eks",
        region: "eu-central-1",
        complianceZone: "bound",
        pools: [{ name: "general", families: ["m7i"] }],
      },
    ],
    edgeSites: [
      {
        name: "vault",
        distribution: "k3s",
        location: { lat: 31, lon: 121, country: "CN" },
        nodes: [{ type: "box", count: 1, architecture: "amd64", cpu: 8, memory: "32Gi" }],
        complianceZone: "bound",
      },
    ],
    workloads: [
      {
        name: "ledger",
        replicas: 1,
        requests: { cpu: "100m", memory: "128Mi" },
        cluster: "main",
        ...workload,
      },
    ],
  };
}

function fleetOf(zone: Partial<Zone>, workload: WorkloadPart = {}): CheckedFleet {
  return readFleet(spec(zone, workload)).fleet;
}

describe("law in a spec", () => {
  it("gives compliance zones the rules of their regimes, once each, and none without a regime", () => {
    const [zone] = fleetOf({ regimes: ["mlps-l3", "gdpr", "gdpr"] }).complianceZones;
    const ids = (zone?.law?.rules ?? []).map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.ok(ids.includes("GDPR:28") && ids.includes("MLPS:L3-CES2-10"));
    assert.equal(zone?.law?.tenantsApart, "cluster");
    assert.equal(fleetOf({}).complianceZones[0]?.law, undefined);
  });

  it("holds rules for operators of critical infrastructure against those alone", () => {
    const rules = (zone: Partial<Zone>) =>
      fleetOf({ regimes: ["pipl"], ...zone }).complianceZones[0]?.law?.rules;
    assert.deepEqual(rules({}), []);
    assert.deepEqual(
      rules({ criticalInfrastructure: true })?.map(({ id }) => id),
      ["PIPL:40"],
    );
  });

  it("knows who runs a cloud's regions, and takes places of one's own for one's own", () => {
    const fleet = fleetOf({ keyAlgorithms: ["sm4"] });
    const law = fleet.clusters[0]?.law;
    assert.deepEqual([law?.operator, law?.operatorCountry], ["aws", "US"]);
    const fact = law?.abilities["customer-key-sm4"];
    assert.deepEqual([fact?.answer, fact?.statement], ["no", "SM4 keys exist in the partition aws-cn alone"]);
    assert.equal(fleet.edgeSites[0]?.law?.operator, "own");
    assert.equal(fleet.edgeSites[0].law.abilities["customer-key-sm4"]?.answer, "unknown");
  });

  it("takes the spec's word for the keys of a place of one's own, and the catalogue's for a cloud's", () => {
    const base = spec({ keyAlgorithms: ["sm4"] });
    const [site] = base.edgeSites ?? [];
    assert.ok(site !== undefined);
    const said = { ...base, edgeSites: [{ ...site, keyAlgorithms: ["sm4" as const] }] };
    const [checked] = readFleet(said).fleet.edgeSites;
    assert.equal(checked?.law?.abilities["customer-key-sm4"]?.answer, "yes");
    const [cluster] = base.clusters ?? [];
    assert.ok(cluster !== undefined);
    const faults = faultsOfSpec({ ...base, clusters: [{ ...cluster, keyAlgorithms: ["sm4"] }] });
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", /what keys a cloud has is in the catalogue/);
  });

  it("resolves copies of data to countries", () => {
    const copies = [
      { kind: "log", region: "us-east-1" },
      { kind: "backup", edgeSite: "vault" },
      { kind: "backup", cluster: "main" },
    ] as const;
    const [ledger] = fleetOf({}, { data: { class: "account", copies } }).workloads;
    assert.deepEqual(ledger?.law?.copies, [
      { kind: "backup", at: "cluster", place: "main", country: "DE" },
      { kind: "backup", at: "edgeSite", place: "vault", country: "CN" },
      { kind: "log", at: "region", place: "us-east-1", country: "US" },
    ]);
    assert.deepEqual(ledger.data, { class: "account" });
  });

  it("tells of copies without one place, of unknown places and of regions in two countries", () => {
    const copies = [
      { kind: "log" },
      { kind: "log", region: "us-east-1", country: "US" },
      { kind: "log", region: "us-esat-1" },
      { kind: "log", region: "ap-southeast-3" },
      { kind: "log", country: "XX" },
    ] as const;
    const faults = faultsOfSpec(spec({}, { data: { class: "account", copies } }));
    assert.equal(faults.length, 5);
    assert.match(faults[0] ?? "", /no place is given/);
    assert.match(faults[1] ?? "", /region and country is given/);
    assert.match(faults[2] ?? "", /no region is called "us-esat-1"/);
    assert.match(faults[3] ?? "", /regions called "ap-southeast-3" stand in ID and MY/);
    assert.match(faults[4] ?? "", /no country is called "XX"/);
  });

  it("gives each tenant nodes of its own where they share none, and refuses a group of two tenants", () => {
    const fleet = fleetOf({ tenantsApart: "node" }, { tenant: "red" });
    assert.equal(fleet.workloads[0]?.dedicatedNodes, "red");
    assert.equal(fleetOf({}, { tenant: "red" }).workloads[0]?.dedicatedNodes, undefined);
    const base = spec({ tenantsApart: "node" }, { tenant: "red", dedicatedNodes: "vault" });
    const [first] = base.workloads ?? [];
    assert.ok(first !== undefined);
    const both = { ...base, workloads: [first, { ...first, name: "other", tenant: "blue" }] } as FleetSpec;
    assert.match(faultsOfSpec(both)[0] ?? "", /shares nodes of group "vault" with tenant "red"/);
  });

  it("refuses unknown partitions, and to divide a tenant's workload among clusters that tenants do not share", () => {
    assert.match(
      faultsOfSpec(spec({ partitions: ["aws-china"] }))[0] ?? "",
      /no partition is called "aws-china"/,
    );
    const base = spec({ tenantsApart: "cluster" }, { tenant: "red" });
    const [ledger] = base.workloads ?? [];
    assert.ok(ledger !== undefined);
    const divided = { ...omitted(ledger, "cluster"), divideAmong: {} } as typeof ledger;
    const fleet: FleetSpec = { ...base, workloads: [divided] };
    assert.match(faultsOfSpec(fleet)[0] ?? "", /divided among places that keep tenants in clusters/);
  });

  it("lists in the plan what papers the law asks for, and what nobody is sure of", () => {
    const plan = planFleetSync(readFleet(spec({ regimes: ["gdpr", "hipaa"] })));
    const text = renderPlan(plan);
    assert.match(
      text,
      /bound: GDPR:28 asks for a processor contract with aws \(secondary: Regulation \(EU\) 2016\/679/,
    );
    assert.match(text, /bound: HIPAA:164.308\(b\) asks for a business associate contract with aws/);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  FleetError,
  catalogueAgeWarnings,
  checkLock,
  loadFleet,
  planFleetSync,
  readLock,
  writeLock,
} from "../../src/planner/index.js";
import type { Diagnostic } from "../../src/planner/index.js";

const HEAD = `apiVersion: stowage.dev/catalogue/v1
source: our agreement
asOf: "2026-10-01"
confidence: measured
`;

function spec(cluster: string, more = ""): string {
  return `apiVersion: stowage.dev/v1
name: tiny
${more}clusters:
  - name: main
${cluster}
    pools: [{ name: general, chips: [amd64, arm64], instanceTypes: [m7g.large, m5.large] }]
workloads:
  - { name: web, replicas: 6, requests: { cpu: 500m, memory: 1Gi }, imagePlatforms: [linux/amd64, linux/arm64] }
`;
}

const FRANKFURT = "    platform: eks\n    region: eu-central-1";
const WITH_OVERRIDE = "catalogue: { overrides: [prices.yaml], maxAgeDays: 400 }\n";

const offer = (type: string, micro: number): string =>
  `offerings: [{ provider: aws, region: eu-central-1, instanceType: ${type}, purchaseOption: on-demand, microPerHour: ${micro}, currency: USD }]\n`;

describe("a fleet spec with catalogue overrides", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "stowage-fleet-overrides-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function write(name: string, text: string): void {
    writeFileSync(path.join(directory, name), text);
  }

  function load(fleet: string, override?: string) {
    write("fleet.yaml", fleet);
    if (override !== undefined) write("prices.yaml", `${HEAD}${override}`);
    return loadFleet("fleet.yaml", { baseDirectory: directory });
  }

  function faults(fleet: string, override?: string): readonly Diagnostic[] {
    try {
      load(fleet, override);
    } catch (error) {
      assert.ok(error instanceof FleetError && error.failure.kind === "invalidSpec");
      return error.failure.diagnostics;
    }
    return assert.fail("the fleet was taken");
  }

  it("is planned at the prices of the override, which change the catalogue's digest", () => {
    const plain = planFleetSync(load(spec(FRANKFURT)));
    const own = planFleetSync(load(spec(FRANKFURT, WITH_OVERRIDE), offer("m5.large", 10)));
    const types = Object.values(own.clusters["main"]?.purchases ?? {}).map((one) => one.instanceType);
    assert.deepEqual([...new Set(types)], ["m5.large"]);
    assert.ok(own.cost.microPerHour < plain.cost.microPerHour);
    assert.notEqual(own.catalogueDigest, plain.catalogueDigest);
    assert.equal(plain.catalogueOverridesDigest, undefined);
    assert.match(own.catalogueOverridesDigest ?? "", /^sha256:/);
  });

  it("buys nothing in a zone from which every type is withdrawn", () => {
    const withdrawn = ["m5.large", "m7g.large"].map(
      (type) =>
        `  - { provider: aws, region: eu-central-1, instanceType: ${type}, availabilityZone: eu-central-1a }\n`,
    );
    const plan = planFleetSync(load(spec(FRANKFURT, WITH_OVERRIDE), `withdrawn:\n${withdrawn.join("")}`));
    const zones = Object.values(plan.clusters["main"]?.purchases ?? {}).map((one) => one.availabilityZone);
    assert.ok(zones.length > 0 && !zones.includes("eu-central-1a"));
  });

  it("assumes nothing of zones once they are named for all that it buys", () => {
    const named = ["m5.large", "m7g.large"].map(
      (type) =>
        `  - { provider: aws, region: eu-central-1, instanceType: ${type}, availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c] }\n`,
    );
    const assumed = (plan: ReturnType<typeof planFleetSync>): boolean =>
      plan.assumptions.some(({ subject }) => subject === "eu-central-1 stock by availability zone");
    assert.equal(assumed(planFleetSync(load(spec(FRANKFURT)))), true);
    const override = `availabilityZones:\n${named.join("")}`;
    assert.equal(assumed(planFleetSync(load(spec(FRANKFURT, WITH_OVERRIDE), override))), false);
  });

  it("tells an override's faults with its file and line, and the spec's line where a file is missing", () => {
    const [wrong] = faults(spec(FRANKFURT, WITH_OVERRIDE), offer("m5.lage", 10));
    assert.deepEqual(
      [wrong?.file, wrong?.line, wrong?.path],
      ["prices.yaml", 5, "/offerings/0/instanceType"],
    );
    rmSync(path.join(directory, "prices.yaml"));
    const [missing] = faults(spec(FRANKFURT, WITH_OVERRIDE));
    assert.deepEqual(
      [missing?.code, missing?.file, missing?.line, missing?.path],
      ["file-unreadable", "fleet.yaml", 3, "/catalogue/overrides/0"],
    );
  });

  it("has a stale lock once an override changes, and none while it does not", () => {
    const loaded = load(spec(FRANKFURT, WITH_OVERRIDE), offer("m5.large", 10));
    writeLock("plan.json", planFleetSync(loaded), { baseDirectory: directory });
    const plan = readLock("plan.json", { baseDirectory: directory });
    assert.deepEqual(checkLock({ path: "plan.json", plan, loaded }), []);
    const changed = load(spec(FRANKFURT, WITH_OVERRIDE), offer("m5.large", 11));
    assert.throws(
      () => checkLock({ path: "plan.json", plan, loaded: changed }),
      (error: unknown) => error instanceof FleetError && error.failure.kind === "staleLock",
    );
  });

  it("is not planned in yuan, but at the rate that an override gives", () => {
    const beijing = "    platform: eks\n    region: cn-north-1";
    const [fault] = faults(spec(beijing).replace("m7g.large, ", ""));
    assert.equal(fault?.code, "not-supported");
    assert.match(fault.message, /prices of aws in cn-north-1 are in CNY, and plans are in USD/);
    const plan = planFleetSync(
      load(
        spec(beijing, WITH_OVERRIDE).replace("m7g.large, ", ""),
        "exchangeRates: [{ currency: CNY, microUsdPerUnit: 139000 }]\n",
      ),
    );
    assert.equal(plan.cost.currency, "USD");
    assert.ok(plan.assumptions.some(({ source }) => source.includes("1 CNY is 0.139 USD by our agreement")));
  });

  it("is warned of prices older than it allows, on the day that the caller names", () => {
    const loaded = load(spec(FRANKFURT, WITH_OVERRIDE), offer("m5.large", 10));
    const warnings = catalogueAgeWarnings(loaded, { today: "2026-11-26" });
    assert.ok(warnings.length > 0);
    assert.ok(warnings.every(({ severity, code }) => severity === "warning" && code === "outdated"));
    assert.match(warnings[0]?.message ?? "", /of 2025-04-04, 601 days old; at most 400 days/);
    assert.deepEqual(catalogueAgeWarnings(loaded, { today: "2026-11-26", maxAgeDays: 700 }), []);
    const plain = load(spec(FRANKFURT));
    assert.deepEqual(catalogueAgeWarnings(plain, { today: "2026-11-26" }), []);
  });
});

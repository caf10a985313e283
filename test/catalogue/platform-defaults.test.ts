import assert from "node:assert/strict";
import {
  ADDRESS_MODES,
  clusterFee,
  defaultSystemLoad,
  operationalCarbon,
} from "../../src/catalogue/index.js";
import type { AllocatablePlatform } from "../../src/catalogue/index.js";
import { present } from "../../src/units/invariant.js";
import { amountOf } from "../../src/units/resources.js";
import { catalogue, typeOf } from "./loaded.js";

const PLATFORMS: readonly AllocatablePlatform[] = ["eks", "aks", "gke", "k3s", "sim", "kubernetes"];
const ALL_PLATFORMS = Object.keys(ADDRESS_MODES) as AllocatablePlatform[];

describe("clusterFee", () => {
  it("is ten cents an hour on the three clouds and nothing elsewhere", () => {
    assert.deepEqual(
      PLATFORMS.map((platform) => clusterFee(platform).microPerHour),
      [100_000, 100_000, 100_000, 0, 0, 0],
    );
  });

  it("says where it comes from", () => {
    for (const platform of PLATFORMS) assert.notEqual(clusterFee(platform).evidence.source, "");
  });
});

describe("defaultSystemLoad", () => {
  it("sums to what the platforms' nodes are known to run", () => {
    const sums = PLATFORMS.map((platform) =>
      ["cpuMilli", "memoryMiB"].map((resource) =>
        defaultSystemLoad(platform).reduce((sum, { load }) => sum + amountOf(load.requests, resource), 0),
      ),
    );
    assert.deepEqual(sums, [
      [155, 120],
      [350, 470],
      [335, 506],
      [100, 263],
      [100, 263],
      [0, 0],
    ]);
  });

  it("is known of every platform, as an assumption where no node was measured", () => {
    const allowances = ALL_PLATFORMS.filter((platform) =>
      defaultSystemLoad(platform).some(({ load }) => load.name === `${platform}-node-agents`),
    );
    assert.deepEqual(allowances, ["tke", "cce", "ack"]);
    for (const platform of allowances) {
      assert.ok(defaultSystemLoad(platform).every(({ evidence }) => evidence.confidence === "assumption"));
    }
    const none = ALL_PLATFORMS.filter((platform) => defaultSystemLoad(platform).length === 0);
    assert.deepEqual(none, ["kubernetes"]);
  });

  it("is one pod each, tolerates every taint and carries its evidence", () => {
    for (const platform of ALL_PLATFORMS) {
      for (const { load, evidence } of defaultSystemLoad(platform)) {
        assert.equal(load.requests["pods"], 1);
        assert.deepEqual(load.tolerations, [{ operator: "Exists" }]);
        assert.match(evidence.asOf, /^\d{4}-\d\d-\d\d$/);
      }
    }
  });
});

describe("operationalCarbon", () => {
  const region = present(catalogue.region("aws", "eu-central-1"), "region");
  const at = (name: string, utilisationPpm: number): number =>
    present(
      operationalCarbon({ catalogue, instanceType: typeOf("aws", name), region, utilisationPpm }),
      "carbon",
    ).milligramsPerHour;

  it("is power x power usage effectiveness x grid", () => {
    // 474 mW x 2 vCPU x 1.135 x 311 g/kWh = 334.6 mg an hour for an idle Graviton machine.
    assert.equal(at("m7g.large", 0), 335);
  });

  it("grows with load and with cores, and is lower on Arm", () => {
    assert.ok(at("m5.large", 0) < at("m5.large", 500_000));
    assert.ok(at("m5.large", 500_000) < at("m5.xlarge", 500_000));
    assert.ok(at("m7g.large", 500_000) < at("m5.large", 500_000));
  });

  it("is unknown where the grid is unknown", () => {
    const dark = present(catalogue.region("aws", "eu-south-2"), "region");
    const instanceType = typeOf("aws", "m5.large");
    assert.equal(operationalCarbon({ catalogue, instanceType, region: dark, utilisationPpm: 0 }), undefined);
  });

  it("names the grid, the power and the effectiveness as assumptions with sources", () => {
    const { assumptions } = present(
      operationalCarbon({ catalogue, instanceType: typeOf("aws", "m5.large"), region, utilisationPpm: 0 }),
      "carbon",
    );
    assert.equal(assumptions.length, 3);
    for (const assumption of assumptions) assert.match(assumption.source, /@[0-9a-f]{7}/);
  });
});

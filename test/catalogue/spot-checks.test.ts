/** Figures known from a second source (cross-checked 2026-11), to the cent and finer. */
import assert from "node:assert/strict";
import { saleIsAssumed } from "../../src/catalogue/index.js";
import type { CloudProvider } from "../../src/model/catalogue.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";

const REGIONS = [
  { provider: "aws", region: "us-east-1" },
  { provider: "aws", region: "cn-north-1" },
  { provider: "aws", region: "eu-central-1" },
  { provider: "aws", region: "sa-east-1" },
  { provider: "azure", region: "westeurope" },
  { provider: "gcp", region: "us-central1" },
  { provider: "alibaba", region: "cn-beijing" },
] as const;
const catalogue = loadCatalogue({ regions: REGIONS });

function price(provider: CloudProvider, region: string, name: string) {
  const found = catalogue
    .offerings(provider, region)
    .find((one) => one.instanceType === name && one.purchaseOption === "on-demand");
  assert.ok(found !== undefined, `${region} ${name}`);
  return found;
}

describe("spot checks", () => {
  it("hold to the cent", () => {
    const cents = (provider: CloudProvider, region: string, name: string): readonly [string, string] => {
      const { microPerHour, currency } = price(provider, region, name);
      return [(microPerHour / 1e6).toFixed(4), currency];
    };
    assert.deepEqual(cents("aws", "us-east-1", "m5.large"), ["0.0960", "USD"]);
    assert.deepEqual(cents("azure", "westeurope", "Standard_D4s_v5"), ["0.2300", "USD"]);
    assert.deepEqual(cents("gcp", "us-central1", "e2-standard-4"), ["0.1340", "USD"]);
    assert.deepEqual(cents("alibaba", "cn-beijing", "ecs.g7.xlarge"), ["1.0465", "CNY"]);
  });

  it("include the devices of GCP's accelerated machines in their price", () => {
    assert.ok(Math.abs(price("gcp", "us-central1", "a2-highgpu-1g").microPerHour - 3_673_000) < 1000);
  });

  it("derive AWS prices elsewhere by the region's median ratio, and say so", () => {
    for (const [region, ratio] of [
      ["eu-central-1", "1.198"],
      ["sa-east-1", "1.593"],
    ] as const) {
      const derived = catalogue
        .offerings("aws", region)
        .filter(({ evidence }) =>
          evidence.source.includes(`us-east-1 price x ${ratio}, the region's median`),
        );
      assert.ok(derived.length > 100, region);
      for (const one of derived) {
        assert.ok(one.evidence.confidence === "estimate" || saleIsAssumed(one), one.instanceType);
        const home = price("aws", "us-east-1", one.instanceType).microPerHour;
        const own = one.microPerHour / home;
        assert.ok(Math.abs(own - Number(ratio)) < 0.0006, `${region} ${one.instanceType} ${own}`);
      }
    }
  });

  it("keep yuan apart in both Chinese lists", () => {
    for (const [provider, region] of [
      ["aws", "cn-north-1"],
      ["alibaba", "cn-beijing"],
    ] as const) {
      const currencies = new Set(catalogue.offerings(provider, region).map(({ currency }) => currency));
      assert.deepEqual([...currencies], ["CNY"]);
    }
  });

  it("name the zones of Alibaba's offerings, and of no other's", () => {
    for (const one of catalogue.offerings("alibaba", "cn-beijing"))
      assert.ok((one.availabilityZones ?? []).length > 0, one.instanceType);
    for (const { provider, region } of REGIONS)
      if (provider !== "alibaba")
        assert.ok(catalogue.offerings(provider, region).every((one) => one.availabilityZones === undefined));
  });

  it("count what the sources have", () => {
    const counts = (["aws", "azure", "gcp", "alibaba"] as const).map(
      (provider) => catalogue.instanceTypes(provider).length,
    );
    assert.deepEqual(counts, [1363, 1369, 568, 696]);
    assert.deepEqual(
      (["aws", "azure", "gcp", "alibaba", "tencent", "huawei"] as const).map(
        (provider) => catalogue.pricedRegions(provider).length,
      ),
      [35, 57, 43, 27, 0, 0],
    );
  });
});

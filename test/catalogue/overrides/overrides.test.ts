import assert from "node:assert/strict";
import {
  decodeCatalogue,
  sellsIn,
  withOverrides,
  zoneSaleAssumptions,
} from "../../../src/catalogue/index.js";
import type { CatalogueOverride } from "../../../src/model/catalogue-override.js";
import type { InstanceType, Offering } from "../../../src/model/catalogue.js";
import { loadCatalogue } from "../../../src/planner/load-catalogue.js";
import { catalogue } from "../loaded.js";

const OWN = { source: "our agreement", asOf: "2026-10-01", confidence: "measured" } as const;
const FRANKFURT = { provider: "aws", region: "eu-central-1" } as const;

function own(override: Omit<CatalogueOverride, "source" | "asOf" | "confidence">): CatalogueOverride {
  return { ...OWN, ...override };
}

function offering(instanceType: string, overrides: readonly CatalogueOverride[], option = "on-demand") {
  return withOverrides(catalogue, overrides)
    .offerings("aws", "eu-central-1")
    .find((one) => one.instanceType === instanceType && one.purchaseOption === option);
}

const PRICE = own({
  offerings: [
    {
      ...FRANKFURT,
      instanceType: "m7g.large",
      purchaseOption: "on-demand",
      microPerHour: 70_000,
      currency: "USD",
    },
  ],
});

describe("withOverrides", () => {
  it("puts a price in the place of the catalogue's, with its own evidence", () => {
    const price = offering("m7g.large", [PRICE]);
    assert.equal(price?.microPerHour, 70_000);
    assert.deepEqual(price.evidence, OWN);
    assert.notEqual(offering("m7g.large", [])?.microPerHour, 70_000);
    assert.equal(offering("m7g.xlarge", [PRICE]), offering("m7g.xlarge", []));
  });

  it("lets a later override count before an earlier one", () => {
    const later = own({
      offerings: [
        {
          ...FRANKFURT,
          instanceType: "m7g.large",
          purchaseOption: "on-demand",
          microPerHour: 60_000,
          currency: "USD",
        },
      ],
    });
    assert.equal(offering("m7g.large", [PRICE, later])?.microPerHour, 60_000);
    assert.equal(offering("m7g.large", [later, PRICE])?.microPerHour, 70_000);
  });

  it("keeps the order of offerings: by type, on-demand before spot", () => {
    const list = withOverrides(catalogue, [PRICE]).offerings("aws", "eu-central-1");
    const keys = list.map((one) => `${one.instanceType}\u0000${one.purchaseOption}`);
    assert.deepEqual(keys, [...keys].sort());
    assert.equal(list.length, catalogue.offerings("aws", "eu-central-1").length);
  });

  it("withdraws a type, one of its options, or one of its zones", () => {
    const place = { ...FRANKFURT, instanceType: "m5.large" };
    const all = [own({ withdrawn: [place] })];
    assert.equal(offering("m5.large", all), undefined);
    assert.equal(offering("m5.large", all, "spot"), undefined);
    const spot = [own({ withdrawn: [{ ...place, purchaseOption: "spot" }] })];
    assert.notEqual(offering("m5.large", spot), undefined);
    assert.equal(offering("m5.large", spot, "spot"), undefined);
    const zone = offering("m5.large", [
      own({ withdrawn: [{ ...place, availabilityZone: "eu-central-1b" }] }),
    ]);
    assert.ok(zone !== undefined && !sellsIn(zone, "eu-central-1b") && sellsIn(zone, "eu-central-1a"));
    assert.equal(zoneSaleAssumptions(zone).length, 1);
  });

  it("knows which zones sell a type once they are named, and assumes nothing then", () => {
    const zones = own({
      availabilityZones: [{ ...FRANKFURT, instanceType: "m5.large", availabilityZones: ["eu-central-1c"] }],
    });
    const sold = offering("m5.large", [zones]) as Offering;
    assert.ok(sellsIn(sold, "eu-central-1c") && !sellsIn(sold, "eu-central-1a"));
    assert.deepEqual(zoneSaleAssumptions(sold), []);
    const cheaper = own({
      offerings: [
        {
          ...FRANKFURT,
          instanceType: "m5.large",
          purchaseOption: "on-demand",
          microPerHour: 1,
          currency: "USD",
        },
      ],
    });
    const after = offering("m5.large", [zones, cheaper]) as Offering;
    assert.equal(after.microPerHour, 1);
    assert.ok(!sellsIn(after, "eu-central-1a"), "a new price says nothing new of zones");
  });

  it("adds and replaces instance types", () => {
    const type: InstanceType = {
      name: "m99.large",
      provider: "aws",
      family: "m99",
      architecture: "arm64",
      cpuMilli: 2000,
      memoryMiB: 8192,
    };
    const bigger = { ...type, name: "m5.large", memoryMiB: 9000 };
    const after = withOverrides(catalogue, [own({ instanceTypes: [type, bigger] })]);
    assert.equal(after.instanceType("aws", "m99.large"), type);
    assert.equal(after.instanceType("aws", "m5.large")?.memoryMiB, 9000);
    assert.equal(after.instanceTypes("aws").length, catalogue.instanceTypes("aws").length + 1);
    assert.deepEqual(after.instanceTypeEvidence(type), OWN);
    assert.notDeepEqual(after.instanceTypeEvidence({ ...type, name: "m6g.large" }), OWN);
  });

  it("prices a region that had no prices, and names from which no list says anything", () => {
    const tencent = own({
      offerings: [
        {
          provider: "tencent",
          region: "ap-guangzhou",
          instanceType: "S5.LARGE8",
          purchaseOption: "on-demand",
          microPerHour: 880_000,
          currency: "CNY",
        },
      ],
    });
    const after = withOverrides(catalogue, [tencent]);
    assert.deepEqual(after.pricedRegions("tencent"), ["ap-guangzhou"]);
    assert.equal(after.offerings("tencent", "ap-guangzhou")[0]?.currency, "CNY");
    assert.equal(after.instanceType("tencent", "S5.LARGE8")?.cpuMilli, 4000);
  });

  it("turns other currencies into dollars at the rate that is given, rounded up, as an estimate", () => {
    const beijing = loadCatalogue({ regions: [{ provider: "alibaba", region: "cn-beijing" }] });
    const rate = own({ exchangeRates: [{ currency: "CNY", microUsdPerUnit: 139_001 }] });
    const price = (of: typeof beijing) =>
      of.offerings("alibaba", "cn-beijing").find(({ instanceType }) => instanceType === "ecs.g7.xlarge");
    assert.equal(price(beijing)?.microPerHour, 1_046_500);
    const converted = price(withOverrides(beijing, [rate]));
    assert.equal(converted?.currency, "USD");
    // 1.0465 CNY x 0.139001 = 0.1454645465 USD.
    assert.equal(converted.microPerHour, 145_465);
    assert.equal(converted.evidence.confidence, "estimate");
    assert.match(converted.evidence.source, /1 CNY is 0\.139001 USD by our agreement of 2026-10-01/);
  });

  it("adds commitments to those of the lists", () => {
    const terms = withOverrides(catalogue, [
      own({
        commitments: [{ provider: "aws", name: "csp-3y", kind: "savings-plan", years: 3, payPpm: 500_000 }],
      }),
    ]).commitmentTerms("aws");
    assert.equal(terms.at(-1)?.payPpm, 500_000);
    assert.deepEqual(terms.at(-1)?.evidence, OWN);
  });

  it("changes the digest with anything that an override says, and with nothing else", () => {
    const digest = (overrides: readonly CatalogueOverride[]) => withOverrides(catalogue, overrides).digest;
    assert.equal(digest([]), catalogue.digest);
    assert.equal(digest([PRICE]), digest([{ ...PRICE }]));
    assert.notEqual(digest([PRICE]), catalogue.digest);
    assert.notEqual(digest([PRICE]), digest([{ ...PRICE, asOf: "2026-10-02" }]));
    assert.equal(withOverrides(catalogue, []).overridesDigest, undefined);
  });
});

describe("decodeCatalogue", () => {
  it("calls a file of another kind a bug", () => {
    const files = new Map([
      ["sources.json", '{"kind": "power", "rows": []}'],
      ["index.json", '{"kind": "index", "format": 2, "rows": []}'],
    ]);
    assert.throws(() => decodeCatalogue(files), /holds no sources/);
  });
});

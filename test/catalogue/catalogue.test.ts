import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { decodeCatalogue, saleIsAssumed } from "../../src/catalogue/index.js";
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CloudProvider } from "../../src/model/catalogue.js";
import { InvariantError } from "../../src/units/invariant.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { catalogue, typeOf } from "./loaded.js";

const DATA = join(__dirname, "../../src/catalogue/data");
const PROVIDERS: readonly CloudProvider[] = ["aws", "azure", "gcp", "alibaba"];

function allFiles(): Map<string, string> {
  const paths = readdirSync(DATA, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(DATA, path), readFileSync(path, "utf8")]));
}

const whole = decodeCatalogue(allFiles());

function price(of: Catalogue, provider: CloudProvider, region: string, name: string, option = "on-demand") {
  return of
    .offerings(provider, region)
    .find((offering) => offering.instanceType === name && offering.purchaseOption === option);
}

describe("the built-in catalogue", () => {
  const files = allFiles();
  const regionOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.json$/, "");

  it("has all regions that the providers' users mostly name", () => {
    const expected: Readonly<Partial<Record<CloudProvider, readonly string[]>>> = {
      aws: ["us-east-1", "us-west-2", "eu-central-1", "eu-west-1", "eu-north-1", "ap-southeast-1"],
      azure: ["westeurope", "northeurope", "germanywestcentral", "swedencentral", "eastus", "southeastasia"],
      gcp: [
        "europe-west1",
        "europe-west3",
        "europe-north1",
        "europe-west4",
        "us-central1",
        "asia-southeast1",
      ],
    };
    for (const provider of PROVIDERS) {
      const priced = whole.pricedRegions(provider);
      for (const region of expected[provider] ?? []) {
        assert.ok(priced.includes(region), region);
        assert.ok(whole.offerings(provider, region).length > 200, region);
        assert.notEqual(whole.region(provider, region)?.gridGramsPerKWh, undefined, region);
      }
    }
  });

  it("has the files that its index names, with their digests", () => {
    const index = JSON.parse(files.get("index.json") ?? "") as {
      rows: readonly (readonly [string, string])[];
    };
    assert.deepEqual(
      index.rows.map(([path]) => path),
      [...files.keys()].filter((path) => path !== "index.json").sort(),
    );
    for (const [path, digest] of index.rows) {
      assert.equal(
        createHash("sha256")
          .update(files.get(path) ?? "")
          .digest("hex"),
        digest,
        path,
      );
    }
  });

  it("stays below 5 MB", () => {
    const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
    assert.ok(bytes < 5_000_000, String(bytes));
  });

  it("has a licence, a date and a commit for every source", () => {
    for (const source of whole.sources) {
      assert.match(source.licence, /^(Apache-2\.0|MIT|MIT-0|facts)$/);
      assert.match(source.asOf, /^20\d\d-\d\d-\d\d$/);
      assert.match(source.commit, source.licence === "facts" ? /^$/ : /^[0-9a-f]{7}$/);
    }
  });

  it("has sane shapes", () => {
    for (const provider of PROVIDERS) {
      const types = whole.instanceTypes(provider);
      assert.equal(new Set(types.map((type) => type.name)).size, types.length);
      for (const type of types) {
        assert.ok(Number.isSafeInteger(type.cpuMilli) && type.cpuMilli >= 1000, type.name);
        assert.ok(Number.isSafeInteger(type.memoryMiB) && type.memoryMiB >= 512, type.name);
        assert.ok(type.accelerator === undefined || type.accelerator.count >= 1, type.name);
        assert.match(type.family, /^[A-Za-z0-9.-]+$/, type.name);
      }
    }
  });

  it("prices only types that it has, at positive integers, once an option", () => {
    for (const path of files.keys()) {
      if (!path.startsWith("prices/")) continue;
      const provider = path.split("/")[1] as CloudProvider;
      const offerings = whole.offerings(provider, regionOf(path));
      const yuan = provider === "alibaba" || (provider === "aws" && regionOf(path).startsWith("cn-"));
      const keys = offerings.map((offering) => `${offering.instanceType} ${offering.purchaseOption}`);
      assert.equal(new Set(keys).size, keys.length, path);
      const onDemand = new Map<string, number>();
      for (const offering of offerings) {
        assert.notEqual(
          whole.instanceType(provider, offering.instanceType),
          undefined,
          offering.instanceType,
        );
        assert.ok(Number.isSafeInteger(offering.microPerHour) && offering.microPerHour > 0, path);
        assert.equal(offering.currency, yuan ? "CNY" : "USD");
        if (offering.purchaseOption === "on-demand")
          onDemand.set(offering.instanceType, offering.microPerHour);
        else
          assert.ok(
            offering.microPerHour < (onDemand.get(offering.instanceType) ?? 0),
            offering.instanceType,
          );
      }
    }
  });

  it("has a country, a place and a partition for every region", () => {
    for (const region of whole.regions()) {
      assert.match(region.country, /^[A-Z]{2}$/, region.name);
      assert.ok(Math.abs(region.latitude) <= 90 && Math.abs(region.longitude) <= 180, region.name);
      assert.ok(region.latitude !== 0 || region.longitude !== 0, region.name);
      assert.match(
        region.partition,
        /^(aws(-cn|-us-gov|-eusc)?|azure(china|usgov)?|oci(-government|-sovereign)?|[a-z]+)$/,
      );
      assert.ok((region.pueMilli ?? 1000) >= 1000 && (region.pueMilli ?? 1000) < 2000, region.name);
      assert.ok(region.gridGramsPerKWh === undefined || region.gridGramsPerKWh < 1000, region.name);
    }
    for (const provider of PROVIDERS) {
      for (const name of whole.pricedRegions(provider)) {
        assert.notEqual(whole.region(provider, name), undefined, name);
      }
    }
  });

  it("reads the German grid, whose source lost a decimal point, as 402 g", () => {
    assert.equal(whole.region("azure", "germanywestcentral")?.gridGramsPerKWh, 402);
  });

  it("agrees with prices that are known from a second source", () => {
    assert.equal(price(whole, "aws", "us-east-1", "m5.large")?.microPerHour, 96_000);
    assert.equal(price(whole, "azure", "westeurope", "Standard_D4s_v5")?.microPerHour, 230_000);
    const e2 = price(whole, "gcp", "us-central1", "e2-standard-4")?.microPerHour ?? 0;
    assert.ok(Math.abs(e2 - 134_012) < 134, String(e2));
  });
});

describe("look-ups", () => {
  it("find a type by provider and name, and nothing for another provider", () => {
    assert.equal(catalogue.instanceType("aws", "m5.large")?.cpuMilli, 2000);
    assert.equal(catalogue.instanceType("gcp", "m5.large"), undefined);
  });

  it("give the same list each time", () => {
    assert.equal(catalogue.offerings("aws", "eu-central-1"), catalogue.offerings("aws", "eu-central-1"));
  });

  it("give nothing for a region without prices or an unknown one", () => {
    assert.deepEqual(catalogue.offerings("aws", "moon-north-1"), []);
    assert.equal(catalogue.region("aws", "moon-north-1"), undefined);
    assert.deepEqual(catalogue.offerings("aws", "us-east-1"), []);
  });

  it("mark estimated prices, assumed sales and estimated spot prices", () => {
    const listed = price(catalogue, "aws", "eu-central-1", "m5.large");
    assert.equal(listed?.evidence.confidence, "secondary");
    assert.equal(listed.evidence.asOf, "2025-04-04");
    const moved = price(whole, "aws", "us-west-2", "p5.48xlarge");
    assert.equal(moved?.evidence.confidence, "estimate");
    assert.equal(moved.microPerHour, 55_040_000);
    const estimated = price(catalogue, "aws", "eu-central-1", "m8gd.large");
    assert.equal(estimated?.evidence.confidence, "estimate");
    assert.match(estimated.evidence.source, /us-east-1 price x 1\.198/);
    const assumed = price(catalogue, "aws", "eu-central-1", "m9g.large");
    assert.ok(assumed !== undefined && saleIsAssumed(assumed));
    assert.ok(!saleIsAssumed(listed));
    const spot = price(catalogue, "aws", "eu-central-1", "m5.large", "spot");
    assert.equal(spot?.evidence.confidence, "estimate");
  });

  it("have spot prices of GCP, and none of Azure", () => {
    assert.equal(
      price(catalogue, "gcp", "europe-west1", "n2-standard-4", "spot")?.evidence.confidence,
      "secondary",
    );
    assert.ok(catalogue.offerings("azure", "westeurope").every((one) => one.purchaseOption === "on-demand"));
  });

  it("give constrained Azure sizes the virtual CPUs that the guest sees", () => {
    assert.equal(typeOf("azure", "Standard_E16-4s_v5").cpuMilli, 4000);
  });

  it("know families as pools name them", () => {
    assert.equal(typeOf("aws", "m7g.large").family, "m7g");
    assert.equal(typeOf("azure", "Standard_D4s_v5").family, "Dsv5");
    assert.equal(typeOf("azure", "Standard_NC4as_T4_v3").family, "NCasT4v3");
    assert.equal(typeOf("gcp", "n2-standard-8").family, "n2-standard");
    assert.equal(typeOf("gcp", "a2-highgpu-1g").family, "a2-highgpu");
    assert.equal(typeOf("gcp", "e2-medium").family, "e2-shared");
  });

  it("know accelerators by chip, count and extended resource", () => {
    const chip = (provider: CloudProvider, name: string) => typeOf(provider, name).accelerator;
    assert.deepEqual(chip("gcp", "g2-standard-96"), {
      chip: "nvidia-l4",
      count: 8,
      resource: "nvidia.com/gpu",
    });
    assert.deepEqual(chip("gcp", "g2-standard-32"), {
      chip: "nvidia-l4",
      count: 1,
      resource: "nvidia.com/gpu",
    });
    assert.equal(chip("gcp", "a2-ultragpu-4g")?.chip, "nvidia-a100-80gb");
    assert.equal(chip("aws", "p4d.24xlarge")?.chip, "nvidia-a100");
    assert.equal(chip("aws", "p4de.24xlarge")?.chip, "nvidia-a100-80gb");
    assert.equal(chip("aws", "g6f.large")?.chip, "nvidia-l4-slice");
    assert.equal(chip("aws", "trn1.32xlarge")?.resource, "aws.amazon.com/neuron");
    assert.equal(chip("aws", "g4ad.xlarge")?.resource, "amd.com/gpu");
    assert.equal(chip("azure", "Standard_ND96isr_H100_v5")?.count, 8);
    assert.equal(chip("azure", "Standard_NV6ads_A10_v5")?.chip, "nvidia-a10-slice");
    assert.equal(chip("aws", "m5.large"), undefined);
  });

  it("mark machines whose processors are credited or shared", () => {
    assert.equal(typeOf("aws", "t4g.large").burstable, true);
    assert.equal(typeOf("azure", "Standard_B2ms").burstable, true);
    assert.equal(typeOf("gcp", "e2-medium").burstable, true);
    assert.equal(typeOf("aws", "m5.large").burstable, undefined);
  });
});

describe("loadCatalogue", () => {
  const regions = [
    { provider: "aws", region: "eu-central-1" },
    { provider: "gcp", region: "europe-west1" },
  ] as const;

  it("gives the same digest for the same regions in any order", () => {
    const one = loadCatalogue({ regions });
    const other = loadCatalogue({ regions: [...regions].reverse() });
    assert.equal(one.digest, other.digest);
    assert.match(one.digest, /^sha256:[0-9a-f]{64}$/);
  });

  it("gives another digest for another region, and the same for one that it does not price", () => {
    const one = loadCatalogue({ regions });
    assert.notEqual(one.digest, loadCatalogue({ regions: regions.slice(0, 1) }).digest);
    const unpriced = loadCatalogue({ regions: [...regions, { provider: "aws", region: "nowhere-1" }] });
    assert.equal(unpriced.digest, one.digest);
  });

  it("opens no file outside its folder, whatever the region is called", () => {
    const outside = loadCatalogue({ regions: [{ provider: "aws", region: "../../regions" }] });
    assert.deepEqual(outside.offerings("aws", "../../regions"), []);
  });

  it("names priced regions that were not loaded", () => {
    assert.ok(loadCatalogue({ regions: [] }).pricedRegions("aws").includes("eu-west-1"));
  });
});

describe("decodeCatalogue", () => {
  it("calls a missing file or another format a bug", () => {
    assert.throws(() => decodeCatalogue(new Map()), InvariantError);
    const files = allFiles();
    files.set("index.json", '{"format": 99, "columns": [], "rows": []}');
    assert.throws(() => decodeCatalogue(files), InvariantError);
  });
});

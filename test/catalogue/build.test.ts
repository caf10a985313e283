import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildCatalogue } from "../../scripts/catalogue-build.js";
import { medianRatioPpm } from "../../scripts/catalogue/aws.js";
import { azureFamily } from "../../src/catalogue/import/azure-family.js";
import { alibabaFamily } from "../../scripts/catalogue/alibaba.js";
import { gcpFamily } from "../../src/catalogue/import/gcp-family.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { TINY_SOURCE } from "./tiny-source.js";

function contents(directory: string): ReadonlyMap<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  return new Map(
    entries
      .map((one) => join(one.parentPath, one.name))
      .sort()
      .map((path) => [path.slice(directory.length), readFileSync(path, "utf8")]),
  );
}

describe("buildCatalogue", () => {
  let directory = "";
  let from = "";
  let to = "";
  let report = "";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "stowage-catalogue-"));
    from = join(directory, "from");
    to = join(directory, "to");
    for (const [path, lines] of Object.entries(TINY_SOURCE)) {
      mkdirSync(dirname(join(from, path)), { recursive: true });
      writeFileSync(join(from, path), `${lines.join("\n")}\n`);
    }
    report = buildCatalogue(from, to);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("writes the same bytes twice, and says that nothing changed", () => {
    const first = contents(to);
    assert.match(buildCatalogue(from, to), /^nothing changed$/m);
    assert.deepEqual(contents(to), first);
    buildCatalogue(from, join(directory, "other"));
    assert.deepEqual(contents(join(directory, "other")), first);
  });

  it("writes one row a line", () => {
    const text = readFileSync(join(to, "prices/aws/eu-west-1.json"), "utf8");
    assert.ok(text.split("\n").includes('["m5.large",125000,50000,null,0],'));
  });

  it("lists, estimates and assumes by what the sources know of the region", () => {
    const offerings = loadCatalogue({
      regions: [{ provider: "aws", region: "eu-west-1" }],
      directory: to,
    }).offerings("aws", "eu-west-1");
    assert.deepEqual(
      offerings.map((one) => [
        one.instanceType,
        one.purchaseOption,
        one.microPerHour,
        one.evidence.confidence,
      ]),
      [
        ["m5.large", "on-demand", 125_000, "secondary"],
        ["m5.large", "spot", 50_000, "estimate"],
        // m6.large was on sale elsewhere in 2025 but not here; m8 and m9 are newer than the list.
        ["m8.large", "on-demand", 250_000, "estimate"],
        ["m9.large", "on-demand", 375_000, "assumption"],
        // Half as dear at home as in 2025, so half as dear here.
        ["p5.large", "on-demand", 6_250_000, "estimate"],
      ],
    );
  });

  it("reports what it leaves out", () => {
    assert.match(report, /Standard_B1ls: left out/);
    assert.match(report, /1 prices of zero left out: spaincentral/);
    assert.match(report, /EKS allocatable: 1 of 5 types agree/);
  });

  it("keeps yuan as yuan, and what sells where", () => {
    const catalogue = loadCatalogue({
      regions: [
        { provider: "alibaba", region: "cn-beijing" },
        { provider: "aws", region: "cn-north-1" },
      ],
      directory: to,
    });
    assert.deepEqual(
      catalogue
        .offerings("alibaba", "cn-beijing")
        .map(({ instanceType, microPerHour, currency, availabilityZones }) => [
          instanceType,
          microPerHour,
          currency,
          availabilityZones,
        ]),
      [
        ["ecs.g6r.large", 400_000, "CNY", ["cn-beijing-a"]],
        ["ecs.g7.xlarge", 1_046_500, "CNY", ["cn-beijing-a", "cn-beijing-h"]],
        ["ecs.gn6i-c4g1.xlarge", 10_000_000, "CNY", ["cn-beijing-a", "cn-beijing-h"]],
      ],
    );
    assert.deepEqual(catalogue.region("alibaba", "cn-beijing")?.availabilityZones, [
      "cn-beijing-a",
      "cn-beijing-h",
    ]);
    assert.equal(catalogue.offerings("aws", "cn-north-1")[0]?.currency, "CNY");
    assert.match(report, /alibaba: 1 prices of zero left out: cn-beijing ecs\.c8i\.large/);
  });

  it("knows Arm machines that the list of Alibaba calls amd64", () => {
    const catalogue = loadCatalogue({ regions: [], providers: ["alibaba"], directory: to });
    assert.equal(catalogue.instanceType("alibaba", "ecs.g6r.large")?.architecture, "arm64");
    assert.equal(catalogue.instanceType("alibaba", "ecs.g7.xlarge")?.architecture, "amd64");
    assert.equal(catalogue.instanceType("alibaba", "ecs.gn6i-c4g1.xlarge")?.accelerator?.chip, "nvidia-t4");
  });

  it("counts what it has", () => {
    assert.match(
      report,
      /^aws: 5 types, 5 priced regions; 12 on-demand and 1 spot prices; .*cn-north-1 1\+0 CNY/m,
    );
    assert.match(report, /^tencent: 1 regions, 1 without prices: ap-guangzhou$/m);
    assert.match(report, /^EKS pod limits: 1 of 1 agree/m);
  });

  it("has grid carbon by year, and for mainland China the official factor of the area alone", () => {
    const catalogue = loadCatalogue({ regions: [], directory: to });
    assert.deepEqual(
      catalogue
        .region("gcp", "europe-west1")
        ?.gridByYear?.map(({ year, gramsPerKWh }) => [year, gramsPerKWh]),
      [
        [2022, 120],
        [2023, 110],
        [2024, 103.37],
      ],
    );
    const beijing = catalogue.region("aws", "cn-north-1");
    assert.equal(beijing?.gridGramsPerKWh, 677.6);
    assert.equal(beijing.operator, "Sinnet");
    assert.match(beijing.gridEvidence?.source ?? "", /Ministry of Ecology/);
  });

  it("reads a lost decimal point, a vendor's zone count and a region's own effectiveness", () => {
    const catalogue = loadCatalogue({ regions: [], directory: to });
    const azure = catalogue.region("azure", "westeurope");
    assert.equal(azure?.gridGramsPerKWh, 390);
    assert.deepEqual(azure.availabilityZones, ["1", "2", "3"]);
    assert.equal(catalogue.region("gcp", "europe-west1")?.pueMilli, 1090);
    assert.equal(catalogue.region("aws", "eu-west-1")?.gridGramsPerKWh, 278.6);
    assert.equal(catalogue.region("aws", "us-east-1")?.gridGramsPerKWh, 415.76);
  });

  it("removes files of regions that the sources no longer have, and counts changed rows", () => {
    const copy = join(directory, "copy");
    buildCatalogue(from, copy);
    mkdirSync(join(copy, "prices/aws"), { recursive: true });
    writeFileSync(join(copy, "prices/aws/old-region-1.json"), "{}\n");
    const changed = readFileSync(join(copy, "prices/aws/eu-west-1.json"), "utf8").replace("125000", "124000");
    writeFileSync(join(copy, "prices/aws/eu-west-1.json"), changed);
    assert.match(buildCatalogue(from, copy), /^prices\/aws\/eu-west-1\.json: \+0 ~1 -0 \(m5\.large\)$/m);
    assert.deepEqual([...contents(copy).keys()], [...contents(to).keys()]);
  });
});

describe("medianRatioPpm", () => {
  it("is the middle one, or the mean of the two in the middle", () => {
    const home = new Map([
      ["a", 100],
      ["b", 100],
      ["c", 100],
      ["d", 100],
    ]);
    assert.equal(
      medianRatioPpm(
        new Map([
          ["a", 110],
          ["b", 200],
          ["c", 120],
        ]),
        home,
      ),
      1_200_000,
    );
    assert.equal(
      medianRatioPpm(
        new Map([
          ["a", 110],
          ["b", 200],
          ["c", 120],
          ["d", 130],
        ]),
        home,
      ),
      1_250_000,
    );
    assert.equal(medianRatioPpm(new Map(), home), 1_000_000);
  });
});

describe("families", () => {
  it("are the size's letters without its number", () => {
    assert.equal(azureFamily("Standard_E16-4as_v5"), "Easv5");
    assert.equal(azureFamily("Standard_DS2_v2_Promo"), "DSv2Promo");
    assert.equal(gcpFamily("c3-standard-88-lssd"), "c3-standard-lssd");
    assert.equal(gcpFamily("a3-highgpu-8g"), "a3-highgpu");
    assert.equal(gcpFamily("m1-ultramem-40"), "m1-ultramem");
    assert.equal(alibabaFamily("ecs.gn6i-c16g1.4xlarge"), "gn6i");
    assert.equal(alibabaFamily("ecs.t5-lc1m2.small"), "t5");
    assert.equal(alibabaFamily("ecs.vgn6i-m4-vws.xlarge"), "vgn6i-vws");
    assert.equal(alibabaFamily("ecs.gn7i-2x.8xlarge"), "gn7i");
    assert.equal(alibabaFamily("ecs.ebmg7.32xlarge"), "ebmg7");
  });
});

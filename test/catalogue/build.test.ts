import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildCatalogue } from "../../scripts/catalogue-build.js";
import { medianRatioPpm } from "../../scripts/catalogue/aws.js";
import { azureFamily } from "../../scripts/catalogue/azure.js";
import { gcpFamily } from "../../scripts/catalogue/gcp.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";

const AWS_COLUMNS =
  "instance_type,family,category,generation,arch,cpu_manufacturer,vcpu,memory_mib,accelerator,accelerator_manufacturer," +
  "accelerator_count,gpu_memory_mib_each,local_nvme_gb,karpenter_alloc_cpu_m,karpenter_alloc_memory_mib,karpenter_pods";
const awsType = (name: string, cpu: number, memory: number): string =>
  `${name},${name.split(".")[0] ?? ""},m,1,amd64,intel,${cpu},${memory},,,,,,1930,6903,29`;

/** A source folder with a handful of rows: one type listed in both regions, two newer ones, one not sold. */
const SOURCE: Readonly<Record<string, readonly string[]>> = {
  "catalog/aws/instance_types.csv": [
    AWS_COLUMNS,
    awsType("m5.large", 2, 8192),
    awsType("m6.large", 2, 8192),
    awsType("m8.large", 2, 8192),
    awsType("m9.large", 2, 8192),
    awsType("p5.large", 2, 8192),
  ],
  "catalog/aws/eni_limits_nodeadm.csv": [
    "instance_type,default_max_enis,ipv4_per_eni,standard_max_pods",
    "m5.large,3,10,29",
  ],
  "catalog/aws/ondemand_karpenter.csv": [
    "region,instance_type,price_per_hour,currency,as_of",
    "us-east-1,m5.large,0.1,USD,2026-07-20",
    "us-east-1,m6.large,0.11,USD,2026-07-20",
    "us-east-1,m8.large,0.2,USD,2026-07-20",
    "us-east-1,m9.large,0.3,USD,2026-07-20",
    "us-east-1,p5.large,5,USD,2026-07-20",
    "us-gov-east-1,m5.large,0.13,USD,2026-07-20",
    "us-gov-west-1,m5.large,0.13,USD,2026-07-20",
  ],
  "catalog/aws/ondemand_all_regions_ec2shop.csv": [
    "region,instance_type,price_per_hour,currency,as_of",
    "us-east-1,m5.large,0.1,USD,2025-04-04",
    "us-east-1,m6.large,0.11,USD,2025-04-04",
    "us-east-1,p5.large,10,USD,2025-04-04",
    "eu-west-1,m5.large,0.125,USD,2025-04-04",
    "eu-west-1,p5.large,12.5,USD,2025-04-04",
  ],
  "catalog/aws/spot_advisor_linux.csv": [
    "region,instance_type,savings_pct,interruption_band_0to4",
    "eu-west-1,m5.large,60,0",
    "eu-west-1,m8.large,0,0",
  ],
  "catalog/azure/instance_types_autoscaler.csv": [
    "vm_size,sku_family,vcpu,memory_mib,gpu,arch",
    "Standard_E16-4s_v5,standardESv5Family,16,131072,0,amd64",
    "Standard_B1ls,standardBSFamily,1,0,0,amd64",
  ],
  "catalog/azure/ondemand_karpenter.csv": [
    "region,vm_size,price_per_hour_usd",
    "westeurope,Standard_E16-4s_v5,1.2",
    "westeurope,Standard_Z9,1.2",
    "spaincentral,Standard_E16-4s_v5,0",
  ],
  "catalog/gcp/machine_types.csv": [
    "machine_type,vcpu,shared_cpu,memory_gb",
    "g2-standard-24,24,False,96.00",
    "e2-small,2,True,2.00",
  ],
  "catalog/gcp/machine_type_by_region.csv": ["machine_type,region", "g2-standard-24,europe-west1"],
  "catalog/gcp/prices_karpenter.csv": [
    "region,machine_type,ondemand_per_hour_usd,spot_per_hour_usd",
    "europe-west1,g2-standard-24,2.1,0.9",
    "europe-west1,e2-small,0.02,0.01",
    "mars-north1,g2-standard-24,2.1,0.9",
  ],
  "regions/jasonwilbur/regions.csv": [
    "provider,region,name,type,country,country_code,city,lat,lon,azs,launched,status",
    'aws,us-east-1,"US East, Virginia",commercial,United States,US,Ashburn,39.0438,-77.4874,6,2006,ga',
    "aws,us-gov-east-1,Gov,government,United States,US,Ohio,38.9,-77,3,2018,ga",
    "aws,us-gov-west-1,Gov,government,United States,US,Oregon,46.2,-119.2,3,2011,ga",
    "aws,eu-west-1,Ireland,commercial,Ireland,IE,Dublin,53.3498,-6.2603,3,2007,ga",
    "azure,westeurope,West Europe,commercial,Netherlands,NL,Amsterdam,52.3667,4.9,2,2010,ga",
    "gcp,europe-west1,Belgium,commercial,Belgium,BE,St. Ghislain,50.4697,3.8105,3,2015,ga",
  ],
  "regions/azure-locations/locations.csv": [
    "region,display_name,geography,geography_group,physical_location,category,type,lat,lon,paired_region,zones",
    'westeurope,West Europe,Europe,Europe,"Noord, Holland",Recommended,Physical,52.3667,4.9,northeurope,3',
  ],
  "regions/gcp-region-carbon-info/2024.csv": [
    "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
    "europe-west1,Belgium,0.84,103.37",
  ],
  "regions/ccf/app_region_emissions.csv": [
    "provider,region,gco2e_per_kwh",
    "aws,eu-west-1,278.6",
    "aws,*,392.8",
  ],
  "regions/ccf/grid-emissions-factors-aws.csv": [
    "Region,Country,NERC Region,CO2e (metric ton/kWh),Source",
    "eu-west-1,Ireland,,0.000316,EEA",
    "us-east-1,United States,SERC,0.000415755,EPA",
  ],
  "regions/ccf/grid-emissions-factors-azure.csv": [
    "Region,Location,NERC Region,CO2e (metric ton/kWh),Source",
    "West Europe,Netherlands,,000390,EEA",
  ],
  "regions/ccf/app_region_pue.csv": [
    "provider,region,pue",
    "aws,*,1.135",
    "azure,*,1.185",
    "gcp,*,1.1",
    "gcp,europe-west1,1.09",
  ],
  ...Object.fromEntries(
    ["aws", "azure", "gcp"].map((provider) => [
      `regions/ccf/coefficients-${provider}-use.csv`,
      [",Architecture,Min Watts,Max Watts,GB/Chip", "0,Cascade Lake,0.5,4,1", "1,Graviton2,0.4,1.5,1"],
    ]),
  ),
};

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
    for (const [path, lines] of Object.entries(SOURCE)) {
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
    assert.ok(text.split("\n").includes('["m5.large",125000,0,50000,4],'));
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
  });
});

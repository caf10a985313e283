import assert from "node:assert/strict";
import { changed, fixtureText, imported, told } from "./fixture.js";

const PRICE = [
  "terms",
  "OnDemand",
  "2SX63SRBXZK94TSA",
  "2SX63SRBXZK94TSA.JRTCKXETXF",
  "priceDimensions",
  "2SX63SRBXZK94TSA.JRTCKXETXF.6YS6EN2CT7",
  "pricePerUnit",
];

describe("import of the AWS price list", () => {
  it("takes Linux on shared tenancy and leaves Windows, dedicated, reserved capacity and local zones", () => {
    const { override, format, diagnostics } = imported(fixtureText("aws-price-list.json"));
    assert.equal(format, "aws-price-list");
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(override?.offerings, [
      {
        provider: "aws",
        region: "eu-central-1",
        instanceType: "m7g.xlarge",
        purchaseOption: "on-demand",
        microPerHour: 195_400,
        currency: "USD",
      },
    ]);
  });

  it("is dated by the list's own publication, not by the import", () => {
    assert.equal(imported(fixtureText("aws-price-list.json")).override?.asOf, "2026-11-04");
  });

  it("keeps the currency of the China regions", () => {
    const { override } = imported(changed("aws-price-list.json", PRICE, { CNY: "1.2340000000" }));
    assert.deepEqual(
      override?.offerings?.map(({ currency, microPerHour }) => [currency, microPerHour]),
      [["CNY", 1_234_000]],
    );
  });

  for (const price of ["-0.1", "NaN", "1e999", "0x10", "", "9".repeat(400), -0.1, null, {}]) {
    it(`refuses a price of ${JSON.stringify(price).slice(0, 20)} and says where it stands`, () => {
      const result = imported(changed("aws-price-list.json", [...PRICE, "USD"], price));
      assert.equal(result.override, undefined);
      const [first = ""] = told(result);
      assert.match(first, /^invalid-quantity \/terms\/OnDemand\/.*\/pricePerUnit\/USD: expected an amount/);
      assert.ok(first.length < 400);
    });
  }

  it("leaves out a price of zero and counts it", () => {
    const { override, diagnostics } = imported(
      changed("aws-price-list.json", [...PRICE, "USD"], "0.0000000000"),
    );
    assert.equal(override?.offerings, undefined);
    assert.ok(diagnostics.some(({ message }) => message === "1 prices of 0 were left out"));
  });

  it("refuses the offer of another service by name", () => {
    assert.deepEqual(told(imported(changed("aws-price-list.json", ["offerCode"], "AmazonRDS"))), [
      "not-supported /offerCode: expected the offer of AmazonEC2, found AmazonRDS",
    ]);
  });

  it("refuses a list without terms", () => {
    assert.deepEqual(told(imported(changed("aws-price-list.json", ["terms"], []))), [
      "invalid-spec /terms/OnDemand: expected terms.OnDemand as an object, found nothing",
    ]);
  });
});

describe("import of aws ec2 describe-instance-types", () => {
  const result = imported(fixtureText("aws-instance-types.json"));
  const typeNamed = (name: string): unknown =>
    result.override?.instanceTypes?.find((type) => type.name === name);

  it("gives machines as the catalogue has them", () => {
    assert.deepEqual(typeNamed("m7g.xlarge"), {
      name: "m7g.xlarge",
      provider: "aws",
      family: "m7g",
      architecture: "arm64",
      cpuMilli: 4000,
      memoryMiB: 16_384,
      interfaces: { count: 4, addressesEach: 15 },
    });
    assert.deepEqual(typeNamed("g6e.xlarge"), {
      name: "g6e.xlarge",
      provider: "aws",
      family: "g6e",
      architecture: "amd64",
      cpuMilli: 4000,
      memoryMiB: 32_768,
      accelerator: { chip: "nvidia-l40s", count: 1, resource: "nvidia.com/gpu" },
      interfaces: { count: 4, addressesEach: 15 },
      localDiskGiB: 232,
    });
  });

  it("counts the interfaces of the default network card, as nodeadm does", () => {
    assert.deepEqual((typeNamed("p5.48xlarge") as { interfaces: unknown }).interfaces, {
      count: 2,
      addressesEach: 50,
    });
  });

  it("leaves out a type whose accelerator no device plugin publishes, and Macs, and says so", () => {
    assert.equal(typeNamed("z9.large"), undefined);
    assert.equal(typeNamed("mac2.metal"), undefined);
    const messages = result.diagnostics.map(({ message }) => message);
    assert.ok(messages.some((message) => message.startsWith("z9.large: no device plugin")));
    assert.ok(messages.some((message) => message.startsWith("1 types that run neither")));
  });

  it("names every field that is wrong at once", () => {
    const types = [{ InstanceType: "<script>", VCpuInfo: {}, MemoryInfo: { SizeInMiB: 1.5 } }];
    assert.deepEqual(told(imported(JSON.stringify({ InstanceTypes: types }))), [
      'invalid-spec /InstanceTypes/0/InstanceType: expected an instance type of letters, digits and . _ -, found the text "<script>"',
      "invalid-quantity /InstanceTypes/0/VCpuInfo/DefaultVCpus: expected a whole amount (vCPUs) from 1 to 100000, found nothing",
      "invalid-quantity /InstanceTypes/0/MemoryInfo/SizeInMiB: expected a whole amount (MiB) from 1 to 1073741824, found the number 1.5",
      "invalid-spec /InstanceTypes/0/ProcessorInfo/SupportedArchitectures: expected a list of architectures, found nothing",
    ]);
  });

  it("refuses one type with two descriptions that differ, and takes equal ones as one", () => {
    const type = (memory: number): object => ({
      InstanceType: "m5.large",
      ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
      VCpuInfo: { DefaultVCpus: 2 },
      MemoryInfo: { SizeInMiB: memory },
    });
    const twice = imported(JSON.stringify({ InstanceTypes: [type(8192), type(8192)] }));
    assert.equal(twice.override?.instanceTypes?.length, 1);
    assert.deepEqual(told(imported(JSON.stringify({ InstanceTypes: [type(8192), type(4096)] }))), [
      "duplicate-name /InstanceTypes/1: m5.large has two descriptions that differ: here and at /InstanceTypes/0",
    ]);
  });
});

describe("import of aws ec2 describe-instance-type-offerings", () => {
  it("gives the availability zones that sell each type, without local and Wavelength zones", () => {
    const { override, diagnostics } = imported(fixtureText("aws-instance-type-offerings.json"));
    assert.deepEqual(override?.availabilityZones, [
      {
        provider: "aws",
        region: "us-east-1",
        instanceType: "m7g.xlarge",
        availabilityZones: ["us-east-1a", "us-east-1b"],
      },
      {
        provider: "aws",
        region: "us-east-1",
        instanceType: "p5.48xlarge",
        availabilityZones: ["us-east-1d"],
      },
    ]);
    assert.match(diagnostics[0]?.message ?? "", /^2 offerings of local and Wavelength zones/);
  });

  it("asks for offerings by availability zone where the export is by region", () => {
    const path = ["InstanceTypeOfferings", 0, "LocationType"];
    const result = imported(changed("aws-instance-type-offerings.json", path, "region"));
    assert.deepEqual(told(result), [
      "not-supported /InstanceTypeOfferings/0/LocationType: expected offerings by availability-zone, found region",
    ]);
    assert.match(result.diagnostics[0]?.hint ?? "", /--location-type availability-zone/);
  });
});

describe("import of aws service-quotas list-service-quotas", () => {
  it("gives vCPU limits by family and purchase option, with the region of the quota's name", () => {
    const { override } = imported(fixtureText("aws-service-quotas.json"));
    assert.deepEqual(
      override?.quotas?.map(({ code, limit, purchaseOption, families, region, unit }) => [
        code,
        limit,
        purchaseOption,
        families,
        region,
        unit,
      ]),
      [
        [
          "L-1216C47A",
          512,
          "on-demand",
          ["a", "c", "d", "h", "i", "m", "r", "t", "z"],
          "eu-central-1",
          "vcpu",
        ],
        ["L-43DA4232", 448, "on-demand", ["u"], "eu-central-1", "vcpu"],
        ["L-C4BD4855", 192, "spot", ["p5"], "eu-central-1", "vcpu"],
        ["L-DB2E81BA", 64, "on-demand", ["g", "vt"], "eu-central-1", "vcpu"],
      ],
    );
  });
});

import assert from "node:assert/strict";
import {
  SHAPE_FROM_NAME_EVIDENCE,
  embodiedCarbon,
  isKnownJurisdiction,
  shapeFromName,
} from "../../src/catalogue/index.js";
import type { Ability } from "../../src/model/catalogue.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { catalogue, typeOf } from "./loaded.js";

describe("chips", () => {
  it("hold every processor and accelerator that a machine names", () => {
    const whole = loadCatalogue({ regions: [], providers: ["aws", "azure", "gcp", "alibaba"] });
    for (const provider of whole.providers())
      for (const { name, processor, accelerator, architecture } of whole.instanceTypes(provider)) {
        if (processor !== undefined) assert.equal(whole.chip(processor)?.isa, architecture, name);
        if (accelerator === undefined) continue;
        const chip = whole.chip(accelerator.chip.replace(/-slice$/, ""));
        assert.ok(chip?.resources.includes(accelerator.resource), `${name} ${accelerator.chip}`);
      }
  });

  it("have unique names, a country and a source each", () => {
    const chips = catalogue.chips();
    assert.equal(new Set(chips.map(({ name }) => name)).size, chips.length);
    for (const chip of chips) {
      assert.ok(isKnownJurisdiction(chip.country), chip.name);
      assert.notEqual(chip.evidence.source, "");
      assert.equal(chip.isa === "none", chip.kind !== "cpu", chip.name);
      const baseline = chip.performance?.baseline;
      if (baseline !== undefined) assert.equal(catalogue.chip(baseline)?.kind === "cpu", chip.kind === "cpu");
    }
    for (const isa of ["amd64", "arm64", "loong64", "riscv64"])
      assert.ok(
        chips.some((chip) => chip.isa === isa && chip.country === "CN"),
        isa,
      );
  });

  it("split a device into no more memory than it has", () => {
    for (const { name, memoryMiB, slices } of catalogue.chips())
      for (const { profile, memoryMiB: each, most, resource } of slices) {
        assert.ok(memoryMiB !== undefined && each * most <= memoryMiB, `${name} ${profile}`);
        assert.match(resource, /^[a-z.-]+\/[A-Za-z0-9_.-]+$/);
      }
  });

  it("name MIG profiles as the device plugin publishes them", () => {
    const slices = catalogue.chip("nvidia-h100")?.slices ?? [];
    assert.deepEqual(
      slices.map(({ resource, most }) => [resource, most]),
      [
        ["nvidia.com/mig-1g.10gb", 7],
        ["nvidia.com/mig-1g.20gb", 4],
        ["nvidia.com/mig-2g.20gb", 3],
        ["nvidia.com/mig-3g.40gb", 2],
        ["nvidia.com/mig-4g.40gb", 1],
        ["nvidia.com/mig-7g.80gb", 1],
      ],
    );
  });
});

describe("shapeFromName", () => {
  it("reads what a Tencent name says", () => {
    const shape = (name: string) => {
      const type = shapeFromName("tencent", name);
      return type && [type.family, type.architecture, type.cpuMilli, type.memoryMiB];
    };
    assert.deepEqual(shape("S5.LARGE8"), ["S5", "amd64", 4000, 8192]);
    assert.deepEqual(shape("S5.SMALL1"), ["S5", "amd64", 1000, 1024]);
    assert.deepEqual(shape("SA3.2XLARGE32"), ["SA3", "amd64", 8000, 32_768]);
    assert.deepEqual(shape("SR1.MEDIUM4"), ["SR1", "arm64", 2000, 4096]);
    for (const name of [
      "GN7.2XLARGE32",
      "D3.2XLARGE32",
      "S5.XLARGE8",
      "S5.LARGE0",
      "S5.LARGE",
      "s5.large8",
      "",
    ])
      assert.equal(shape(name), undefined, name);
  });

  it("reads what a Huawei name says", () => {
    const shape = (name: string) => {
      const type = shapeFromName("huawei", name);
      return type && [type.family, type.architecture, type.cpuMilli, type.memoryMiB];
    };
    assert.deepEqual(shape("s7.xlarge.4"), ["s7", "amd64", 4000, 16_384]);
    assert.deepEqual(shape("c7n.large.2"), ["c7n", "amd64", 2000, 4096]);
    assert.deepEqual(shape("kc1.8xlarge.4"), ["kc1", "arm64", 32_000, 131_072]);
    for (const name of ["p2s.2xlarge.8", "ai1s.large.4", "s7.xlarge", "s7.xlarge.0", "s7.0xlarge.4"])
      assert.equal(shape(name), undefined, name);
  });

  it("reads no other cloud's names, and the catalogue says how far it may be trusted", () => {
    assert.equal(shapeFromName("aws", "s7.xlarge.4"), undefined);
    const type = catalogue.instanceType("huawei", "s7.xlarge.4");
    assert.ok(type !== undefined);
    assert.deepEqual(catalogue.instanceTypeEvidence(type), SHAPE_FROM_NAME_EVIDENCE.huawei);
    assert.deepEqual(catalogue.instanceTypes("huawei"), []);
  });
});

describe("instanceTypeEvidence", () => {
  it("is told by column", () => {
    const type = typeOf("aws", "m7g.large");
    assert.match(catalogue.instanceTypeEvidence(type)?.source ?? "", /karpenter-provider-aws/);
    assert.match(catalogue.instanceTypeEvidence(type, "interfaces")?.source ?? "", /amazon-eks-ami/);
    assert.equal(catalogue.instanceTypeEvidence(type, "processor")?.confidence, "secondary");
    assert.equal(type.processor, "aws-graviton3");
  });
});

describe("hubClusters", () => {
  it("are ten clusters of eight hubs, east and west", () => {
    const clusters = catalogue.hubClusters();
    assert.equal(clusters.length, 10);
    assert.equal(new Set(clusters.map(({ hub }) => hub)).size, 8);
    for (const { side, pueLimitMilli, name } of clusters)
      assert.equal(
        pueLimitMilli,
        side === "east" ? 1250 : 1200 + (/Tianfu|Chongqing/.test(name) ? 50 : 0),
        name,
      );
  });

  it("know that west is not green", () => {
    const grams = (name: string) =>
      catalogue.hubClusters().find((one) => one.name === name)?.gridGramsPerKWh ?? 0;
    assert.ok(grams("Horinger") > grams("Shaoguan"));
    assert.equal(grams("Tianfu"), 140.4);
  });

  it("name regions that the catalogue has, on the same grid", () => {
    for (const { name, regions, gridGramsPerKWh } of catalogue.hubClusters())
      for (const { provider, region } of regions) {
        const known = catalogue.region(provider, region);
        assert.equal(known?.country, "CN", `${name} ${region}`);
        assert.equal(known.gridGramsPerKWh, gridGramsPerKWh, `${name} ${region}`);
      }
  });
});

describe("ability", () => {
  const ask = (subject: string, ability: Ability, partition: string, region = "") =>
    catalogue.ability({ subject, ability, partition, region })?.answer;

  it("knows that AWS's symmetric keys are SM4 in China and AES-256 elsewhere", () => {
    assert.equal(ask("aws", "customer-key-sm4", "aws-cn"), "yes");
    assert.equal(ask("aws", "customer-key-aes256", "aws-cn"), "no");
    for (const partition of ["aws", "aws-us-gov", "aws-eusc"]) {
      assert.equal(ask("aws", "customer-key-sm4", partition), "no");
      assert.equal(ask("aws", "customer-key-aes256", partition), "yes");
    }
  });

  it("answers by the region before the partition, and by the partition before all", () => {
    assert.equal(ask("eks", "confidential-nodes", "aws", "eu-west-1"), "partly");
    assert.equal(ask("eks", "confidential-nodes", "aws", "eu-central-1"), "no");
    assert.equal(ask("eks", "confidential-nodes", "aws-cn", "cn-north-1"), "unknown");
    assert.equal(ask("aks", "secret-encryption-customer-key", "azure"), "yes");
    assert.equal(ask("aks", "secret-encryption-customer-key", "azurechina"), "unknown");
    assert.equal(ask("alibaba", "customer-key-sm4", "alibaba", "cn-beijing"), "partly");
    assert.equal(ask("alibaba", "customer-key-sm4", "alibaba", "eu-central-1"), "unknown");
  });

  it("answers every question about a platform, if only with unknown, and none about a stranger", () => {
    for (const subject of ["eks", "aks", "gke", "ack", "tke", "cce", "k3s", "rke2"])
      for (const ability of [
        "private-api-endpoint",
        "api-audit-log",
        "fips-nodes",
        "dedicated-hosts",
      ] as const)
        assert.notEqual(ask(subject, ability, "anywhere"), undefined, `${subject} ${ability}`);
    assert.equal(ask("toString", "fips-nodes", "aws"), undefined);
  });
});

describe("regions", () => {
  it("are those of seventeen providers, Chinese and sovereign partitions among them", () => {
    const regions = catalogue.regions();
    assert.equal(new Set(regions.map(({ provider }) => provider)).size, 17);
    const partitions = new Set(regions.map(({ partition }) => partition));
    for (const one of [
      "aws",
      "aws-cn",
      "aws-us-gov",
      "aws-eusc",
      "azurechina",
      "azureusgov",
      "oci-government",
    ])
      assert.ok(partitions.has(one), one);
    assert.equal(catalogue.region("azure", "chinanorth3")?.operator, "21Vianet");
  });

  it("of mainland China have the official factor, and Hong Kong is not there", () => {
    for (const region of catalogue.regions())
      if (region.country === "CN") assert.equal(region.gridByYear?.[0]?.year, 2022, region.name);
    assert.equal(catalogue.region("alibaba", "cn-hongkong")?.country, "HK");
    assert.equal(catalogue.region("huawei", "ap-southeast-1")?.country, "HK");
  });

  it("have grid carbon by year where the source has years", () => {
    const years = catalogue.region("gcp", "europe-west1")?.gridByYear?.map(({ year }) => year);
    assert.deepEqual(years, [2022, 2023, 2024]);
  });
});

describe("commitmentTerms", () => {
  it("have a price only where one figure holds for every machine", () => {
    assert.ok(catalogue.commitmentTerms("aws").length > 0);
    assert.ok(catalogue.commitmentTerms("aws").every(({ payPpm }) => payPpm === undefined));
    const flexible = catalogue.commitmentTerms("gcp").filter(({ payPpm }) => payPpm !== undefined);
    assert.deepEqual(
      flexible.map(({ years, payPpm }) => [years, payPpm]),
      [
        [1, 720_000],
        [3, 540_000],
      ],
    );
    assert.ok(flexible.every(({ evidence }) => evidence.confidence === "assumption"));
  });
});

describe("embodiedCarbon", () => {
  it("is the machine's share of its server over four years", () => {
    const server = catalogue.embodiedServer(typeOf("aws", "m5.large"));
    assert.ok(server !== undefined);
    assert.equal(server.vcpus, 96);
    const { milligramsPerHour, assumptions } = embodiedCarbon(catalogue, typeOf("aws", "m5.large")) ?? {
      milligramsPerHour: 0,
      assumptions: [],
    };
    assert.equal(milligramsPerHour, Math.round((server.kilograms * 1e6 * 2) / 96 / 35_040));
    assert.equal(assumptions[0]?.confidence, "estimate");
  });

  it("is unknown for newer families", () => {
    assert.equal(embodiedCarbon(catalogue, typeOf("aws", "m8g.large")), undefined);
  });
});

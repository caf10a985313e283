import assert from "node:assert/strict";
import { changed, fixtureText, imported, told } from "./fixture.js";

describe("import of Azure retail prices", () => {
  it("takes the newest pay-as-you-go and spot price of Linux machines", () => {
    const { override, format } = imported(fixtureText("azure-retail-prices.json"));
    assert.equal(format, "azure-retail-prices");
    assert.deepEqual(
      override?.offerings?.map(({ instanceType, region, purchaseOption, microPerHour, currency }) => [
        instanceType,
        region,
        purchaseOption,
        microPerHour,
        currency,
      ]),
      [
        ["Standard_D4s_v5", "westeurope", "on-demand", 230_000, "USD"],
        ["Standard_D4s_v5", "westeurope", "spot", 45_100, "USD"],
      ],
    );
  });

  it("refuses two prices of one day that differ", () => {
    const text = changed(
      "azure-retail-prices.json",
      ["Items", 1, "effectiveStartDate"],
      "2026-10-01T00:00:00Z",
    );
    assert.match(told(imported(text))[0] ?? "", /^duplicate-name \/Items\/1: .* two prices that differ/);
  });

  it("warns that pages are missing where the export has a next one", () => {
    const next = "https://example.test/?$skip=100";
    const { diagnostics } = imported(changed("azure-retail-prices.json", ["NextPageLink"], next));
    assert.ok(diagnostics.some(({ code, severity }) => code === "unpriced" && severity === "warning"));
  });

  it("reads pages that were joined into a list as one export", () => {
    const page = fixtureText("azure-retail-prices.json");
    const one = imported(page);
    assert.deepEqual(imported(`[${page},${page}]`).override, one.override);
  });

  it("refuses a currency that is none", () => {
    const result = imported(changed("azure-retail-prices.json", ["Items", 0, "currencyCode"], "usd"));
    assert.match(told(result)[0] ?? "", /^invalid-spec \/Items\/0\/currencyCode: expected a currency/);
  });
});

describe("import of az vm list-skus", () => {
  const { override, diagnostics } = imported(fixtureText("azure-skus.json"));

  it("gives sizes with their ISA, and the guest's vCPUs of constrained ones", () => {
    assert.deepEqual(
      override?.instanceTypes?.map(({ name, architecture, cpuMilli, memoryMiB, family }) => [
        name,
        architecture,
        cpuMilli,
        memoryMiB,
        family,
      ]),
      [
        ["Standard_D4ps_v5", "arm64", 4000, 16_384, "Dpsv5"],
        ["Standard_E16-4as_v5", "amd64", 4000, 131_072, "Easv5"],
        ["Standard_NC16as_T4_v3", "amd64", 16_000, 112_640, "NCasT4v3"],
      ],
    );
  });

  it("takes the accelerator from the catalogue, since the export only counts it", () => {
    assert.deepEqual(override?.instanceTypes?.[2]?.accelerator, {
      chip: "nvidia-t4",
      count: 1,
      resource: "nvidia.com/gpu",
    });
    const without = imported(fixtureText("azure-skus.json"), { knownTypes: [] });
    assert.equal(without.override?.instanceTypes?.length, 2);
    assert.ok(without.diagnostics.some(({ code }) => code === "not-supported"));
  });

  it("withdraws what the subscription may not use, in the region or in a zone", () => {
    assert.deepEqual(override?.withdrawn, [
      {
        provider: "azure",
        region: "westeurope",
        instanceType: "Standard_D4ps_v5",
        availabilityZone: "3",
        reason: "NotAvailableForSubscription",
      },
      {
        provider: "azure",
        region: "westeurope",
        instanceType: "Standard_NC16as_T4_v3",
        reason: "NotAvailableForSubscription",
      },
    ]);
  });

  it("gives the zones that are left", () => {
    assert.deepEqual(
      override?.availabilityZones?.map(({ instanceType, availabilityZones }) => [
        instanceType,
        availabilityZones,
      ]),
      [
        ["Standard_D4ps_v5", ["1", "2"]],
        ["Standard_E16-4as_v5", ["1"]],
      ],
    );
    assert.match(diagnostics[0]?.message ?? "", /^1 SKUs that are no virtual machines/);
  });

  it("reads the answer of the REST API, whose rows are under value", () => {
    const text = `{"value": ${fixtureText("azure-skus.json")}}`;
    assert.deepEqual(imported(text).override, override);
    const broken = imported(`{"value": ${changed("azure-skus.json", [0, "name"], 7)}}`);
    assert.match(told(broken)[0] ?? "", /^invalid-spec \/value\/0\/name: /);
  });
});

describe("import of az vm list-usage", () => {
  it("gives limits and use by family, in all and as spot", () => {
    const { override } = imported(fixtureText("azure-usage.json"), { region: "westeurope" });
    assert.deepEqual(
      override?.quotas?.map(({ code, limit, used, unit, purchaseOption, families }) => [
        code,
        limit,
        used,
        unit,
        purchaseOption,
        families,
      ]),
      [
        ["cores", 200, 24, "vcpu", undefined, undefined],
        ["lowPriorityCores", 100, 0, "vcpu", "spot", undefined],
        ["standardDSv5Family", 100, 24, "vcpu", "on-demand", ["dsv5"]],
        ["virtualMachines", 25_000, 6, "instances", undefined, undefined],
      ],
    );
  });

  it("asks for the region, which the export does not have", () => {
    assert.deepEqual(told(imported(fixtureText("azure-usage.json"))), [
      "invalid-spec : az vm list-usage does not say which region it is of",
    ]);
  });
});

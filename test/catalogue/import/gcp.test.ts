import assert from "node:assert/strict";
import { changed, fixtureText, imported, told } from "./fixture.js";

describe("import of the GCP billing catalogue", () => {
  const { override, diagnostics } = imported(fixtureText("gcp-billing-skus.json"));
  const priceOf = (name: string): number | undefined =>
    override?.offerings?.find(({ instanceType }) => instanceType === name)?.microPerHour;

  it("prices a machine by its cores and its memory", () => {
    // 8 x 0.04072 + 32 x 0.005457.
    assert.equal(priceOf("n2-standard-8"), 500_384);
    // 2 x 0.04072 + 16 x 0.005457.
    assert.equal(priceOf("n2-highmem-2"), 168_752);
  });

  it("prices only what has both: no spot price without that of memory, no other series", () => {
    assert.ok(override?.offerings?.every(({ purchaseOption }) => purchaseOption === "on-demand"));
    assert.ok(override?.offerings?.every(({ instanceType }) => instanceType.startsWith("n2-")));
    assert.match(diagnostics[0]?.message ?? "", /^2 SKUs that are not cores or memory/);
  });

  it("needs the machine types, and says so", () => {
    const result = imported(fixtureText("gcp-billing-skus.json"), { knownTypes: [] });
    assert.match(told(result)[0] ?? "", /without the machine types no machine has a price/);
  });

  it("refuses negative nanos and units of another measure", () => {
    const rate = ["skus", 0, "pricingInfo", 0, "pricingExpression"];
    const negative = changed("gcp-billing-skus.json", [...rate, "tieredRates", 0, "unitPrice", "nanos"], -5);
    assert.match(told(imported(negative))[0] ?? "", /nanos: expected a whole amount/);
    const monthly = changed("gcp-billing-skus.json", [...rate, "usageUnit"], "GiBy.mo");
    assert.match(
      told(imported(monthly))[0] ?? "",
      /expected a usageUnit of h or GiBy.h, found the text "GiBy.mo"/,
    );
  });
});

describe("import of gcloud compute machine-types list", () => {
  const { override, diagnostics } = imported(fixtureText("gcp-machine-types.json"));

  it("gives each type once and the zones that have it, whether the zone is a name or a URL", () => {
    assert.deepEqual(
      override?.instanceTypes?.map(({ name, architecture, family }) => [name, architecture, family]),
      [
        ["c4a-standard-4", "arm64", "c4a-standard"],
        ["e2-medium", "amd64", "e2-shared"],
        ["g2-standard-4", "amd64", "g2-standard"],
      ],
    );
    assert.deepEqual(override.availabilityZones?.[0], {
      provider: "gcp",
      region: "europe-west3",
      instanceType: "c4a-standard-4",
      availabilityZones: ["europe-west3-a", "europe-west3-c"],
    });
  });

  it("knows shared cores and accelerators", () => {
    assert.equal(override?.instanceTypes?.[1]?.burstable, true);
    assert.equal(override.instanceTypes[2]?.accelerator?.chip, "nvidia-l4");
  });

  it("leaves out deprecated types and unknown accelerators, and says so", () => {
    assert.deepEqual(
      diagnostics.map(({ severity, code }) => `${severity} ${code}`),
      ["warning not-supported", "info skipped-kind"],
    );
  });

  it("refuses a zone that is none", () => {
    assert.deepEqual(told(imported(changed("gcp-machine-types.json", [0, "zone"], "europe-west3"))), [
      'invalid-spec /0/zone: expected a zone, such as europe-west3-a, found the text "europe-west3"',
    ]);
  });
});

describe("import of gcloud compute regions describe", () => {
  it("gives limits and use by series, as spot and by accelerator", () => {
    const { override } = imported(fixtureText("gcp-region-quotas.json"));
    assert.deepEqual(
      override?.quotas?.map(({ code, limit, used, unit, purchaseOption, families, chips }) => [
        code,
        limit,
        used,
        unit,
        purchaseOption,
        families ?? chips,
      ]),
      [
        ["CPUS", 72, 12, "vcpu", undefined, ["e2", "f1", "g1", "n1"]],
        ["INSTANCES", 6000, 5, "instances", undefined, undefined],
        ["N2_CPUS", 100, 8, "vcpu", undefined, ["n2"]],
        ["NVIDIA_L4_GPUS", 4, 1, "accelerators", "on-demand", ["nvidia-l4"]],
        ["PREEMPTIBLE_CPUS", 8, 0, "vcpu", "spot", undefined],
        ["PREEMPTIBLE_NVIDIA_T4_GPUS", 2, 0, "accelerators", "spot", ["nvidia-t4"]],
      ],
    );
  });

  it("reads the list of all regions too", () => {
    const one = fixtureText("gcp-region-quotas.json");
    const other = changed("gcp-region-quotas.json", ["name"], "us-central1");
    assert.equal(imported(`[${one},${other}]`).override?.quotas?.length, 12);
  });
});

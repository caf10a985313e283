import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eachInFolder } from "./stowage.js";

const FIXTURES = path.join(__dirname, "..", "catalogue", "import", "fixtures");
const OVERRIDE = `apiVersion: stowage.dev/catalogue/v1
source: our contract
asOf: 2026-11-16
confidence: measured
offerings:
  - { provider: aws, region: eu-central-1, instanceType: m7g.xlarge, purchaseOption: on-demand, microPerHour: 100000, currency: USD }
`;

interface Row {
  readonly machine: { readonly name: string; readonly cpuMilli: number };
  readonly offering: { readonly region: string; readonly currency: string; readonly microPerHour: number };
}

describe("stowage catalogue", () => {
  const held = eachInFolder();

  async function rows(...argv: readonly string[]): Promise<readonly Row[]> {
    const { code, out, err } = await held.folder.run(["catalogue", "list", ...argv, "--json"]);
    assert.equal(code, 0, err);
    return (JSON.parse(out) as { readonly rows: readonly Row[] }).rows;
  }

  it("lists what matches every filter, the cheapest first", async () => {
    const list = await rows(
      "--region",
      "eu-central-1,europe-west3",
      "--vcpu",
      "4..8",
      "--memory",
      "16Gi..32Gi",
    );
    assert.equal(list.length, 20);
    for (const { machine, offering } of list) {
      assert.ok(machine.cpuMilli >= 4000 && machine.cpuMilli <= 8000, machine.name);
      assert.ok(["eu-central-1", "europe-west3"].includes(offering.region));
    }
    const prices = list.map(({ offering }) => offering.microPerHour);
    assert.deepEqual(
      prices,
      [...prices].sort((left, right) => left - right),
    );
  });

  it("lists dollars before other currencies, whatever the amounts, and says why", async () => {
    const argv = [
      "--provider",
      "aws,alibaba",
      "--region",
      "eu-central-1",
      "--vcpu",
      "2",
      "--per-region",
      "1",
    ];
    const list = await rows(...argv);
    assert.deepEqual(
      list.map(({ offering }) => offering.currency),
      ["USD", "CNY"],
    );
    const { out } = await held.folder.run(["catalogue", "list", ...argv]);
    assert.match(out, /prices in USD and CNY have no common order/);
  });

  it("lists with the prices of an override", async () => {
    const { folder } = held;
    folder.write("own.yaml", OVERRIDE);
    const [first] = await rows("--region", "eu-central-1", "--name", "m7g.xlarge", "--override", "own.yaml");
    assert.equal(first?.offering.microPerHour, 100_000);
  });

  it("says which region has no prices, and when nothing matches", async () => {
    const { out, err } = await held.folder.run(["catalogue", "list", "--region", "cn-north-4"]);
    assert.equal(out, "no machine on sale matches\n");
    assert.equal(err, "stowage: the catalogue has no prices of cn-north-4 (huawei)\n");
  });

  it("names the nearest of what there is for a name that there is not (exit 2)", async () => {
    for (const [argv, told] of [
      [
        ["list", "--region", "eu-centrl-1"],
        /no region is called "eu-centrl-1"; did you mean "eu-central-1"\?/,
      ],
      [["list", "--chip", "nvidia-l5"], /no chip is called "nvidia-l5"; did you mean "nvidia-l4"\?/],
      [["list", "--platform", "eksx"], /no platform is called "eksx"/],
      [["show", "m7g.xlarg"], /did you mean "m7g.xlarge"\?/],
      [["show", "m7g.xlarge", "--address-mode", "overlay"], /known: custom-networking, /],
    ] as const) {
      const { code, out, err } = await held.folder.run(["catalogue", ...argv]);
      assert.deepEqual([code, out], [2, ""], argv.join(" "));
      assert.match(err, told);
    }
  });

  it("refuses options that say nothing (exit 2)", async () => {
    for (const argv of [
      ["list", "--vcpu", "8..4"],
      ["list", "--vcpu", ".."],
      ["list", "--memory", "16GiB"],
      ["list", "--limit", "0"],
      ["list", "--max-price", "free"],
      ["show", "k3s", "--cpu", "4"],
      ["show", "eks", "--kubernetes-version", "2"],
      ["check", "own.yaml", "--today", "2026-02-30"],
      ["import", "x.json", "--format", "excel"],
      ["import"],
      [],
    ])
      assert.equal((await held.folder.run(["catalogue", ...argv])).code, 2, argv.join(" "));
  });

  it("shows every region of a name, and a machine with the nodes that it makes", async () => {
    const { out } = await held.folder.run(["catalogue", "show", "cn-north-1", "--json"]);
    const providers = (JSON.parse(out) as { readonly region: { readonly provider: string } }[]).map(
      ({ region }) => region.provider,
    );
    assert.deepEqual(providers, ["aws", "huawei"]);
    const shown = await held.folder.run(["catalogue", "show", "m7g.xlarge", "--region", "eu-central-1"]);
    assert.match(shown.out, /^ {2}secondary-ip +58 /m);
    assert.match(shown.out, /^ {2}prefix-delegation +110 /m);
  });

  it("compares two overrides: added, replaced with both prices, withdrawn", async () => {
    const { folder } = held;
    folder.write("own.yaml", OVERRIDE);
    folder.write(
      "new.yaml",
      `${OVERRIDE.replace("100000", "90000").replace("m7g.xlarge", "m7i.xlarge")}withdrawn:
  - { provider: aws, region: eu-central-1, instanceType: m7g.xlarge }
`,
    );
    const { code, out, err } = await folder.run(["catalogue", "diff", "own.yaml", "new.yaml"]);
    assert.equal(code, 0, err);
    assert.match(out, /^Prices: 0 added, 1 replaced, 2 withdrawn, /);
    assert.match(out, /m7g\.xlarge +on-demand +\$0\.1000 +withdrawn$/m);
    assert.match(out, /m7i\.xlarge +on-demand +\$0\.2415 +\$0\.0900 +-62\.73 %$/m);
    const same = await folder.run(["catalogue", "diff", "own.yaml", "own.yaml"]);
    assert.match(same.out, /^Prices: 0 added, 0 replaced, 0 withdrawn, /);
  });

  it("checks overrides, and tells their age", async () => {
    const { folder } = held;
    folder.write("own.yaml", OVERRIDE);
    const { code, out } = await folder.run(["catalogue", "check", "own.yaml", "--max-age", "9"]);
    assert.equal(code, 0);
    assert.match(out, /^own\.yaml: warning \[outdated\] at \/asOf: the figures are 10 days old/m);
    assert.match(out, /^own\.yaml: valid: 1 price; our contract \(measured\) of 2026-11-16, 10 days old$/m);
  });

  it("tells every fault of an override with its line (exit 3), and what cannot be read (exit 74)", async () => {
    const { folder } = held;
    folder.write(
      "own.yaml",
      OVERRIDE.replace("m7g.xlarge", "m7g.xlrge").replace("eu-central-1", "eu-centrl-1"),
    );
    const { code, out, err } = await folder.run(["catalogue", "check", "own.yaml"]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(
      err,
      /^The catalogue override is invalid: 2 errors\.\n(own\.yaml:6: error \[unknown-name\][^]*){2}/,
    );
    folder.write("bad.yaml", `${OVERRIDE}__proto__: { polluted: 1 }\n`);
    assert.equal((await folder.run(["catalogue", "diff", "bad.yaml"])).code, 3);
    const missing = await folder.run(["catalogue", "check", "none.yaml"]);
    assert.deepEqual([missing.code, missing.err], [74, "none.yaml: there is no such file or folder\n"]);
  });

  it("imports several exports into one override that checks, and never overwrites unasked", async () => {
    const { folder } = held;
    for (const file of ["aws-price-list.json", "azure-retail-prices.json"])
      folder.write(file, readFileSync(path.join(FIXTURES, file)));
    const argv = [
      "catalogue",
      "import",
      "aws-price-list.json",
      "azure-retail-prices.json",
      "--output",
      "own.yaml",
    ];
    const { code, out } = await folder.run(argv);
    assert.equal(code, 0);
    assert.equal(out, "own.yaml written: 3 prices, of aws-price-list, azure-retail-prices\n");
    const checked = await folder.run(["catalogue", "check", "own.yaml"]);
    assert.match(checked.out, /^own\.yaml: valid: 3 prices; .* of 2026-11-04, 22 days old$/m);
    const before = readFileSync(folder.at("own.yaml"), "utf8");
    const again = await folder.run(argv);
    assert.equal(again.code, 74);
    assert.match(again.err, /^own\.yaml: the file exists already; it was not overwritten/);
    assert.equal(readFileSync(folder.at("own.yaml"), "utf8"), before);
    assert.equal((await folder.run([...argv, "--force", "--json"])).code, 0);
    assert.equal((await folder.run(["catalogue", "check", "own.yaml"])).code, 0);
  });

  it("imports nothing of an export that is cut off (exit 3)", async () => {
    const { folder } = held;
    const text = readFileSync(path.join(FIXTURES, "aws-price-list.json"), "utf8");
    folder.write("cut.json", text.slice(0, text.length / 2));
    const { code, out, err } = await folder.run(["catalogue", "import", "cut.json"]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, /^The export cannot be imported: 1 error\.\ncut\.json: error \[syntax\]/);
  });

  it("says what keeps an imported override from being used", async () => {
    const { folder } = held;
    folder.write("own.csv", "provider,region,instanceType,pricePerHour\naws,eu-central-1,z99.large,1\n");
    const { code, err } = await folder.run(["catalogue", "import", "own.csv"]);
    assert.equal(code, 0);
    assert.match(err, /warning \[unknown-name\].*the override cannot be used as it stands: .*"z99\.large"/);
  });
});

import assert from "node:assert/strict";
import { FLEET, eachInFolder } from "./stowage.js";

describe("stowage whatif", () => {
  const held = eachInFolder();

  it("draws failures by a seed, lists outages, and knows one by its name alone", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const argv = ["whatif", "--trials", "200", "--seed", "3", "--risk", "az=0.05"];
    const { code, out } = await folder.run(argv);
    assert.equal(code, 0);
    assert.match(out, /^200 trials with seed 3, of 3 replicas /);
    assert.deepEqual(await folder.run(argv), { code, out, err: "" });
    assert.match((await folder.run(["whatif", "--list-outages"])).out, /^azure-identity-2021-03: 2021-03-15/);
    const unknown = await folder.run(["whatif", "--outage", "flood"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /no outage is called "flood"; known: azure-identity-2021-03, /);
    assert.equal((await folder.run(["whatif", "--trials", "0"])).code, 2);
    assert.equal((await folder.run(["whatif", "--trials", "5", "--risk", "moon=1"])).code, 2);
  });

  it("prints the table of every single loss", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out } = await folder.run(["whatif"]);
    assert.equal(code, 0);
    const lines = out.split("\n");
    assert.match(
      lines[0] ?? "",
      /^what if +down at once +workloads all down +planned again +nodes added +cost/,
    );
    for (const loss of [
      "provider aws",
      "region aws/eu-central-1",
      "cluster main",
      "availability zone main/eu-central-1a",
    ])
      assert.ok(
        lines.some((line) => line.startsWith(`lose ${loss} `)),
        loss,
      );
  });

  it("takes several events together", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const given = ["whatif", "--lose", "az:eu-central-1a", "--demand", "web=3", "--price", "1.1"];
    const { code, out } = await folder.run(given);
    assert.equal(code, 0);
    assert.match(
      out,
      /^What if: lose availability zone eu-central-1a, price of all x 1\.1, demand of web x 3\n/,
    );
    const json = await folder.run([...given, "--json"]);
    const { events } = JSON.parse(json.out) as { readonly events: readonly object[] };
    assert.equal(events.length, 3);
  });

  it("tells what is no event, and what the fleet does not have (exit 2)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const wrong = await folder.run(["whatif", "--lose", "zone:a", "--price", "much"]);
    assert.deepEqual([wrong.code, wrong.err.split("\n").length], [2, 3]);
    const unknown = await folder.run(["whatif", "--lose", "az:eu-central-9a"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /the fleet has nothing that this is about/);
  });
});

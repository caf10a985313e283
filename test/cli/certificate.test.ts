import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FLEET, WEB, eachInFolder, spec } from "./stowage.js";
import type { Folder } from "./stowage.js";

async function planned(folder: Folder, text = FLEET): Promise<void> {
  folder.write("fleet.yaml", text);
  const { code, err } = await folder.run(["plan", "--lock", "plan.json", "--certificate", "proof.json"]);
  assert.equal(code, 0);
  assert.equal(err, "stowage: certificate written to proof.json\nstowage: plan written to plan.json\n");
}

const CHECK = ["check", "--lock", "plan.json", "--certificate", "proof.json"];

describe("stowage plan --certificate, stowage check --certificate", () => {
  const held = eachInFolder();

  it("write a certificate that the lock names and that shows the bound again, the same bytes each time", async () => {
    const { folder } = held;
    await planned(folder);
    const first = readFileSync(folder.at("proof.json"), "utf8");
    const { code, out } = await folder.run(CHECK);
    assert.equal(code, 0);
    assert.match(
      out,
      /\nproof\.json: every proof holds; no plan costs less than \$[\d.,]+ a month, gap [\d.]+ %/,
    );
    await planned(folder);
    assert.equal(readFileSync(folder.at("proof.json"), "utf8"), first);
  });

  it("make and check a fresh one where no file is named, as JSON too", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    assert.match(
      (await folder.run(["check", "--certificate"])).out,
      /\na fresh certificate: every proof holds; /,
    );
    const { out } = await folder.run(["check", "--json", "--certificate"]);
    const { certificate, search } = JSON.parse(out) as Readonly<
      Record<"certificate" | "search", Record<string, unknown>>
    >;
    assert.equal(certificate["isNamed"], true);
    assert.equal(typeof certificate["boundMicroPerHour"], "number");
    assert.equal(typeof search["boundMicroPerHour"], "number");
  });

  it("refuse a forged certificate, and one that is not the lock's (exit 8)", async () => {
    const { folder } = held;
    await planned(folder);
    const text = readFileSync(folder.at("proof.json"), "utf8");
    folder.write("proof.json", text.replace(/"values":\[(\d)/, '"values":[9$1'));
    const forged = await folder.run(CHECK);
    assert.equal(forged.code, 8);
    assert.match(
      forged.err,
      /^proof\.json: the checker refuses this certificate: \d+ faults\. Nothing of it counts\.\n/,
    );
    assert.match(
      forged.err,
      /does not show that what a m7i\.\w+ \(on-demand\) of pool "general" can hold is worth/,
    );
    folder.write("proof.json", `${text} `);
    const other = await folder.run(CHECK);
    assert.equal(other.code, 8);
    assert.match(other.err, /is not the plan's certificate/);
  });

  it("refuse what is no certificate at all (exit 8), and say that a file is missing (exit 74)", async () => {
    const { folder } = held;
    await planned(folder);
    for (const text of ["", "{", "[]", "null", '{"apiVersion":"stowage.dev/certificate/v1"}', "\u0000"]) {
      folder.write("proof.json", text);
      assert.equal((await folder.run(CHECK)).code, 8, JSON.stringify(text));
    }
    assert.equal((await folder.run(["check", "--certificate", "nothing.json"])).code, 74);
  });

  it("tell a certificate of another spec from a wrong one (exit 6)", async () => {
    const { folder } = held;
    await planned(folder);
    folder.write("other.yaml", spec(WEB.replace("3", "4")));
    const { code, err } = await folder.run(["check", "other.yaml", "--certificate", "proof.json"]);
    assert.equal(code, 6);
    assert.match(err, /^proof\.json: the certificate is stale\.\n/);
  });

  it("ask for the file where a lock is checked (exit 2)", async () => {
    const { folder } = held;
    await planned(folder);
    const { code, err } = await folder.run(["check", "--lock", "plan.json", "--certificate"]);
    assert.deepEqual([code, err.includes("--certificate FILE")], [2, true]);
  });

  it("overwrite no file that is something else (exit 74)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code } = await folder.run(["plan", "--certificate", "fleet.yaml"]);
    assert.deepEqual([code, readFileSync(folder.at("fleet.yaml"), "utf8")], [74, FLEET]);
  });

  it("refuse a lock that claims more than its certificate shows (exit 8)", async () => {
    const { folder } = held;
    const workloads = [7, 9, 11, 13, 17].map(
      (replicas) =>
        `{ name: w${replicas}, replicas: ${replicas}, requests: { cpu: ${replicas * 190}m, memory: ${23 - replicas}Gi } }`,
    );
    await planned(folder, spec(...workloads));
    const lock = JSON.parse(readFileSync(folder.at("plan.json"), "utf8")) as {
      cost: { microPerHour: number };
      search: { certificate: { boundMicroPerHour: number; gapPpm: number } };
    };
    assert.ok(lock.search.certificate.gapPpm > 0);
    lock.search.certificate.boundMicroPerHour = lock.cost.microPerHour;
    lock.search.certificate.gapPpm = 0;
    folder.write("plan.json", JSON.stringify(lock));
    const { code, err } = await folder.run(CHECK);
    assert.equal(code, 8);
    assert.match(err, /shows a bound of \d+ micro-units an hour, and the plan claims \d+/);
  });
});

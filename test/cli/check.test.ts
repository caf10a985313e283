import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FLEET, WEB, eachInFolder, spec } from "./stowage.js";

describe("stowage check", () => {
  const held = eachInFolder();

  it("accepts a spec with a fresh plan and says what the scheduler would do with it", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out } = await folder.run(["check"]);
    assert.equal(code, 0);
    assert.match(
      out,
      /^fleet\.yaml: the spec is valid\na fresh plan: accepted by the verifier\nscheduler model: cluster main: 3 pods on \d+ nodes?, none stays pending\n$/,
    );
  });

  it("accepts the lock of this spec, as JSON too", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    await folder.run(["plan", "--lock", "plan.json"]);
    const text = await folder.run(["check", "--lock", "plan.json"]);
    assert.equal(text.code, 0);
    assert.match(text.out, /\nplan\.json: accepted by the verifier\n/);
    const json = await folder.run(["check", "--lock", "plan.json", "--json"]);
    const { accepted, warnings } = JSON.parse(json.out) as Readonly<Record<string, unknown>>;
    assert.deepEqual([json.code, accepted, warnings], [0, true, []]);
  });

  it("tells a lock of another spec from a wrong one (exit 6), and how to plan again", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    await folder.run(["plan", "--lock", "plan.json"]);
    folder.write("other.yaml", spec(WEB.replace("3", "4")));
    const { code, err } = await folder.run(["check", "other.yaml", "--lock", "plan.json"]);
    assert.equal(code, 6);
    assert.match(err, /^plan\.json: the lock is stale\.\n/);
    assert.match(err, /Plan again: stowage plan SPEC --lock plan\.json\n$/);
  });

  it("refuses a lock that was edited by hand, with every fault (exit 8)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    await folder.run(["plan", "--lock", "plan.json"]);
    const lock = readFileSync(folder.at("plan.json"), "utf8");
    folder.write("plan.json", lock.replaceAll(/"replicas": 3/g, '"replicas": 2'));
    const { code, err } = await folder.run(["check", "--lock", "plan.json"]);
    assert.equal(code, 8);
    assert.match(err, /^plan\.json: the verifier refuses this plan: \d+ faults\.\n {2}\/clusters\/main/);
  });

  it("refuses a lock that is no plan at all (exit 8)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    for (const text of ["", "{", "[]", "null", '{"apiVersion":"stowage.dev/plan/v1"}', "\u0000"]) {
      folder.write("plan.json", text);
      assert.equal((await folder.run(["check", "--lock", "plan.json"])).code, 8, JSON.stringify(text));
    }
  });

  it("says that a lock is missing (exit 74), that the spec is invalid (exit 3), that there is no plan (exit 4)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    assert.equal((await folder.run(["check", "--lock", "plan.json"])).code, 74);
    folder.write("fleet.yaml", FLEET.replace("replicas", "replica"));
    assert.equal((await folder.run(["check"])).code, 3);
    folder.write("fleet.yaml", FLEET.replace("500m", "900"));
    assert.equal((await folder.run(["check"])).code, 4);
  });
});

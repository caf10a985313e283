import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import type { Plan } from "../../src/model/plan.js";
import type { Rollout } from "../../src/model/rollout.js";
import { verifyPlan } from "../../src/verify/index.js";
import { assertAnswer } from "../model/answers-schema.js";
import { DEPLOYMENT, FLEET, WEB, eachInFolder, spec } from "./stowage.js";

describe("stowage plan", () => {
  const held = eachInFolder();

  it("reads fleet.yaml unless told otherwise, prints the plan and writes nothing", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { code, out, err } = await folder.run(["plan"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Plan of fleet small: 1 workload, 3 replicas, /);
    assert.deepEqual(readdirSync(folder.path), ["fleet.yaml"]);
  });

  it("prints the same bytes twice, as text and as JSON", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    for (const argv of [["plan"], ["plan", "--json"]])
      assert.deepEqual(await folder.run(argv), await folder.run(argv));
  });

  it("finds manifests from the folder of the spec", async () => {
    const { folder } = held;
    folder.write("team/k8s/web.yaml", DEPLOYMENT);
    folder.write("team/fleet.yaml", spec("manifests: ./k8s"));
    const { code, out } = await folder.run(["plan", "team/fleet.yaml"]);
    assert.equal(code, 0);
    assert.match(out, /default\/web +Deployment +2/);
  });

  it("prints JSON that the verifier accepts", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", FLEET);
    const { out } = await folder.run(["plan", "--json"]);
    assert.deepEqual(verifyPlan({ plan: JSON.parse(out) as Plan }), []);
  });

  it("prints no control characters, whatever the manifests say", async () => {
    const { folder } = held;
    const kind = '"\\e[31mEvil\\a"';
    folder.write("k8s/web.yaml", DEPLOYMENT);
    folder.write("k8s/evil.yaml", `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${kind} }\n`);
    folder.write("fleet.yaml", spec("manifests: ./k8s"));
    for (const argv of [["plan"], ["check"], ["import", "k8s"]]) {
      const { code, out, err } = await folder.run(argv);
      assert.equal(code, 0);
      assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });

  describe("with --lock", () => {
    it("writes the plan that it prints, and replaces an older plan", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      const first = await folder.run(["plan", "--json", "--lock", "plan.json"]);
      assert.equal(readFileSync(folder.at("plan.json"), "utf8"), first.out);
      assert.equal(first.err, "stowage: plan written to plan.json\n");
      folder.write("fleet.yaml", spec(WEB.replace("3", "9")));
      const second = await folder.run(["plan", "--json", "--lock", "plan.json"]);
      assert.equal(readFileSync(folder.at("plan.json"), "utf8"), second.out);
      assert.notEqual(first.out, second.out);
    });

    it("leaves a file alone that is no plan (exit 74)", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      const { code, err } = await folder.run(["plan", "--lock", "fleet.yaml"]);
      assert.equal(code, 74);
      assert.equal(err, "fleet.yaml: the file exists and is not a plan; it was not overwritten\n");
      assert.equal(readFileSync(folder.at("fleet.yaml"), "utf8"), FLEET);
    });

    it("says why it cannot write (exit 74)", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      const { code, err } = await folder.run(["plan", "--lock", "missing/plan.json"]);
      assert.equal(code, 74);
      assert.match(err, /^missing\/plan\.json: cannot be written: there is no such file or folder/);
    });
  });

  describe("with --previous", () => {
    it("prints the waves in which the plan takes the place of another, as text and in its JSON", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      await folder.run(["plan", "--lock", "old.json"]);
      folder.write("fleet.yaml", FLEET.replace(/replicas: \d+/, "replicas: 40"));
      const argv = ["plan", "--previous", "old.json", "--waves"];
      const { code, out } = await folder.run(argv);
      assert.equal(code, 0);
      assert.match(out, /\nRollout in \d+ waves?: [^]*\n {2}wave 1\n[^]*start: /);
      const { rollout } = JSON.parse((await folder.run([...argv, "--json"])).out) as {
        readonly rollout: Rollout;
      };
      assertAnswer("Rollout", rollout);
      assert.ok(rollout.waves.length > 0);
      assert.equal((await folder.run(["plan", "--waves"])).code, 2);
    });

    it("tells the moves, keeps to the limit of the spec, and check counts them again", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      await folder.run(["plan", "--lock", "old.json"]);
      folder.write("fleet.yaml", `${spec(WEB.replace("3", "9"))}limits: { maxMoves: 0 }\n`);
      const argv = ["plan", "--previous", "old.json", "--lock", "new.json"];
      const { code, out } = await folder.run(argv);
      assert.equal(code, 0);
      assert.match(out, /^ {2}moves {3}at most 0 of 3 pods of the previous plan, 0 may; add /m);
      assert.equal((await folder.run(["check", "--lock", "new.json", "--previous", "old.json"])).code, 0);
      const others = await folder.run(["check", "--lock", "new.json", "--previous", "new.json"]);
      assert.equal(others.code, 8);
      assert.match(others.err, /\/moves\/previousDigest: is of another plan/);
    });

    it("takes a plan or what runs, and nothing else (exit 74 or 8)", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", FLEET);
      assert.equal((await folder.run(["plan", "--previous", "missing.json"])).code, 74);
      folder.write("broken.json", "{}");
      const { code, err } = await folder.run(["plan", "--previous", "broken.json"]);
      assert.equal(code, 8);
      assert.match(err, /broken\.json/);
      assert.equal((await folder.run(["check", "--previous", "broken.json"])).code, 2);
    });
  });

  describe("with --max-gap", () => {
    // Two kinds of node size and a workload that fills neither: the bound is out of reach.
    const loose = spec(
      "{ name: a, replicas: 5, requests: { cpu: 700m, memory: 900Mi }, spread: [{ over: availabilityZone }] }",
      "{ name: b, replicas: 2, requests: { cpu: 1900m, memory: 3Gi } }",
    );

    it("fails where the gap is wider, and then writes no lock (exit 7)", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", loose);
      const { code, out, err } = await folder.run(["plan", "--max-gap", "0.01", "--lock", "plan.json"]);
      assert.equal(code, 7, out);
      assert.match(err, /^stowage: the gap is \d+\.\d\d %, --max-gap allows 0\.01 %; nothing was written\n/);
      assert.ok(!existsSync(folder.at("plan.json")));
    });

    it("passes where it is narrow enough", async () => {
      const { folder } = held;
      folder.write("fleet.yaml", loose);
      assert.equal((await folder.run(["plan", "--max-gap", "50"])).code, 0);
    });

    it("takes percentages only (exit 2)", async () => {
      for (const gap of ["-1", "many", "", "NaN"])
        assert.equal((await held.folder.run(["plan", `--max-gap=${gap}`])).code, 2, gap);
    });
  });

  it("says which rules leave no offering, and what would fix it (exit 4)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", spec(WEB, "{ name: huge, replicas: 1, requests: { cpu: 900, memory: 1Gi } }"));
    const { code, out, err } = await folder.run(["plan"]);
    assert.deepEqual([code, out], [4, ""]);
    assert.match(err, /^No plan exists: 1 conflict\.\n\n\[no-offering\] .*workload "huge"/);
    assert.match(err, /cpu alone: 33 of 33 \(requests 900 CPU, the largest of these nodes leaves /);
    assert.match(err, /ways out:\n {4}- /);
    const json = await folder.run(["plan", "--json"]);
    const { failure } = JSON.parse(json.out) as { readonly failure: { readonly kind: string } };
    assert.deepEqual([json.code, failure.kind, json.err], [4, "noFeasiblePlan", ""]);
  });

  it("tells warnings of the spec where there is no plan to tell them: they are often why", async () => {
    const { folder } = held;
    const needsGpu = "{ name: infer, replicas: 1, requests: { cpu: 1, memory: 1Gi, nvidia.com/gpu: 1 } }";
    folder.write("fleet.yaml", spec(needsGpu).replace("families: [m7i]", "families: [m7i, g5]"));
    const { code, err } = await folder.run(["plan"]);
    assert.equal(code, 4);
    assert.match(
      err,
      /\nWarnings of the spec:\nfleet\.yaml:\d+: warning \[left-out\] at \/clusters\/0\/pools\/0\//,
    );
    assert.match(
      err,
      /no machine of g5 is bought, as the pool's chips are amd64\n {4}add nvidia-a10g to its chips/,
    );
    const json = await folder.run(["plan", "--json"]);
    const { failure } = JSON.parse(json.out) as {
      readonly failure: { readonly warnings: readonly object[] };
    };
    assert.equal(failure.warnings.length, 1);
  });

  it("has an exit code of its own for a search that ended too early (exit 5)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", `${FLEET}limits: { workUnits: 1 }\n`);
    const { code, err } = await folder.run(["plan"]);
    assert.equal(code, 5);
    assert.match(err, /^No plan was found, though one may exist/);
  });
});

// The seven steps of the demo. Each says in a few lines what it does, runs the real command, shows what
// matters of the output and checks it.
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { costChange, diagnosticsOf, nodePoolSteps, policiesOf, poolChanges, shortened } from "./excerpts.mjs";
import { expect, expectStatus, lines, totals } from "./expect.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./stage.mjs").openStage>>} Stage */
/** @typedef {{ readonly title: string, readonly run: (stage: Stage) => Promise<void> | void }} Step */

/** @param {string} file @param {string | RegExp} from @param {string} to */
function edit(file, from, to) {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  expect(after !== before, `${file} has ${from}`);
  writeFileSync(file, after);
  return () => {
    writeFileSync(file, before);
  };
}

/** @param {Stage} stage @param {string} output */
function quote(stage, output) {
  stage.say(
    output
      .trimEnd()
      .split("\n")
      .map((line) => `  | ${line}`)
      .join("\n"),
  );
}

/** @param {Stage} stage @param {string} output @param {RegExp} pattern */
function quoteLines(stage, output, pattern) {
  quote(stage, lines(output, pattern).join("\n"));
}

/** @type {Step} */
const plan = {
  title: "Plan: what to buy, what runs where, what it costs, and how far from the best that is",
  run(stage) {
    stage.say(
      [
        "examples/shop/fleet.yaml: a web cluster on EKS in Frankfurt, an inference cluster on GKE in the Netherlands,",
        "three small Arm machines in a Hamburg store, and the Kubernetes manifests of what runs there. Customers'",
        "data may not leave the European Economic Area. Stowage reads that and decides what to buy.",
        "",
        "$ stowage plan fleet.yaml --lock fleet.plan.json",
      ].join("\n"),
    );
    const done = stage.stowage("plan", "fleet.yaml", "--lock", "fleet.plan.json");
    expectStatus(done, 0, "stowage plan");
    quote(stage, done.output.slice(0, done.output.indexOf("\nAssumed")));
    const made = JSON.parse(readFileSync(stage.at("shop", "fleet.plan.json"), "utf8"));
    const { boundMicroPerHour } = made.search;
    expect(boundMicroPerHour > 0 && boundMicroPerHour <= made.cost.microPerHour, "0 < bound <= cost");
    stage.say(
      [
        "",
        "The plan is kept in fleet.plan.json, the lock. `check` has it judged by a verifier that shares no code with",
        "the planner, then rehearses it: a model of the Kubernetes scheduler, which does not know the plan's layout,",
        "places the pods one by one in its own order and tells how many would find no room.",
        "",
        "$ stowage check fleet.yaml --lock fleet.plan.json",
      ].join("\n"),
    );
    const checked = stage.stowage("check", "fleet.yaml", "--lock", "fleet.plan.json");
    expectStatus(checked, 0, "stowage check");
    quoteLines(stage, checked.output, /accepted|scheduler model|pending/);
  },
};

/** @type {Step} */
const up = {
  title: "pulumi up: exactly that plan on the simulated cloud",
  run(stage) {
    expectStatus(stage.pulumi(".", "stack", "init", "dev"), 0, "pulumi stack init");
    stage.say(
      [
        'The Pulumi program is one component, `new stowage.Fleet(..., { spec, target: "sim" })`. The simulated cloud',
        "is a local file; without `target` the same spec builds the real clouds.",
        "",
        "$ pulumi up --yes",
      ].join("\n"),
    );
    const done = stage.pulumi(".", "up", "--yes", "--skip-preview");
    expectStatus(done, 0, "pulumi up");
    quoteLines(stage, done.output, /monthlyCost|^ +\+ \d+ created|^Duration/);
    const made = JSON.parse(readFileSync(stage.at("shop", "fleet.plan.json"), "utf8"));
    const planned = Object.values(made.clusters).flatMap((cluster) => Object.values(cluster.purchases));
    const nodes = planned.reduce((sum, { count }) => sum + count, 0);
    const workloads = Object.values(made.workloads);
    const replicas = workloads.reduce((sum, one) => sum + one.replicas, 0);
    const held = totals(stage.cloud());
    stage.say(
      `The cloud holds ${held.clusters} clusters with ${held.nodes} nodes and ${held.edgeSites} edge site with ${held.edgeNodes}, and on them ${held.workloads} workloads\nwith ${held.replicas} replicas: exactly the plan.`,
    );
    expect(held.nodes === nodes, `${nodes} nodes, as planned`);
    expect(
      held.workloads === workloads.length && held.replicas === replicas,
      `${replicas} replicas, as planned`,
    );
    expect(held.clusters === 2 && held.edgeSites === 1, "two clusters and one edge site");
  },
};

/** @type {Step} */
const again = {
  title: "pulumi up again: nothing to do",
  run(stage) {
    stage.say(
      "The same spec gives the same plan, byte for byte, so there is nothing to change.\n\n$ pulumi up --yes",
    );
    const before = JSON.stringify(stage.cloud());
    const done = stage.pulumi(".", "up", "--yes", "--skip-preview", "--expect-no-changes");
    expectStatus(done, 0, "pulumi up");
    quoteLines(stage, done.output, /unchanged|^Duration/);
    expect(JSON.stringify(stage.cloud()) === before, "the same cloud");
  },
};

/** @type {Step} */
const scale = {
  title: "A service is scaled up: the preview shows what that means in nodes, before anything is applied",
  run(stage) {
    const undo = edit(stage.at("shop", "k8s", "web", "search.yaml"), /replicas: \d+/, "replicas: 40");
    stage.say(
      "In k8s/web/search.yaml, `replicas` goes from 6 to 40. The whole fleet is planned again.\n\n$ pulumi preview --diff",
    );
    const before = JSON.stringify(stage.cloud());
    const done = stage.pulumi(".", "preview", "--diff");
    undo();
    expectStatus(done, 0, "pulumi preview");
    const pools = poolChanges(done.output);
    quote(stage, [costChange(done.output), ...pools, ...nodePoolSteps(done.output)].join("\n"));
    quoteLines(stage, done.output, /^ +[~+-] ?\d+ to /);
    expect(pools.length > 0, "changed node counts in the preview");
    expect(JSON.stringify(stage.cloud()) === before, "nothing was applied");
    stage.say(
      "That is the diff in short: the updates are whatever holds more or other replicas now. Nothing was applied.",
    );
  },
};

/** @type {Step} */
const conflict = {
  title: "A service of the compliance zone asks for us-east-1 only: the preview fails before any resource",
  run(stage) {
    const undo = edit(
      stage.at("shop", "fleet.yaml"),
      /\nworkloads:\n/,
      [
        "\nworkloads:",
        "  - name: loyalty",
        "    cluster: shop-web",
        "    complianceZone: eu-personal",
        "    regions: [us-east-1]",
        "    replicas: 3",
        "    requests: { cpu: 500m, memory: 1Gi }",
        "    data: { class: personal, subjects: 200000 }",
        "",
      ].join("\n"),
    );
    stage.say(
      [
        'A new service "loyalty" keeps personal data, so it is bound to the compliance zone; its owner asks for',
        "us-east-1 all the same. Planning comes before the first resource, so nothing is half-built.",
        "",
        "$ pulumi preview",
      ].join("\n"),
    );
    const done = stage.pulumi(".", "preview");
    undo();
    expect(done.status !== 0, "a failed preview");
    quote(stage, diagnosticsOf(done.output));
    expect(/us-east-1/.test(done.output) && /ways out/.test(done.output), "the conflict and the ways out");
    expect(!/stowage:sim:\S+ .*(create|update)/.test(done.output), "no resource before the conflict");
  },
};

/** @type {Step} */
const guards = {
  title: "Nobody gets around the plan: a hand-edited lock, and a hand-written slice",
  run(stage) {
    const lock = stage.at("shop", "fleet.plan.json");
    const made = JSON.parse(readFileSync(lock, "utf8"));
    const [key, purchase] = Object.entries(made.clusters["shop-web"].purchases)[0];
    const text = readFileSync(lock, "utf8");
    purchase.count += 1;
    writeFileSync(lock, `${JSON.stringify(made, null, 2)}\n`);
    stage.say(
      `Somebody writes one more node of ${key} into the lock.\n\n$ stowage check fleet.yaml --lock fleet.plan.json`,
    );
    const checked = stage.stowage("check", "fleet.yaml", "--lock", "fleet.plan.json");
    expectStatus(checked, 8, "stowage check");
    quote(stage, shortened(checked.output));
    stage.say("\nNor does the program build it:\n\n$ pulumi preview --config lock=fleet.plan.json");
    const locked = stage.pulumi(".", "preview", "--config", "stowage-shop:lock=fleet.plan.json");
    writeFileSync(lock, text);
    expect(locked.status !== 0 && /verifier refuses/.test(locked.output), "a refused lock");
    quote(stage, shortened(diagnosticsOf(locked.output)));

    stage.say(
      [
        "",
        "A `Cluster` can be used without a `Fleet`, with a slice that no planner made. Here somebody moved the web",
        "cluster to Virginia in the program. The policy pack looks at the plan fields of every component.",
        "",
        "$ pulumi preview --policy-pack policy-packs/baseline",
      ].join("\n"),
    );
    const project = path.join("examples", "handwritten-slice");
    expectStatus(stage.pulumi(project, "stack", "init", "dev"), 0, "pulumi stack init");
    const pack = path.join(stage.root, "policy-packs", "baseline");
    const stopped = stage.pulumi(project, "preview", "--policy-pack", pack);
    expect(stopped.status !== 0, "a stopped preview");
    quote(stage, policiesOf(stopped.output));
    expect(/placement-inside-jurisdictions/.test(stopped.output), "the policy on jurisdictions");
  },
};

/** @type {Step} */
const destroy = {
  title: "pulumi destroy: the simulated cloud is empty",
  run(stage) {
    stage.say("$ pulumi destroy --yes");
    const done = stage.pulumi(".", "destroy", "--yes", "--skip-preview");
    expectStatus(done, 0, "pulumi destroy");
    quoteLines(stage, done.output, /^ +- \d+ deleted|^Duration/);
    const left = totals(stage.cloud());
    expect(
      left.clusters + left.nodes + left.edgeSites + left.workloads === 0,
      `an empty cloud, not ${JSON.stringify(left)}`,
    );
    stage.say("The cloud is empty.");
  },
};

/** @type {readonly Step[]} */
export const steps = [plan, up, again, scale, conflict, guards, destroy];

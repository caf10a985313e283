// The seven steps of the demo. Each says in a few lines what it does, runs the real command, shows what
// matters of the output and checks it.
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
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

/** The error under "Diagnostics", which is what the user has to read. @param {string} output */
function diagnosticsOf(output) {
  const from = output.indexOf("Diagnostics:");
  const to = output.indexOf("\nResources:", from);
  return output.slice(Math.max(0, from), to === -1 ? undefined : to);
}

/** @type {Step} */
const plan = {
  title: "Plan: what to buy, what runs where, what it costs, and how far from the best that is",
  run(stage) {
    stage.say("$ stowage plan fleet.yaml --lock fleet.plan.json");
    const done = stage.stowage("plan", "fleet.yaml", "--lock", "fleet.plan.json");
    expectStatus(done, 0, "stowage plan");
    quote(stage, done.output.slice(0, done.output.indexOf("\nAssumed")));
    const made = JSON.parse(readFileSync(stage.at("shop", "fleet.plan.json"), "utf8"));
    const { boundMicroPerHour } = made.search;
    expect(boundMicroPerHour > 0 && boundMicroPerHour <= made.cost.microPerHour, "0 < bound <= cost");
    stage.say("\nThe plan passed an independent verifier. Would the scheduler hold it?\n$ stowage check");
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
    stage.say("$ pulumi up --yes");
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
      `The cloud holds ${held.clusters} clusters with ${held.nodes} nodes, ${held.edgeSites} edge site, ${held.workloads} workloads with ${held.replicas} replicas: as planned.`,
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
    stage.say("$ pulumi up --yes");
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
    const undo = edit(stage.at("shop", "k8s", "web", "search.yaml"), /replicas: \d+/, "replicas: 24");
    stage.say("search: 6 -> 24 replicas\n$ pulumi preview --diff");
    const before = JSON.stringify(stage.cloud());
    const done = stage.pulumi(".", "preview", "--diff");
    undo();
    expectStatus(done, 0, "pulumi preview");
    const changed = lines(done.output, /^ +~ (microPerMonth|nodes|replicas) +: /).map((line) => line.trim());
    quote(stage, [...new Set(changed), ...nodePoolSteps(done.output)].join("\n"));
    quoteLines(stage, done.output, /^ +[~+-] ?\d+ to /);
    expect(
      changed.some((line) => line.startsWith("~ nodes")),
      "changed node counts in the preview",
    );
    expect(JSON.stringify(stage.cloud()) === before, "nothing was applied");
    stage.say("Nothing was applied.");
  },
};

/** Node pools that the preview creates, changes or deletes, with their counts. @param {string} output */
function nodePoolSteps(output) {
  const steps = output.split(/\n(?= *[~+-] stowage:sim:NodePool: )/).slice(1);
  return steps.map((step) => {
    const [, sign = "?"] = /([~+-]) stowage:sim:NodePool/.exec(step) ?? [];
    const [, name = "?"] = /-nodes-([^\]]+)\]/.exec(step) ?? [];
    const [, count = "?"] = /count +: (.*)/.exec(step) ?? [];
    return `${sign} nodes of ${name}: ${count}`;
  });
}

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
    stage.say("$ pulumi preview");
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
    stage.say(`fleet.plan.json: one more node of ${key}, by hand\n$ stowage check --lock fleet.plan.json`);
    const checked = stage.stowage("check", "fleet.yaml", "--lock", "fleet.plan.json");
    expectStatus(checked, 8, "stowage check");
    quote(stage, checked.output);
    stage.say("$ pulumi preview --config lock=fleet.plan.json");
    const locked = stage.pulumi(".", "preview", "--config", "stowage-shop:lock=fleet.plan.json");
    writeFileSync(lock, text);
    expect(locked.status !== 0 && /verifier refuses/.test(locked.output), "a refused lock");
    quoteLines(stage, diagnosticsOf(locked.output), /verifier refuses|layouts|count|nodes/);

    stage.say(
      "\nA Cluster with a slice that somebody moved to Virginia:\n$ pulumi preview --policy-pack policy-packs/baseline",
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

/** @param {string} output */
function policiesOf(output) {
  const from = output.indexOf("Policies:");
  const to = output.indexOf("\nResources:", from);
  return output.slice(Math.max(0, from), to === -1 ? undefined : to);
}

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

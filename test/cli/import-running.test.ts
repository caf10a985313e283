import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EKS_LABELS, deploymentPod, node } from "../spec/running/running-dump.js";
import { eachInFolder } from "./stowage.js";

const LARGE = { "node.kubernetes.io/instance-type": "m7i.4xlarge" };

/** Three large nodes for two small pods. */
const DUMP = JSON.stringify(
  {
    apiVersion: "v1",
    kind: "List",
    items: [
      ...["a", "b", "c"].map((name) => node(name, { labels: { ...EKS_LABELS, ...LARGE } })),
      deploymentPod("web", "1", { node: "a" }),
      deploymentPod("web", "2", { node: "b" }),
    ],
  },
  undefined,
  4,
);

/** A program called kubectl, first on PATH for as long as `during` runs. */
async function withKubectl<T>(folder: string, script: string, during: () => Promise<T>): Promise<T> {
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, "kubectl"), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, "kubectl"), 0o755);
  const before = process.env["PATH"];
  process.env["PATH"] = `${bin}${path.delimiter}${before ?? ""}`;
  try {
    return await during();
  } finally {
    process.env["PATH"] = before;
  }
}

describe("stowage import of what runs", () => {
  const held = eachInFolder();

  it("leads to a plan that says what it saves, and with how many moves", async () => {
    const { folder } = held;
    folder.write("cluster.json", DUMP);
    const imported = await folder.run(["import", "--from-json", "cluster.json", "--running", "running.json"]);
    assert.equal(imported.code, 0, imported.err);
    assert.match(imported.err, /stowage: what runs \(3 nodes\) written to running\.json\n$/);
    folder.write("fleet.yaml", imported.out);
    const { code, out, err } = await folder.run(["plan"]);
    assert.equal(code, 0, err);
    assert.match(
      out,
      /\n\nBeside what runs today \(machines alone\)\n {2}cluster: 3 nodes run for \$2,\d{3}\.\d\d a month, \d nodes? (is|are) planned for \$\d+\.\d\d: the plan saves \$2,\d{3}\.\d\d a month \(9\d\.\d\d %\)\n {4}to get there: add \d nodes?, remove 3 nodes, move at most 2 of 2 pods\n$/,
    );
  });

  it("names no plan other because of what it is compared with", async () => {
    const { folder } = held;
    const imported = await folder.run(["import", "--from-json", "-"], { status: "text", text: DUMP });
    assert.equal(imported.code, 0, imported.err);
    folder.write("fleet.yaml", imported.out);
    const alone = await folder.run(["plan", "--json", "--lock", "fleet.plan.json"]);
    folder.write("cluster.json", DUMP);
    await folder.run(["import", "--from-json", "cluster.json", "--running", "running.json"]);
    folder.write("fleet.yaml", `${imported.out}running: running.json\n`);
    const { runningComparison, ...plan } = JSON.parse((await folder.run(["plan", "--json"])).out) as {
      readonly runningComparison: object;
    };
    assert.deepEqual(plan, JSON.parse(alone.out));
    assert.deepEqual(Object.keys(runningComparison).sort(), ["clusters", "notPlanned", "notRunning"]);
    assert.equal((await folder.run(["check", "--lock", "fleet.plan.json"])).code, 0);
  });

  it("asks kubectl with a kubeconfig", async () => {
    const { folder } = held;
    folder.write("cluster.json", DUMP);
    folder.write("kubeconfig", "");
    const script = `[ "$1 $3 $5" = "--kubeconfig get --all-namespaces" ] || exit 9; cat '${folder.at("cluster.json")}'`;
    const { code, out, err } = await withKubectl(folder.path, script, () =>
      folder.run(["import", "--kubeconfig", "kubeconfig"]),
    );
    assert.equal(code, 0, err);
    assert.match(out, /\nname: kubeconfig\n/);
  });

  it("says what kubectl complains of, and what to do without it (exit 74)", async () => {
    const { folder } = held;
    const failed = await withKubectl(folder.path, "echo 'connection refused' >&2; exit 1", () =>
      folder.run(["import", "--kubeconfig", "kubeconfig"]),
    );
    assert.equal(failed.code, 74);
    assert.match(failed.err, /kubectl failed \(exit 1\): connection refused/);
    const before = process.env["PATH"];
    process.env["PATH"] = folder.path;
    try {
      const missing = await folder.run(["import", "--kubeconfig", "kubeconfig"]);
      assert.equal(missing.code, 74);
      assert.match(missing.err, /kubectl is not on PATH; .* import with --from-json/);
    } finally {
      process.env["PATH"] = before;
    }
  });

  it("refuses what is no list of objects, with its place (exit 3), and a missing file (exit 74)", async () => {
    const { folder } = held;
    folder.write("half.json", DUMP.slice(0, -40));
    const half = await folder.run(["import", "--from-json", "half.json"]);
    assert.equal(half.code, 3);
    assert.match(half.err, /half\.json[^]*ends in the middle/);
    assert.equal((await folder.run(["import", "--from-json", "none.json"])).code, 74);
  });

  it("takes one source, and --running only for what runs (exit 2)", async () => {
    const { folder } = held;
    for (const argv of [
      ["import"],
      ["import", "k8s", "--from-json", "x"],
      ["import", "--from-json", "x", "--kubeconfig", "y"],
      ["import", "k8s", "--running", "r.json"],
    ]) {
      const { code, err } = await folder.run(argv);
      assert.equal(code, 2, argv.join(" "));
      assert.match(err, /^error: (give one of|--running needs)/);
    }
  });

  it("replaces no file that is something else, and refuses a file of what runs that was changed", async () => {
    const { folder } = held;
    folder.write("cluster.json", DUMP);
    folder.write("mine.txt", "mine");
    const kept = await folder.run(["import", "--from-json", "cluster.json", "--running", "mine.txt"]);
    assert.equal(kept.code, 74);
    assert.match(kept.err, /the file exists and is not what runs; it was not overwritten/);
    const imported = await folder.run(["import", "--from-json", "cluster.json"]);
    folder.write("fleet.yaml", `${imported.out}running: running.json\n`);
    folder.write(
      "running.json",
      '{"apiVersion":"stowage.dev/running/v1","clusters":{"cluster":{"nodes":[{"pool":"x"}]}}}',
    );
    const { code, err } = await folder.run(["plan"]);
    assert.equal(code, 74);
    assert.match(
      err,
      /running\.json: is not what .*: \/clusters\/cluster\/nodes\/0\/instanceType is not as expected/,
    );
  });
});

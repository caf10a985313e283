import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { DEPLOYMENT, eachInFolder } from "./stowage.js";

const SETTINGS = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n";

describe("stowage import", () => {
  const held = eachInFolder();

  it("prints a spec of a folder that plans as it stands, and writes nothing", async () => {
    const { folder } = held;
    folder.write("k8s/web.yaml", DEPLOYMENT);
    folder.write("k8s/settings.yml", SETTINGS);
    const { code, out, err } = await folder.run(["import", "k8s"]);
    assert.equal(code, 0);
    assert.match(out, /^# From Kubernetes manifests\.[^]*\nname: k8s\n[^]*name: web\n/);
    assert.match(err, /ConfigMap web \(v1\) is not read/);
    assert.deepEqual(readdirSync(folder.path), ["k8s"]);
    folder.write("fleet.yaml", out);
    assert.equal((await folder.run(["plan"])).code, 0);
  });

  it("makes a spec of DaemonSets with host ports that plans", async () => {
    const { folder } = held;
    const agent = DEPLOYMENT.replace("Deployment", "DaemonSet")
      .replace("  replicas: 2\n", "")
      .replace("name: main,", "name: main, ports: [{ containerPort: 9100, hostPort: 9100 }],");
    folder.write("agent.yaml", agent);
    const { out } = await folder.run(["import", "agent.yaml"]);
    assert.match(out, /hostPorts:\n +- TCP\/9100\n/);
    folder.write("fleet.yaml", out);
    const { code, err } = await folder.run(["plan"]);
    assert.equal(code, 0, err);
  });

  it("reads a file, and standard input as -", async () => {
    const { folder } = held;
    folder.write("web.yaml", DEPLOYMENT);
    const file = await folder.run(["import", "web.yaml"]);
    assert.match(file.out, /\nname: web\n/);
    const input = await folder.run(["import", "-"], { status: "text", text: DEPLOYMENT });
    assert.equal(input.out, file.out.replace("\nname: web\n", "\nname: fleet\n"));
  });

  it("prints JSON where it is asked to", async () => {
    const { code, out } = await held.folder.run(["import", "-", "--json"], {
      status: "text",
      text: DEPLOYMENT,
    });
    assert.equal(code, 0);
    const { workloads } = JSON.parse(out) as { readonly workloads: readonly { readonly name: string }[] };
    assert.deepEqual(
      workloads.map(({ name }) => name),
      ["web"],
    );
  });

  it("tells every fault of the manifests with its line (exit 3)", async () => {
    const { folder } = held;
    folder.write("a.yaml", DEPLOYMENT.replace("250m", "-1"));
    folder.write(
      "b.yaml",
      DEPLOYMENT.replace("replicas: 2", "replicas: -2").replace("name: web", "name: api"),
    );
    const { code, out, err } = await folder.run(["import", "."]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, /^The manifests are invalid: 2 errors\.\n/);
    assert.match(err, /^a\.yaml:9: error \[invalid-quantity\]/m);
    assert.match(err, /^b\.yaml:5: error \[invalid-manifest\] at \/spec\/replicas/m);
  });

  it("refuses an empty file and an empty input (exit 3)", async () => {
    const { folder } = held;
    folder.write("empty.yaml", "");
    for (const source of ["empty.yaml", "-"]) {
      const { code, err } = await folder.run(["import", source]);
      assert.equal(code, 3);
      assert.match(err, /error \[invalid-manifest\]: the file is empty/);
    }
  });

  it("only warns of an empty file among others", async () => {
    const { folder } = held;
    folder.write("empty.yaml", "# nothing yet\n");
    folder.write("web.yaml", DEPLOYMENT);
    const { code, err } = await folder.run(["import", "."]);
    assert.equal(code, 0);
    assert.match(err, /^empty\.yaml: warning \[invalid-manifest\]: the file is empty/m);
  });

  it("refuses an input above the limit in place of taking it for an empty one (exit 3)", async () => {
    const { code, out, err } = await held.folder.run(["import", "-"], { status: "tooLarge", bytes: 1e8 });
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, /standard input: error \[file-too-large\]: the text has more than 8388608 bytes/);
  });

  it("says what cannot be read (exit 74)", async () => {
    const { folder } = held;
    const missing = await folder.run(["import", "k8s"]);
    assert.deepEqual([missing.code, missing.err], [74, "k8s: there is no such file or folder\n"]);
    const input = await folder.run(["import", "-"], { status: "unreadable", reason: "it is a folder" });
    assert.deepEqual([input.code, input.err], [74, "standard input: it is a folder\n"]);
  });

  it("tells a template from a manifest", async () => {
    const text = DEPLOYMENT.replace("name: web", "name: {{ .Release.Name }}");
    const { code, err } = await held.folder.run(["import", "-"], { status: "text", text });
    assert.equal(code, 3);
    assert.match(err, /looks like a template: render it first, for example `helm template/);
  });
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FleetError, loadFleet } from "../../src/planner/index.js";
import type { Diagnostic } from "../../src/planner/index.js";

describe("loadFleet", () => {
  let folder: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const diagnostics = (text: string): readonly Diagnostic[] => {
    write("fleet.yaml", text);
    try {
      return loadFleet("fleet.yaml", { baseDirectory: folder }).fleet.diagnostics;
    } catch (error) {
      assert.ok(error instanceof FleetError && error.failure.kind === "invalidSpec", String(error));
      return error.failure.diagnostics;
    }
  };
  /** "line code pointer" of each. */
  const places = (text: string): string[] =>
    diagnostics(text).map(({ file, line, code, path: pointer }) =>
      [file === "fleet.yaml" ? "" : `${file ?? ""}:`, line, code, pointer].join(" ").trim(),
    );

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-load-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells faults of shape, of names, of amounts and of manifests at once, in the order of lines", () => {
    write(
      "k8s/web.yaml",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: -1 }\n",
    );
    assert.deepEqual(
      places(`apiVersion: stowage.dev/v1
name: x
complianceZones:
  - { name: eu, jurisdictions: [Atlantis], color: blue }
clusters:
  - { name: main, platform: eks, version: 1.33, region: eu-centrl-1, pools: [{ name: general }] }
workloads:
  - { name: web, replica: 2, requests: { cpu: 1 }, cluster: mian }
  - { name: api, replicas: 2, requests: { cpu: -1, memory: 99999999999Ei }, cluster: mian }
  - { name: api, replicas: 2, requests: { cpu: 1 } }
  - { name: api, replicas: 2, requests: { cpu: 1 } }
  - { manifests: [./k8s, ./none] }
limits: { workUnits: 0 }
`),
      [
        "4 unknown-field /complianceZones/0/color",
        "4 unknown-name /complianceZones/0/jurisdictions/0",
        "6 invalid-spec /clusters/0/version",
        "6 unknown-name /clusters/0/region",
        "8 invalid-spec /workloads/0",
        "8 unknown-field /workloads/0/replica",
        "9 unknown-name /workloads/1/cluster",
        "9 invalid-quantity /workloads/1/requests/cpu",
        "9 invalid-quantity /workloads/1/requests/memory",
        "11 duplicate-name /workloads/3",
        "12 file-unreadable /workloads/4/manifests",
        "13 invalid-spec /limits/workUnits",
        "k8s/web.yaml: 4 invalid-manifest /spec/template/spec",
        "k8s/web.yaml: 4 invalid-manifest /spec/replicas",
      ],
    );
  });

  it("tells nothing that only follows from a fault of shape", () => {
    const fleet = (cluster: string): string =>
      `apiVersion: stowage.dev/v1\nname: x\nclusters:\n  - ${cluster}\nworkloads:\n  - { name: web, cluster: main, replicas: 1, requests: {} }\n`;
    assert.deepEqual(
      places(fleet("{ nam: main, platform: eks, region: eu-central-1, pools: [{ name: general }] }")),
      ["4 invalid-spec /clusters/0", "4 unknown-field /clusters/0/nam"],
    );
    assert.deepEqual(places("apiVersion: stowage.dev/v1\nname: x\nclustrs: []\nworkloads: []\n"), [
      "3 unknown-field /clustrs",
    ]);
  });

  it("numbers entries as the file does, also beside one that cannot be read", () => {
    const found = diagnostics(`apiVersion: stowage.dev/v1
name: x
clusters: [{ name: main, platform: eks, region: eu-central-1, pools: [{ name: general }] }]
workloads:
  - { name: web }
  - { name: api, replicas: 2, requests: { cpu: 1 } }
  - { name: api, replicas: 2, requests: { cpu: 1 } }
`);
    assert.match(
      found.map(({ path: pointer, message }) => `${pointer}: ${message}`).join("\n"),
      /^\/workloads\/2: workload "main\/default\/api" is there already, at \/workloads\/1$/m,
    );
  });

  it("reads what is unusual and right: CRLF, a byte order mark, JSON, merge keys", () => {
    const yaml = `apiVersion: stowage.dev/v1
name: x
clusters: [{ name: main, platform: eks, region: eu-central-1, pools: [{ name: general }] }]
workloads:
  - &web { name: web, replicas: 2, requests: { cpu: 1 }, imagePlatforms: [linux/amd64] }
  - { <<: *web, name: api }
`;
    for (const text of [yaml, yaml.replaceAll("\n", "\r\n"), `\uFEFF${yaml}`]) {
      assert.deepEqual(diagnostics(text), []);
    }
    assert.deepEqual(
      diagnostics(
        '{"apiVersion":"stowage.dev/v1","name":"x","clusters":[{"name":"m","platform":"eks","region":"eu-central-1","pools":[{"name":"g"}]}]}',
      ),
      [],
    );
  });

  it("warns of a linked folder of manifests in place of dropping it silently", () => {
    write("k8s/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n");
    symlinkSync("..", path.join(folder, "k8s", "up"));
    const found = places(`apiVersion: stowage.dev/v1
name: x
clusters: [{ name: main, platform: eks, region: eu-central-1, pools: [{ name: general }] }]
workloads: [{ manifests: k8s, imagePlatforms: [linux/amd64] }]
`);
    assert.deepEqual(found, [
      "4 file-unreadable /workloads/0/manifests",
      "4 invalid-manifest /workloads/0/manifests",
      "k8s/web.yaml: 1 skipped-kind",
    ]);
  });
});

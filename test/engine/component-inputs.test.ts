/** What reaches the components of the plugin from a program in another language: outputs, resources, secrets. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { engineOrSkip, ROOT } from "./real-engine.js";
import { emptyProject, type PulumiProject, type Run } from "./pulumi-project.js";
import { standInProvider } from "./stand-in-provider.js";

const ZONES = ["a", "b", "c"] as const;
const TEXT = { type: "string", description: "" };
const AWS = {
  name: "aws",
  provider: { inputProperties: { region: TEXT } },
  resources: {
    "aws:ec2/subnet:Subnet": {
      inputProperties: { availabilityZone: TEXT },
      properties: { availabilityZone: TEXT },
    },
  },
};

const SPEC = {
  apiVersion: "stowage.dev/v1",
  name: "small",
  clusters: [
    {
      name: "main",
      platform: "eks",
      region: "eu-central-1",
      pools: [{ name: "general", families: ["m7i"] }],
    },
  ],
  workloads: [{ name: "web", namespace: "shop", replicas: 3, requests: { cpu: "500m", memory: "1Gi" } }],
};

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly provider?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

describe("components of the plugin on a real engine", function () {
  this.timeout(300_000);
  let project: PulumiProject | undefined;
  const run = (...args: string[]): Run => project!.pulumi(...args);

  /** A program whose fleet is connected to a network, and to providers, of the same program. */
  const program = (fleet: Readonly<Record<string, unknown>>) => {
    const providers = [
      { name: "stowage", path: ROOT },
      { name: "aws", path: path.join(project!.at.folder, "stand-in-aws") },
      { name: "kubernetes", path: path.join(project!.at.folder, "stand-in-kubernetes") },
    ];
    const subnets = ZONES.map((zone) => [
      `subnet-${zone}`,
      { type: "aws:ec2/subnet:Subnet", properties: { availabilityZone: `eu-central-1${zone}` } },
    ]);
    const resources: Record<string, unknown> = {
      ...(Object.fromEntries(subnets) as Record<string, unknown>),
      cloud: { type: "pulumi:providers:aws", properties: { region: "eu-central-1" } },
      api: { type: "pulumi:providers:kubernetes" },
      fleet: { type: "stowage:index:Fleet", properties: fleet },
    };
    const text = stringify({ name: "wired", runtime: "yaml", plugins: { providers }, resources });
    writeFileSync(path.join(project!.folder, "Pulumi.yaml"), text);
  };

  before(async function () {
    project = await emptyProject(await engineOrSkip(this, { yaml: true }), "wired");
    standInProvider(project.at.folder, AWS);
    standInProvider(project.at.folder, { name: "kubernetes" });
  });
  after(() => project?.at.dispose());

  const EKS = {
    subnetIds: ZONES.map((zone) => `\${subnet-${zone}.id}`),
    subnetIdsByAvailabilityZone: Object.fromEntries(
      ZONES.map((zone) => [`eu-central-1${zone}`, `\${subnet-${zone}.id}`]),
    ) as Record<string, string>,
  };

  it("take networks that are not created yet, and providers, of the same program", () => {
    program({
      spec: SPEC,
      clusters: { main: { provider: "${cloud}", eks: { ...EKS, kubernetesProvider: "${api}" } } },
    });
    const done = run("up", "--yes");
    assert.equal(done.status, 0, done.output);
    const state = JSON.parse(run("stack", "export").output) as {
      readonly deployment: { readonly resources: readonly StateResource[] };
    };
    const { resources } = state.deployment;
    const [cluster] = resources.filter(({ type }) => type === "aws:eks/cluster:Cluster");
    assert.deepEqual((cluster?.inputs["vpcConfig"] as { subnetIds: unknown }).subnetIds, [
      "id-of-subnet-a",
      "id-of-subnet-b",
      "id-of-subnet-c",
    ]);
    assert.match(cluster?.provider ?? "", /::pulumi:providers:aws::cloud::/);
    const [namespace] = resources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
    assert.match(namespace?.provider ?? "", /::pulumi:providers:kubernetes::api::/);
  });

  it("take providers alone, and change nothing when run again", () => {
    const again = run("up", "--yes", "--expect-no-changes");
    assert.equal(again.status, 0, again.output);
    const literal = { subnetIds: ["a", "b"], subnetIdsByAvailabilityZone: { "eu-central-1a": "a" } };
    program({ spec: SPEC, clusters: { main: { provider: "${cloud}", eks: literal } } });
    const done = run("preview");
    assert.equal(done.status, 0, done.output);
    assert.match(done.output, /~ +aws:eks:Cluster \S+ update \[diff: ~vpcConfig\]/, "the wiring was read");
  });

  it("say that a plan is made before anything is created, where the spec depends on a resource", () => {
    program({ spec: { ...SPEC, name: "${subnet-a.availabilityZone}" } });
    const done = run("preview");
    assert.notEqual(done.status, 0);
    assert.match(done.output, /Fleet needs `spec` as plain data/);
    assert.doesNotMatch(done.output, /\bat .*\.(js|ts):\d+/, "no stack trace");
  });

  it("are gone after a destroy", () => {
    const done = run("destroy", "--yes", "--skip-preview");
    assert.equal(done.status, 0, done.output);
  });
});

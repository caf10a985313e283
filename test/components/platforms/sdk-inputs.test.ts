/**
 * The golden graphs against the clouds' own SDKs: each resource's recorded inputs, written as a literal, must be
 * of the args type of its class. So a misspelt, missing or wrongly typed input shows, which mocks accept.
 */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as ts from "typescript";

const ROOT = path.join(__dirname, "..", "..", "..");

interface GoldenResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

/** "aws:eks/nodeGroup:NodeGroup" -> its args type in "@pulumi/aws/eks/nodeGroup". */
const ARGS_OF: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": ["aws/ec2/launchTemplate", "LaunchTemplateArgs"],
  "aws:eks/cluster:Cluster": ["aws/eks/cluster", "ClusterArgs"],
  "aws:eks/nodeGroup:NodeGroup": ["aws/eks/nodeGroup", "NodeGroupArgs"],
  "aws:iam/role:Role": ["aws/iam/role", "RoleArgs"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    "aws/iam/rolePolicyAttachment",
    "RolePolicyAttachmentArgs",
  ],
  "aws:kms/key:Key": ["aws/kms/key", "KeyArgs"],
  "azure-native:containerservice:AgentPool": ["azure-native/containerservice/agentPool", "AgentPoolArgs"],
  "azure-native:containerservice:ManagedCluster": [
    "azure-native/containerservice/managedCluster",
    "ManagedClusterArgs",
  ],
  "gcp:container/cluster:Cluster": ["gcp/container/cluster", "ClusterArgs"],
  "gcp:container/nodePool:NodePool": ["gcp/container/nodePool", "NodePoolArgs"],
  "gcp:projects/iAMMember:IAMMember": ["gcp/projects/iammember", "IAMMemberArgs"],
  "gcp:serviceaccount/account:Account": ["gcp/serviceaccount/account", "AccountArgs"],
  "kubernetes:apps/v1:Deployment": ["kubernetes/apps/v1/deployment", "DeploymentArgs"],
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": [
    "kubernetes/admissionregistration/v1/validatingAdmissionPolicy",
    "ValidatingAdmissionPolicyArgs",
  ],
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": [
    "kubernetes/admissionregistration/v1/validatingAdmissionPolicyBinding",
    "ValidatingAdmissionPolicyBindingArgs",
  ],
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": [
    "kubernetes/autoscaling/v2/horizontalPodAutoscaler",
    "HorizontalPodAutoscalerArgs",
  ],
  "kubernetes:core/v1:LimitRange": ["kubernetes/core/v1/limitRange", "LimitRangeArgs"],
  "kubernetes:core/v1:Namespace": ["kubernetes/core/v1/namespace", "NamespaceArgs"],
  "kubernetes:core/v1:ResourceQuota": ["kubernetes/core/v1/resourceQuota", "ResourceQuotaArgs"],
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": [
    "kubernetes/networking/v1/networkPolicy",
    "NetworkPolicyArgs",
  ],
  "kubernetes:policy/v1:PodDisruptionBudget": [
    "kubernetes/policy/v1/podDisruptionBudget",
    "PodDisruptionBudgetArgs",
  ],
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": [
    "kubernetes/scheduling/v1/priorityClass",
    "PriorityClassArgs",
  ],
};

function golden(graph: string): readonly GoldenResource[] {
  const file = path.join(ROOT, "test", "golden", "components", `${graph}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as readonly GoldenResource[];
}

/** One constant for each resource of the graph. */
function programOf(resources: readonly GoldenResource[]): string {
  const lines = resources.map(({ type, name, inputs }, index) => {
    const args = ARGS_OF[type];
    assert.ok(args !== undefined, `${type} of ${name} has a line in this test`);
    return `export const r${index}: import("@pulumi/${args[0]}").${args[1]} = ${JSON.stringify(inputs)}; // ${name}`;
  });
  return lines.join("\n");
}

/** Of every program here: they have the same options, and half of their files. */
const sources = new Map<string, ts.SourceFile | undefined>();

/** What the compiler has against the text, as if it stood in this repository. */
function faultsOf(text: string): string[] {
  const file = path.join(ROOT, "test", "golden-graph-inputs.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const sourceOf: typeof host.getSourceFile = (name, version) => {
    if (!sources.has(name)) sources.set(name, host.getSourceFile(name, version));
    return sources.get(name);
  };
  const program = ts.createProgram([file], options, {
    ...host,
    // Comments are most of the SDKs' text.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    fileExists: (name) => name === file || host.fileExists(name),
    getSourceFile: (name, version) =>
      name === file ? ts.createSourceFile(name, text, version) : sourceOf(name, version),
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("inputs of the clouds' resources", function () {
  // The SDKs' types are megabytes.
  this.timeout(300_000);

  for (const graphs of [["eks"], ["aks"], ["gke"], ["eks-workloads", "kubernetes", "kubernetes-rules"]])
    it(`are of the SDK's own types (${graphs.join(", ")})`, () => {
      assert.deepEqual(faultsOf(programOf(graphs.flatMap(golden))), []);
    });

  it("would be refused with a name that the SDK does not know", () => {
    const [pool] = golden("gke").filter(({ type }) => type === "gcp:container/nodePool:NodePool");
    assert.ok(pool !== undefined);
    const inputs = { ...(pool.inputs as object), nodeCuont: 3 };
    assert.match(faultsOf(programOf([{ ...pool, inputs }])).join(), /"nodeCuont"' does not exist/);
  });
});

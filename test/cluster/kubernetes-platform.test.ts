/** What the components create through a cluster's API, before a real API server: strictly applied, and at work. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiObject } from "./api-client.js";
import { collectionOf, pathOf } from "./api-paths.js";
import { ROOT, controlPlaneOrSkip, startControlPlane } from "./control-plane.js";
import type { ControlPlane } from "./control-plane.js";

/** What others need goes first. */
const ORDER = [
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "Namespace",
  "PriorityClass",
  "ResourceQuota",
  "LimitRange",
];

function orderOf({ kind = "" }: ApiObject): number {
  const place = ORDER.indexOf(kind);
  return place === -1 ? ORDER.length : place;
}

/** The objects of a golden graph; without a golden file they would have to be built twice. */
function objectsOf(graph: string): ApiObject[] {
  const file = path.join(ROOT, "test", "golden", "components", `${graph}.json`);
  const resources = JSON.parse(readFileSync(file, "utf8")) as readonly { readonly inputs: ApiObject }[];
  return resources.map(({ inputs }) => inputs).sort((left, right) => orderOf(left) - orderOf(right));
}

interface PodChange {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly container?: object;
  readonly spec?: object;
  /** @default "web" */
  readonly namespace?: string;
}

/** Of the compliance zone, and open to Pod Security: what is refused there, the zone's rules refuse. */
const OPEN = "open";

const LABELS = { "stowage.dev/compliance-zone": "eu" };
const ANNOTATIONS = { "signing.test/verified": "true" };

/** A pod that holds every rule, but for what is changed. */
function pod(name: string, change: PodChange = {}): ApiObject {
  const { labels = LABELS, annotations = ANNOTATIONS, image = "registry.test/web:1" } = change;
  const { namespace = "web" } = change;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels, annotations },
    spec: { containers: [{ name: "main", image, ...change.container }], ...change.spec },
  } as ApiObject;
}

describe("what the kubernetes platform creates", function () {
  this.timeout(300_000);
  let plane: ControlPlane | undefined;

  /** Only asked: nothing of it stays. */
  const ask = (object: ApiObject): Promise<ApiObject> =>
    plane!.api.post(`${collectionOf(object)}?dryRun=All&fieldValidation=Strict`, object);

  const refusal = async (object: ApiObject): Promise<string> => {
    try {
      await ask(object);
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  before(async function () {
    plane = await startControlPlane(await controlPlaneOrSkip(this));
    await plane.api.post("/api/v1/namespaces", {
      metadata: { name: OPEN, labels: { ...LABELS, "pod-security.kubernetes.io/enforce": "privileged" } },
    });
    for (const object of objectsOf("kubernetes-rules"))
      await plane.api.apply(pathOf(object), object, "pulumi");
    // Policies are compiled and bound, and service accounts made, a moment after they are stored.
    for (const namespace of ["web", OPEN])
      for (let tries = 0; tries < 200; tries += 1) {
        if ((await refusal(pod("early", { namespace, labels: {} }))).includes("compliance-zone")) break;
        await sleep(100);
      }
  });
  after(async () => {
    await plane?.stop();
  });

  it("is taken by the API server, with no field that it does not know and no expression that has no type", async () => {
    const policy = await plane!.api.get<{
      readonly status?: { readonly typeChecking?: { readonly expressionWarnings?: readonly object[] } };
    }>("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/stowage-eu");
    assert.deepEqual(policy.status?.typeChecking?.expressionWarnings ?? [], []);
  });

  it("takes a pod that holds the compliance zone's rules", async () => {
    assert.equal(await refusal(pod("good")), "");
    assert.equal(await refusal(pod("image", { image: "ghcr.io/shop/web@sha256:" + "0".repeat(64) })), "");
    const place = { "stowage.dev/jurisdiction": "DE", "stowage.dev/data-class": "personal" };
    assert.equal(await refusal(pod("place", { labels: { ...LABELS, ...place } })), "");
  });

  const refused: readonly (readonly [string, PodChange, RegExp])[] = [
    [
      "that carries no compliance zone",
      { labels: {} },
      /must carry the label stowage\.dev\/compliance-zone=eu/,
    ],
    [
      "of another compliance zone",
      { labels: { "stowage.dev/compliance-zone": "us" } },
      /must carry the label stowage\.dev\/compliance-zone=eu/,
    ],
    [
      "of another jurisdiction",
      { labels: { ...LABELS, "stowage.dev/jurisdiction": "US" } },
      /stowage\.dev\/jurisdiction must be DE/,
    ],
    [
      "with data that the zone does not take",
      { labels: { ...LABELS, "stowage.dev/data-class": "health" } },
      /data-class must be personal/,
    ],
    [
      "that wants to another region",
      { spec: { nodeSelector: { "topology.kubernetes.io/region": "us-east-1" } } },
      /must choose eu-central-1/,
    ],
    [
      "with an image from elsewhere",
      { image: "docker.io/web:1" },
      /images must come from registry\.test or ghcr/,
    ],
    [
      "with an image of a registry that begins alike",
      { image: "registry.test.evil/web" },
      /images must come from/,
    ],
    [
      "with an image of a repository that begins alike",
      { image: "ghcr.io/shop-evil/x" },
      /images must come from/,
    ],
    [
      "with such an image in an init container",
      { spec: { initContainers: [{ name: "init", image: "docker.io/x" }] } },
      /images must come from/,
    ],
    [
      "without the annotation of checked signatures",
      { annotations: {} },
      /annotation signing\.test\/verified/,
    ],
    [
      "in the network of its node",
      { namespace: OPEN, spec: { hostNetwork: true } },
      /hostNetwork is not allowed: pods of/,
    ],
    [
      "with the processes of its node",
      { namespace: OPEN, spec: { hostPID: true } },
      /hostPID is not allowed: pods of/,
    ],
    [
      "with files of its node",
      { namespace: OPEN, spec: { volumes: [{ name: "root", hostPath: { path: "/" } }] } },
      /hostPath volumes are not allowed: pods of/,
    ],
    [
      "that is privileged",
      { namespace: OPEN, container: { securityContext: { privileged: true } } },
      /privileged containers are not allowed|privileged: Forbidden/,
    ],
  ];
  for (const [what, change, message] of refused)
    it(`refuses a pod ${what}`, async () => {
      assert.match(await refusal(pod("bad", change)), message);
    });

  it("refuses pods of nodes' networks by Pod Security too", async () => {
    assert.match(
      await refusal(pod("host", { spec: { hostNetwork: true } })),
      /violates PodSecurity "baseline/,
    );
  });

  it("gives containers that request nothing what the plan counted", async () => {
    const made = (await ask(pod("plain"))) as ApiObject & {
      readonly spec: { readonly containers: readonly { readonly resources: object }[] };
    };
    assert.deepEqual(made.spec.containers[0]?.resources, { requests: { cpu: "100m", memory: "128Mi" } });
  });

  it("keeps pods that the plan has no room for out of its namespaces", async () => {
    const large = { container: { resources: { requests: { cpu: "64", memory: "1Gi" } } } };
    assert.match(await refusal(pod("large", large)), /exceeded quota: planned, requested: requests\.cpu=64/);
  });

  it("gives planned pods a priority that pushes no other pod out", async () => {
    const made = (await ask(pod("first", { spec: { priorityClassName: "stowage-1000" } }))) as ApiObject & {
      readonly spec: { readonly priority: number; readonly preemptionPolicy: string };
    };
    assert.deepEqual([made.spec.priority, made.spec.preemptionPolicy], [1000, "Never"]);
  });

  it("binds nothing outside of the zone's namespaces", async () => {
    const elsewhere = pod("elsewhere", { labels: {}, annotations: {}, image: "docker.io/web:1" });
    assert.equal(
      await refusal({ ...elsewhere, metadata: { ...elsewhere.metadata, namespace: "default" } }),
      "",
    );
  });
});

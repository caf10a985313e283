/** `pulumi up` of the shop's web cluster, as a cluster that exists, against a real API server. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { loadFleet } from "../../src/planner/index.js";
import { exampleProject, resourceCounts } from "../engine/pulumi-project.js";
import type { PulumiProject, Run } from "../engine/pulumi-project.js";
import { engineOrSkip } from "../engine/real-engine.js";
import type { ApiList, ApiObject } from "./api-client.js";
import { controlPlaneOrSkip, startControlPlane } from "./control-plane.js";
import type { ControlPlane } from "./control-plane.js";
import { emittedWorkloads, targetsOf } from "./emitted-workloads.js";
import type { TargetOfPlan } from "./emitted-workloads.js";
import { kubernetesPlugin } from "./kubernetes-plugin.js";
import { createNodes, createPrerequisites } from "./placed-target.js";
import { planned } from "./planned-fleets.js";
import { watchedPods } from "./pods.js";
import type { Pod } from "./pods.js";
import { eventually } from "./watched.js";
import type { Watched } from "./watched.js";

const PROGRAM = `
import * as stowage from "stowage";

const loaded = stowage.loadFleet("fleet.yaml");
const plan = stowage.planFleetSync(loaded);
const slice = plan.clusters["shop-web"];
if (slice === undefined) throw new Error("the shop has no cluster shop-web");
new stowage.Cluster("shop-web", {
  plan: { ...slice, platform: "kubernetes" },
  workloads: plan.workloads,
  manifests: Object.fromEntries([...loaded.manifests].map(([id, manifest]) => [id, { ...manifest }])),
});
`;

describe("the shop on a real engine against a real control plane", function () {
  this.timeout(600_000);
  let plane: ControlPlane | undefined;
  let project: PulumiProject | undefined;
  let pods: Watched<Pod> | undefined;
  let shop = "";

  const succeeds = (...args: string[]): Run => {
    const done = project!.pulumi(...args);
    assert.equal(done.status, 0, done.output);
    return done;
  };
  const target = (): TargetOfPlan => {
    const { loaded, plan } = planned(loadFleet(path.join(shop, "fleet.yaml")));
    return targetsOf(loaded, plan).find(({ slice }) => slice.name === "shop-web")!;
  };
  const shopPods = () => pods!.objects().filter(({ metadata: { namespace } }) => namespace === "shop");
  /** Deployments' pods alone: volumes are made by nobody here. */
  const boundOf = (name: string) =>
    shopPods().filter(
      ({ metadata, spec }) => metadata.labels?.["app"] === name && spec.nodeName !== undefined,
    ).length;
  const deployments = async () => {
    const path = "/apis/apps/v1/namespaces/shop/deployments";
    const { items } = await plane!.api.get<ApiList<ApiObject & { spec: { replicas: number } }>>(path);
    return Object.fromEntries(items.map(({ metadata, spec }) => [metadata.name, spec.replicas]));
  };
  const plannedDeployments = () =>
    Object.fromEntries(
      emittedWorkloads(target())
        .filter(({ plan }) => plan.kind === "Deployment" && plan.scaling === undefined)
        .map(({ plan }) => [plan.name, plan.replicas]),
    );

  before(async function () {
    const engine = await engineOrSkip(this);
    plane = await startControlPlane(await controlPlaneOrSkip(this));
    process.env["KUBECONFIG"] = path.join(plane.folder, "admin.kubeconfig");
    project = await exampleProject(engine, ".", { fullSearch: true });
    shop = path.join(project.folder, "examples", "shop");
    const { path: plugin, isStandIn } = kubernetesPlugin(project.at.folder);
    console.log(`      provider kubernetes: ${isStandIn ? "a stand-in" : plugin}`);
    const file = path.join(project.folder, "Pulumi.yaml");
    const settings = parseDocument(readFileSync(file, "utf8"));
    settings.addIn(["plugins", "providers"], { name: "kubernetes", path: plugin });
    writeFileSync(file, settings.toString());
    writeFileSync(path.join(shop, "index.ts"), PROGRAM);
    pods = await watchedPods(plane.api);
    const start = target();
    // The namespaces are the program's own.
    const foreign = emittedWorkloads(start);
    await createPrerequisites(plane.api, foreign, { withNamespaces: false });
    await createNodes(plane.api, start);
  });
  after(async () => {
    delete process.env["KUBECONFIG"];
    pods?.stop();
    project?.at.dispose();
    await plane?.stop();
  });

  it("is taken field by field by the API server, and its pods are bound", async () => {
    const done = succeeds("up", "--yes");
    assert.deepEqual(Object.keys(resourceCounts(done)), ["created"]);
    const wanted = plannedDeployments();
    assert.deepEqual({ ...(await deployments()), ...wanted }, await deployments());
    const all = await eventually(() => (boundOf("storefront") > 0 ? true : undefined), 60_000);
    assert.ok(all, "no pod of the storefront is bound");
  });

  it("does not change when it is run again", () => {
    assert.deepEqual(Object.keys(resourceCounts(succeeds("up", "--yes", "--skip-preview"))), ["unchanged"]);
  });

  it("follows the plan where a workload is scaled", async () => {
    const file = path.join(shop, "k8s", "web", "cart.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/replicas: \d+/, "replicas: 9"));
    await createNodes(plane!.api, target());
    const { updated } = resourceCounts(succeeds("up", "--yes", "--skip-preview"));
    assert.ok((updated ?? 0) > 0);
    assert.equal((await deployments())["cart"], 9);
    const all = await eventually(() => (boundOf("cart") === 9 ? true : undefined), 60_000);
    assert.ok(all, `${boundOf("cart")} of 9 pods are bound`);
  });

  it("is gone after a destroy", async () => {
    succeeds("destroy", "--yes", "--skip-preview");
    await assert.rejects(plane!.api.get("/api/v1/namespaces/shop"), /not found/);
  });
});

/** A cluster as the components build it: the cluster, then the nodes of each purchase, then the workload. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformCluster, Platform } from "../../../src/components/platforms/platform.js";
import type { ByName, ClusterPlan, WorkloadPlan } from "../../../src/model/plan.js";
import { WEB, WEB_MANIFEST } from "./cluster-plans.js";
import { Parent, registeredBy } from "./recorded-program.js";
import type { Registered } from "./recorded-program.js";

export interface BuildInput<Wiring> {
  readonly platform: Platform<Wiring>;
  readonly plan: ClusterPlan;
  readonly wiring: Wiring;
  readonly workload?: WorkloadPlan;
  readonly namespaces?: readonly string[];
  /** Workloads of the cluster by id, that one among them: what namespaces and flows are made for. */
  readonly workloads?: ByName<WorkloadPlan>;
}

export interface Built {
  readonly graph: readonly Registered[];
  readonly cluster: PlatformCluster;
}

export async function build<Wiring>(input: BuildInput<Wiring>): Promise<Built> {
  const { platform, plan, wiring, workload, namespaces = ["web"], workloads } = input;
  let cluster: PlatformCluster | undefined;
  const graph = await registeredBy(() => {
    const site = { name: "shop", parent: new Parent("shop") };
    cluster = platform.createCluster({
      plan,
      wiring,
      site,
      namespaces,
      ...(workloads === undefined ? {} : { workloads }),
    });
    for (const purchase of Object.values(plan.purchases)) cluster.createNodes?.(purchase, site);
    if (workload !== undefined) {
      cluster.createWorkload?.({ id: WEB, plan: workload, manifest: WEB_MANIFEST }, site);
    }
  });
  return { graph, cluster: cluster! };
}

/** The inputs of the only resource of `type` whose name has `part` in it. */
export function inputsOf(graph: readonly Registered[], type: string, part = ""): Record<string, unknown> {
  const found = graph.filter((one) => one.type === type && one.name.includes(part));
  if (found.length !== 1)
    throw new Error(`${found.length} resources of ${type} have "${part}" in their name`);
  return found[0]!.inputs as Record<string, unknown>;
}

/** What the platform says of a plan that it cannot build; nothing may be registered before. */
export async function refusalOf<Wiring>({ platform, plan, wiring }: BuildInput<Wiring>): Promise<string> {
  let message = "";
  const graph = await registeredBy(() => {
    const site = { name: "shop", parent: new Parent("shop") };
    assert.throws(
      () => platform.createCluster({ plan, wiring, site, namespaces: [] }),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        message = error.message;
        return true;
      },
    );
  });
  assert.deepEqual(graph, [], "a refused plan must register nothing");
  return message;
}

/** Small scheduler models, written out: nodes and pods of a few words. */
import type { ModelNodes, ModelPods } from "../../src/simulate/index.js";
import { SchedulerModel } from "../../src/simulate/index.js";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import type { Labels, Taint } from "../../src/model/kubernetes.js";
import type { ResourceVector } from "../../src/units/resources.js";

export interface SceneNode {
  readonly name: string;
  readonly cpu?: number;
  readonly gib?: number;
  readonly zone?: string;
  readonly labels?: Labels;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
  readonly systemLoad?: ResourceVector;
}

export function sceneNode(node: SceneNode): ModelNodes {
  const {
    name,
    cpu = 4,
    gib = 16,
    zone,
    labels = {},
    taints = [],
    unschedulable = false,
    systemLoad = {},
  } = node;
  return {
    names: [name],
    labels: { ...labels, ...(zone === undefined ? {} : { [NODE_LABELS.availabilityZone]: zone }) },
    taints,
    unschedulable,
    allocatable: { cpuMilli: cpu * 1000, memoryMiB: gib * 1024, pods: 110 },
    systemLoad,
  };
}

export interface ScenePods extends Partial<Omit<ModelPods, "requests">> {
  readonly id: string;
  readonly cpu?: number;
  readonly gib?: number;
}

export function scenePods({ cpu = 1, gib = 1, ...rest }: ScenePods): ModelPods {
  return {
    replicas: 1,
    priority: 0,
    requests: { cpuMilli: cpu * 1000, memoryMiB: gib * 1024, pods: 1 },
    tolerations: [],
    requiredNodeTerms: [],
    preferredNodeTerms: [],
    volumeZones: [],
    spread: [],
    terms: [],
    ...rest,
  };
}

export function scene(
  nodes: readonly SceneNode[],
  pods: readonly ScenePods[],
  more: { readonly seed?: number; readonly percentageOfNodesToScore?: number } = {},
): SchedulerModel {
  return new SchedulerModel({ nodes: nodes.map(sceneNode), pods: pods.map(scenePods), ...more });
}

/** Names of the nodes that can take one more of the pods. */
export function feasibleNames(model: SchedulerModel, id: string): string[] {
  return [...model.feasible(model.podsOf(id))].map((node) => model.nodeNames[node] ?? "").sort();
}

/** Weighted sums of all scores by name of node, over all nodes that are feasible. */
export function scoresByName(model: SchedulerModel, id: string): Record<string, number> {
  const pods = model.podsOf(id);
  const nodes = model.feasible(pods);
  const scores = model.scores(pods, nodes);
  return Object.fromEntries(
    [...nodes].map((node, index) => [model.nodeNames[node] ?? "", scores[index] ?? 0]),
  );
}

export function bindTo(model: SchedulerModel, id: string, node: string): void {
  model.bind(model.podsOf(id), model.nodeOf(node));
}

/** The pods of one object, with all that scheduling reads of them. */
import type { Assumption } from "../../model/evidence.js";
import type { SystemLoad, WorkloadKind } from "../../model/fleet.js";
import { subtractResources } from "../../units/resources.js";
import type { Autoscalers } from "./autoscalers.js";
import { scaledKey } from "./autoscalers.js";
import { readContainers } from "./containers.js";
import type { BudgetOf } from "./disruption-budgets.js";
import type { KubernetesObject } from "./documents.js";
import { hostPorts } from "./host-ports.js";
import type { ImportOptions, ManifestWorkload } from "./imported.js";
import { preferredNodeTerms, readNodeSelector, requiredNodeTerms } from "./node-affinity.js";
import type { Peers } from "./peers.js";
import { podAffinityRules } from "./pod-affinity.js";
import { podSetTopology } from "./pod-set-topology.js";
import { podRequest } from "./pod-request.js";
import type { PodTemplate } from "./pod-template.js";
import { podPriority } from "./priorities.js";
import type { PriorityClasses } from "./priorities.js";
import { plannedReplicas } from "./replicas.js";
import { updateStrategy } from "./update-strategy.js";
import { podRuntime } from "./runtime-classes.js";
import type { RuntimeClasses } from "./runtime-classes.js";
import { mergedSpread } from "./spread-rules.js";
import { readTolerations } from "./tolerations.js";
import { topologySpread } from "./topology-spread.js";
import { reportUnplannedFields } from "./unplanned-fields.js";
import type { Claim } from "./volume-claims.js";
import { volumeRequests } from "../check/volumes.js";
import { readVolumes } from "./volumes.js";

/** What the other objects of the files say about pods. */
export interface Surroundings {
  readonly peers: Peers;
  readonly priorities: PriorityClasses;
  readonly runtimes: RuntimeClasses;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly autoscalers: Autoscalers;
  readonly budgets: ReadonlyMap<KubernetesObject, BudgetOf>;
}

interface ReadPods {
  readonly load: Omit<SystemLoad, "name">;
  readonly containersByDefault: number;
}

/** What any pod has, whoever makes it. */
function readPods({ spec }: PodTemplate, { runtimes }: Surroundings, options: ImportOptions): ReadPods {
  reportUnplannedFields(spec);
  const runtime = podRuntime(spec, runtimes);
  const containers = readContainers(spec);
  const request = podRequest(spec, containers, options.containerRequests, runtime.overhead);
  const selected = [...readNodeSelector(spec.at("nodeSelector")), ...runtime.selected];
  return {
    load: {
      requests: { ...request.requests, ...hostPorts(spec, containers) },
      requiredNodeTerms: requiredNodeTerms(spec, selected),
      tolerations: [...readTolerations(spec.at("tolerations")), ...runtime.tolerations],
    },
    containersByDefault: request.containersByDefault,
  };
}

export interface WorkloadPods {
  readonly workload: ManifestWorkload;
  readonly assumptions: readonly Assumption[];
  readonly containersByDefault: number;
}

export function readWorkload(
  template: PodTemplate,
  kind: WorkloadKind,
  around: Surroundings,
  options: ImportOptions,
): WorkloadPods {
  const { object, spec } = template;
  const { name, namespace, origin } = object;
  const { load, containersByDefault } = readPods(template, around, options);
  const scaler = around.autoscalers.get(scaledKey(kind, namespace, name));
  const { assumptions: counted, ...counts } = plannedReplicas(object, scaler, options);
  const spread = topologySpread(template, around.peers);
  const rules = [...podSetTopology(template), ...podAffinityRules(template, around.peers), ...spread.rules];
  const budget = around.budgets.get(object);
  const volumes = readVolumes(template, around.claims, counts.replicas);
  return {
    workload: {
      name,
      namespace,
      kind,
      origin,
      ...counts,
      ...load,
      requests: { ...load.requests, ...volumeRequests(volumes) },
      preferredNodeTerms: preferredNodeTerms(spec),
      ...mergedSpread(rules),
      volumes,
      priority: podPriority(spec, around.priorities),
      ...(budget === undefined ? {} : { disruptionBudget: budget(counts.replicas) }),
      ...updateStrategy(kind, object.field.at("spec"), counts.replicas),
    },
    assumptions: [...counted, ...spread.assumptions],
    containersByDefault,
  };
}

export interface SystemPods {
  readonly load: SystemLoad;
  readonly containersByDefault: number;
}

/** A DaemonSet's pods stand one on each node, so that spread and preferences change nothing. */
export function readSystemLoad(
  template: PodTemplate,
  around: Surroundings,
  options: ImportOptions,
): SystemPods {
  const { load, containersByDefault } = readPods(template, around, options);
  podAffinityRules(template, around.peers);
  const requests = subtractResources(load.requests, { pods: 1 });
  return { load: { name: template.object.name, ...load, requests }, containersByDefault };
}

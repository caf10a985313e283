/**
 * A manifest with the plan's scheduling fields, and otherwise as its owner wrote it: required node affinity to
 * the set of its pools and architectures, spread rules, anti-affinity of groups with nodes to themselves, affinity
 * to pods that they stand beside or are a gang with, anti-affinity to those that they keep apart from, its priority, the labels by which the cluster's own rules find it, the replica
 * count where no autoscaler owns it, and tolerations of taints that the platform adds by itself. All else is the
 * same; the input is not touched.
 */
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadKind } from "../model/fleet.js";
import type { ClusterPlan, WorkloadPlan } from "../model/plan.js";
import type { Manifest } from "./platforms/platform.js";
import { withPeerAffinity } from "./schedule/peers.js";
import { withGroupAffinity, withGroupLabel } from "./schedule/dedicated-nodes.js";
import { fieldsOf, valueAt, withValueAt } from "./schedule/manifest-fields.js";
import type { Fields } from "./schedule/manifest-fields.js";
import { withNodeAffinity, withPreferredTypes } from "./schedule/node-affinity.js";
import { plannedNodes } from "./schedule/planned-nodes.js";
import { withPodLabels } from "./schedule/pod-labels.js";
import { neededPriority, withPriority } from "./schedule/priority.js";
import { withSpread } from "./schedule/spread.js";
import { withTolerations } from "./schedule/tolerations.js";

export interface Schedule {
  /** The plan's id of the workload: "cluster/namespace/name". */
  readonly id: string;
  readonly plan: WorkloadPlan;
  /** The cluster on which it is placed. */
  readonly cluster: ClusterPlan;
  /** Whether others make the priority classes: pods are then given none. */
  readonly withoutPriorities?: boolean;
}

/** Where the pod template stands; a Pod is its own. */
const TEMPLATE: Readonly<Record<WorkloadKind, readonly string[]>> = {
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  Pod: [],
};

/** Kinds whose `spec.replicas` is the count of the plan. */
const COUNTED: ReadonlySet<WorkloadKind> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

function checkKind(manifest: Manifest, { id, plan }: Schedule): void {
  const kind = manifest["kind"] ?? plan.kind;
  if (kind === plan.kind) return;
  const given = typeof kind === "string" ? kind : "thing without a kind";
  throw new pulumi.RunError(
    `Workload "${id}" is a ${plan.kind} in the plan and a ${given} in its manifest: give the manifest that was planned`,
  );
}

/** By what the replicas are counted: their controller's selector, or else the pods' own labels. */
export function labelSelector(manifest: Manifest, { id, plan }: Schedule): Fields {
  const selector = COUNTED.has(plan.kind) ? valueAt(manifest, ["spec", "selector"]) : undefined;
  if (selector !== undefined) return fieldsOf(selector, "spec.selector");
  const path = [...TEMPLATE[plan.kind], "metadata", "labels"];
  const labels = fieldsOf(valueAt(manifest, path), path.join("."));
  if (Object.keys(labels).length > 0) return { matchLabels: labels };
  throw new pulumi.RunError(
    `Workload "${id}" must be spread, and its pods have no labels to count them by: add labels to its pod template`,
  );
}

/** A demand with a peak is an autoscaler's to follow, from its base on. */
function withReplicas(manifest: Manifest, { kind, scaling, peak, replicas }: WorkloadPlan): Manifest {
  return scaling === undefined && peak === undefined && COUNTED.has(kind)
    ? withValueAt(manifest, ["spec", "replicas"], replicas)
    : manifest;
}

/** The value of the priority class that the pods need and that the plan makes. */
export function plannedPriority(
  manifest: Manifest,
  { plan, withoutPriorities }: Schedule,
): number | undefined {
  if (withoutPriorities === true) return undefined;
  const path = [...TEMPLATE[plan.kind], "spec"];
  return neededPriority(fieldsOf(valueAt(manifest, path), path.join(".")), plan);
}

/** @throws pulumi.RunError where the manifest is of another kind, or has outputs where scheduling fields stand */
export function scheduleManifest(manifest: Manifest, schedule: Schedule): Manifest {
  checkKind(manifest, schedule);
  const { id, plan, cluster } = schedule;
  const nodes = plannedNodes(id, plan, cluster);
  const path = [...TEMPLATE[plan.kind], "spec"];
  const podSpec = fieldsOf(valueAt(manifest, path), path.join("."));
  const drawn = withPreferredTypes(withNodeAffinity(podSpec, nodes), plan.preferredInstanceTypes);
  const placed = withTolerations(drawn, nodes.platformTaints);
  const spread = withSpread(placed, plan, () => labelSelector(manifest, schedule));
  const beside = withPeerAffinity(withGroupAffinity(spread, plan), plan);
  const kept = withPriority(beside, plannedPriority(manifest, schedule));
  const scheduled = withValueAt(manifest, path, kept);
  const labelled = withGroupLabel(scheduled, TEMPLATE[plan.kind], plan, cluster);
  return withReplicas(withPodLabels(labelled, TEMPLATE[plan.kind], plan, cluster), plan);
}

/** Types of the simulated cloud's resources, as other languages see them. */
import { textEnum } from "./package-spec.js";
import type { TypeSpecs } from "./package-spec.js";

export const SIM_SCHEMA_TYPES: TypeSpecs = {
  "stowage:sim:Platform": textEnum("Kubernetes platform that the cluster stands for.", {
    Eks: "eks",
    Aks: "aks",
    Gke: "gke",
    Kubernetes: "kubernetes",
    Sim: "sim",
  }),
  "stowage:sim:CloudProvider": textEnum("Cloud whose machines the cluster buys.", {
    Aws: "aws",
    Azure: "azure",
    Gcp: "gcp",
  }),
  "stowage:sim:PurchaseOption": textEnum("Price list under which nodes are bought.", {
    OnDemand: "on-demand",
    Spot: "spot",
    Owned: "owned",
    Reserved: "reserved",
  }),
  "stowage:sim:TaintEffect": textEnum("What a taint does to pods that do not tolerate it.", {
    NoSchedule: "NoSchedule",
    PreferNoSchedule: "PreferNoSchedule",
    NoExecute: "NoExecute",
  }),
  "stowage:sim:WorkloadKind": textEnum("What owns the pods.", {
    Deployment: "Deployment",
    StatefulSet: "StatefulSet",
    ReplicaSet: "ReplicaSet",
    Job: "Job",
    CronJob: "CronJob",
    Pod: "Pod",
  }),
  "stowage:sim:Taint": {
    description: "Keeps pods off nodes unless they tolerate it.",
    type: "object",
    properties: {
      key: { type: "string", description: "Taint key." },
      value: { type: "string", description: "Taint value." },
      effect: { $ref: "#/types/stowage:sim:TaintEffect", description: "What it does." },
    },
    required: ["key", "effect"],
  },
  "stowage:sim:NodeCount": {
    description: "Fixed nodes of one shape.",
    type: "object",
    properties: {
      type: { type: "string", description: 'Name of the shape, such as "orin-nx".' },
      count: { type: "integer", description: "How many nodes of it there are." },
    },
    required: ["type", "count"],
  },
};

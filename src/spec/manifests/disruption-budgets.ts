/** PodDisruptionBudgets: how many pods of a workload must stay, or may be gone, at once. */
import type { Workload } from "../../model/fleet.js";
import type { KubernetesObject } from "./documents.js";
import { quoted, shortened } from "./fields.js";
import type { Field } from "./fields.js";
import { readLabelSelector } from "./label-selector.js";
import { listed } from "./peers.js";
import type { Peers } from "./peers.js";
import type { PodTemplate } from "./pod-template.js";
import { MAX_REPLICAS } from "./replica-limit.js";

export type DisruptionBudget = NonNullable<Workload["disruptionBudget"]>;

/** A share of the replicas, or a number of them. */
interface Amount {
  readonly percent: boolean;
  readonly value: number;
}

const PERCENT = /^(\d{1,3})%$/;

function readAmount(field: Field): Amount | undefined {
  if (typeof field.value === "number") {
    const value = field.count(0, MAX_REPLICAS);
    return value === undefined ? undefined : { percent: false, value };
  }
  const text = field.text();
  if (text === undefined) return undefined;
  const percent = Number(PERCENT.exec(text)?.[1] ?? Number.NaN);
  if (percent <= 100) return { percent: true, value: percent };
  return field.invalid(`is ${quoted(text)}; a whole number or a share from "0%" to "100%" is needed`);
}

/** Both amounts round up, as the disruption controller does it. */
function resolved({ percent, value }: Amount, replicas: number): number {
  return percent ? Math.ceil((replicas * value) / 100) : value;
}

/** A budget of one workload, still to be resolved against its replicas. */
export type BudgetOf = (replicas: number) => DisruptionBudget;

function readBudget({ field }: KubernetesObject): BudgetOf | undefined {
  const spec = field.at("spec");
  const [least, most] = [spec.at("minAvailable"), spec.at("maxUnavailable")];
  if (!least.absent && !most.absent) {
    return spec.invalid("has both minAvailable and maxUnavailable; only one is allowed");
  }
  const minAvailable = least.absent ? undefined : readAmount(least);
  const maxUnavailable = most.absent ? undefined : readAmount(most);
  if (minAvailable !== undefined) {
    return (replicas) => ({ minAvailable: resolved(minAvailable, replicas) });
  }
  return maxUnavailable === undefined
    ? undefined
    : (replicas) => ({ maxUnavailable: resolved(maxUnavailable, replicas) });
}

/** The workload that a budget is for; a budget over several at once is no budget of any one of them. */
function soleWorkload(object: KubernetesObject, peers: Peers): PodTemplate | undefined {
  const { name, namespace, field: budget } = object;
  const field = budget.at("spec", "selector");
  const found = peers.find((one) => one === namespace, readLabelSelector(field));
  if (found.length === 0) {
    field.report(
      "unknown-name",
      "warning",
      `the budget ${shortened(`${namespace}/${name}`)} matches no pods of the workloads in the files`,
    );
  } else if (found.length > 1) {
    const names = listed(found.map(({ object }) => object));
    field.report(
      "not-supported",
      "warning",
      `a budget over several workloads (${names}) is not planned`,
      "give each workload its own",
    );
    return undefined;
  }
  return found[0];
}

export function readDisruptionBudgets(
  objects: readonly KubernetesObject[],
  peers: Peers,
): ReadonlyMap<KubernetesObject, BudgetOf> {
  const budgets = new Map<KubernetesObject, BudgetOf>();
  for (const object of objects) {
    if (object.kind !== "PodDisruptionBudget") continue;
    const budget = readBudget(object);
    const workload = soleWorkload(object, peers)?.object;
    if (workload === undefined || budget === undefined) continue;
    if (budgets.has(workload)) {
      object.field.report(
        "not-supported",
        "warning",
        `${workload.kind} ${workload.namespace}/${workload.name} has a budget already; Kubernetes evicts no pod that two select`,
        "keep one of the two budgets",
      );
    } else budgets.set(workload, budget);
  }
  return budgets;
}

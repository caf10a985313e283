/** Kubernetes manifests as workloads and system load: Kubernetes v1.36's rules, every fault at once. */
import type { Assumption } from "../../model/evidence.js";
import type { WorkloadKind } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { formatCpu, formatMiB } from "../../units/quantity.js";
import { amountOf } from "../../units/resources.js";
import { assumed } from "./assumed.js";
import { readAutoscalers } from "./autoscalers.js";
import { distinctObjects } from "./distinct-objects.js";
import { readDisruptionBudgets } from "./disruption-budgets.js";
import { readDocuments } from "./documents.js";
import type { KubernetesObject } from "./documents.js";
import type {
  ImportOptions,
  ImportedSystemLoad,
  ImportedWorkload,
  ManifestText,
  ManifestsImport,
} from "./imported.js";
import { readLoadBalancers } from "./load-balancers.js";
import { CLUSTER_WIDE_KINDS } from "./kinds.js";
import type { ReadKind } from "./kinds.js";
import { withoutOwned } from "./owners.js";
import { Peers } from "./peers.js";
import { makesPods, readPodTemplate } from "./pod-template.js";
import type { PodTemplate } from "./pod-template.js";
import { readSystemLoad, readWorkload } from "./pods.js";
import type { Surroundings } from "./pods.js";
import { readPriorityClasses } from "./priorities.js";
import { readRuntimeClasses } from "./runtime-classes.js";
import { readClaims } from "./volume-claims.js";

function workloadKind(kind: ReadKind): WorkloadKind | undefined {
  switch (kind) {
    case "Deployment":
    case "StatefulSet":
    case "ReplicaSet":
    case "Job":
    case "CronJob":
    case "Pod":
      return kind;
    default:
      return undefined;
  }
}

function surroundings(objects: readonly KubernetesObject[], peers: Peers): Surroundings {
  return {
    peers,
    priorities: readPriorityClasses(objects),
    runtimes: readRuntimeClasses(objects),
    claims: readClaims(objects),
    autoscalers: readAutoscalers(objects),
    budgets: readDisruptionBudgets(objects, peers),
  };
}

/** One sentence for all containers that said nothing: each is named in a diagnostic of its own. */
function defaultRequests(count: number, { containerRequests }: ImportOptions): Assumption[] {
  if (count === 0) return [];
  const cpu = formatCpu(amountOf(containerRequests, "cpuMilli"));
  const memory = formatMiB(amountOf(containerRequests, "memoryMiB"));
  const containers = count === 1 ? "1 container" : `${count} containers`;
  const statement = `${cpu} cpu and ${memory} memory stand in for what ${containers} left out`;
  return [assumed("containers without requests", statement, "defaults.containerRequests")];
}

type ImportedPods = Omit<ManifestsImport, "diagnostics" | "loadBalancers">;

class Importer {
  readonly workloads: ImportedWorkload[] = [];
  readonly systemLoad: ImportedSystemLoad[] = [];
  private readonly assumptions: Assumption[] = [];
  private containersByDefault = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly options: ImportOptions,
  ) {}

  add(template: PodTemplate): void {
    const { kind, namespace, origin, field } = template.object;
    const manifest = field.object() ?? {};
    const workload = workloadKind(kind);
    if (workload === undefined) {
      const { load, containersByDefault } = readSystemLoad(template, this.around, this.options);
      this.systemLoad.push({ load, namespace, origin });
      this.containersByDefault += containersByDefault;
      return;
    }
    const pods = readWorkload(template, workload, this.around, this.options);
    this.workloads.push({ workload: pods.workload, manifest });
    this.assumptions.push(...pods.assumptions);
    this.containersByDefault += pods.containersByDefault;
  }

  result(): ImportedPods {
    const assumptions = [...defaultRequests(this.containersByDefault, this.options), ...this.assumptions];
    return {
      workloads: this.workloads.sort(
        ({ workload: left }, { workload: right }) =>
          compareText(left.namespace, right.namespace) ||
          compareText(left.name, right.name) ||
          compareText(left.kind, right.kind),
      ),
      systemLoad: this.systemLoad.sort(
        (left, right) =>
          compareText(left.namespace, right.namespace) || compareText(left.load.name, right.load.name),
      ),
      assumptions: assumptions.sort(
        (left, right) =>
          compareText(left.subject, right.subject) || compareText(left.statement, right.statement),
      ),
    };
  }
}

/** Cluster-wide objects of the other files, unless these have their own of the name. */
function clusterWideObjects(
  own: readonly KubernetesObject[],
  besides: readonly ManifestText[],
): KubernetesObject[] {
  const named = ({ kind, name }: KubernetesObject): string => `${kind} ${name}`;
  const known = new Set(own.map(named));
  const relevant = besides.filter(({ text }) => [...CLUSTER_WIDE_KINDS].some((kind) => text.includes(kind)));
  return readDocuments(relevant).objects.filter(
    (object) => CLUSTER_WIDE_KINDS.has(object.kind) && !known.has(named(object)),
  );
}

/** The same of pods that are not read from files. `around`: the objects beside them that speak of them. */
export function importTemplates(
  templates: readonly PodTemplate[],
  around: readonly KubernetesObject[],
  options: ImportOptions,
): ImportedPods {
  const importer = new Importer(surroundings(around, new Peers(templates)), options);
  for (const template of templates) importer.add(template);
  return importer.result();
}

/**
 * Reads the manifests in `files` together: autoscalers, budgets and classes may stand in other files than
 * what they speak of. Never throws for what the text says. Diagnostics are in the order of files, documents
 * and lines; with an error among them the rest is a best effort.
 */
export function importManifests(files: readonly ManifestText[], options: ImportOptions): ManifestsImport {
  const { objects, diagnostics } = readDocuments(files);
  const own = withoutOwned(distinctObjects(objects));
  const templates = own.filter(makesPods).map(readPodTemplate);
  const around = [...own, ...clusterWideObjects(own, options.besides ?? [])];
  const loadBalancers = readLoadBalancers(own, templates);
  return { ...importTemplates(templates, around, options), loadBalancers, diagnostics: diagnostics() };
}

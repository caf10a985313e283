/** Which pods a rule between pods speaks of: those of the same workload, and those of others. */
import type { Labels } from "../../model/kubernetes.js";
import { compareText } from "../../units/compare.js";
import type { KubernetesObject } from "./documents.js";
import type { LabelSelector } from "./label-selector.js";
import type { PodTemplate } from "./pod-template.js";

export type NamespaceFilter = (namespace: string) => boolean;

export interface Matched {
  readonly itself: boolean;
  /** Other workloads among the files, in their order. */
  readonly others: readonly KubernetesObject[];
}

/** Pods of one namespace with the same labels. */
interface Group {
  readonly namespace: string;
  readonly labels: Labels;
  readonly templates: PodTemplate[];
}

/** The pods of all workloads, found by a label that a selector demands. */
export class Peers {
  private readonly groups = new Map<string, Group>();
  private readonly byLabel = new Map<string, Group[]>();

  constructor(templates: readonly PodTemplate[]) {
    for (const template of templates) {
      const { namespace } = template.object;
      const entries = Object.entries(template.labels).sort(([left], [right]) => compareText(left, right));
      const key = JSON.stringify([namespace, entries]);
      const group = this.groups.get(key);
      if (group === undefined) {
        this.add(key, { namespace, labels: template.labels, templates: [template] });
      } else group.templates.push(template);
    }
  }

  private add(key: string, group: Group): void {
    this.groups.set(key, group);
    for (const label of Object.entries(group.labels)) {
      const known = this.byLabel.get(JSON.stringify(label));
      if (known === undefined) this.byLabel.set(JSON.stringify(label), [group]);
      else known.push(group);
    }
  }

  private candidates({ equal }: LabelSelector): readonly Group[] {
    const lists = equal.map((label) => this.byLabel.get(JSON.stringify(label)) ?? []);
    return lists.length === 0
      ? [...this.groups.values()]
      : lists.reduce((left, right) => (right.length < left.length ? right : left));
  }

  /** All that a selector finds in the namespaces. */
  find(inNamespace: NamespaceFilter, selector: LabelSelector): PodTemplate[] {
    return this.candidates(selector)
      .filter(({ namespace, labels }) => inNamespace(namespace) && selector.matches(labels))
      .flatMap(({ templates }) => templates);
  }

  matched(own: PodTemplate, inNamespace: NamespaceFilter, selector: LabelSelector): Matched {
    return {
      itself: inNamespace(own.object.namespace) && selector.matches(own.labels),
      others: this.find(inNamespace, selector).flatMap((template) =>
        template === own ? [] : template.object,
      ),
    };
  }
}

/** "Deployment shop/web, Job shop/reindex, Pod shop/probe and 5 more". */
export function listed(objects: readonly KubernetesObject[]): string {
  const names = objects.slice(0, 3).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  const more = objects.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

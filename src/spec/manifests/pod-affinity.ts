/**
 * Affinity between pods. A workload that keeps away from itself has a cap per node or availability zone; one
 * that keeps away from others of the files shares no node with them, and one that must be where another is stands
 * beside it. What else there is between pods is not planned and is reported.
 */
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import { readLabelSelector } from "./label-selector.js";
import { topologyDomain } from "./node-labels.js";
import { listed } from "./peers.js";
import type { Matched, NamespaceFilter, Peers } from "./peers.js";
import type { PodTemplate } from "./pod-template.js";
import type { SpreadDomain, SpreadRule } from "./spread-rules.js";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
const STILL = "the scheduler will still enforce it";

/** Namespaces are known by name only: the one label that each carries. */
function namespacesOf(term: Field, own: string): NamespaceFilter {
  const names = term.at("namespaces").texts();
  const selector = term.at("namespaceSelector");
  if (names.length === 0 && selector.absent) return (namespace) => namespace === own;
  const { matches } = readLabelSelector(selector);
  return (namespace) => names.includes(namespace) || matches({ "kubernetes.io/metadata.name": namespace });
}

/** A pod that carries such a key differs from itself in it, as the server rewrites the selector. */
function excludesItself(term: Field, template: PodTemplate): boolean {
  return term
    .at("mismatchLabelKeys")
    .texts()
    .some((key) => key === "pod-template-hash" || Object.hasOwn(template.labels, key));
}

interface Term extends Matched {
  readonly field: Field;
  readonly topologyKey: string;
  readonly over: SpreadDomain | undefined;
}

function readTerm(field: Field, template: PodTemplate, peers: Peers): Term | undefined {
  const key = field.required("topologyKey");
  const topologyKey = key.text();
  if (topologyKey === undefined) return undefined;
  const matched = peers.matched(
    template,
    namespacesOf(field, template.object.namespace),
    readLabelSelector(field.at("labelSelector")),
  );
  return {
    field,
    topologyKey,
    over: topologyDomain(key, topologyKey),
    itself: matched.itself && !excludesItself(field, template),
    others: matched.others,
  };
}

/** Pods of a DaemonSet stand on every node: nothing could keep away from them there. */
function makesSystemLoad({ kind }: KubernetesObject): boolean {
  return kind === "DaemonSet";
}

/** Rules against others that are planned, and a report of those that are not. */
function rulesAgainst({ field, over, itself, others }: Term): SpreadRule[] {
  const planned = over === "node" ? others.filter((one) => !makesSystemLoad(one)) : [];
  const left = others.filter((one) => !planned.includes(one));
  if (left.length > 0 || (!itself && others.length === 0)) {
    const whom = left.length > 0 ? listed(left) : "pods that are not among these files";
    field.report("not-supported", "warning", `anti-affinity to ${whom} is not planned; ${STILL}`);
  }
  return planned.map(({ namespace, name }) => ({ rule: "apart", from: `${namespace}/${name}` }));
}

function requiredRules(term: Term): SpreadRule[] {
  return [...rulesAgainst(term), ...rulesAgainstItself(term)];
}

function rulesAgainstItself({ field, topologyKey, over, itself }: Term): SpreadRule[] {
  if (!itself) return [];
  if (over !== undefined) return [{ rule: "cap", over, most: 1 }];
  field.report("not-supported", "warning", `anti-affinity over ${topologyKey} is not planned; ${STILL}`);
  return [];
}

function preferredRules({ field, over, itself }: Term): SpreadRule[] {
  if (itself && over !== undefined) return [{ rule: "soft", over, maxSkew: 1 }];
  field.report("not-supported", "info", "this preference for pods apart does not enter the plan");
  return [];
}

/** The workload that a term asks for, where it is one other of the files; its own pods alone are a gang. */
function baseOf(field: Field, template: PodTemplate, peers: Peers): SpreadRule[] {
  const term = readTerm(field, template, peers);
  if (term?.over === undefined) return [];
  const { namespace, name } = template.object;
  if (term.itself)
    return term.others.length > 0 ? [] : [{ rule: "gang", within: term.over, name: `${namespace}/${name}` }];
  const [base, ...more] = term.others;
  if (base === undefined || more.length > 0 || makesSystemLoad(base)) return [];
  return [{ rule: "beside", other: `${base.namespace}/${base.name}`, over: term.over }];
}

/** One term that asks for one workload is planned; any of several, or several at once, are not. */
function attractionRules(affinity: Field, template: PodTemplate, peers: Peers): SpreadRule[] {
  const items = affinity.at(REQUIRED).items();
  for (const item of affinity.at(PREFERRED).items())
    item.report("not-supported", "info", "this preference for pods together does not enter the plan");
  const rules = items.map((item) => baseOf(item, template, peers));
  const [only] = rules;
  if (items.length === 1 && only !== undefined && only.length > 0) return only;
  for (const item of items)
    item.report(
      "not-supported",
      "warning",
      `pods that must stand beside pods of more than one workload are not planned; ${STILL}`,
      "choose nodes by labels in place of it, if all must share a pool",
    );
  return [];
}

export function podAffinityRules(template: PodTemplate, peers: Peers): SpreadRule[] {
  const beside = attractionRules(template.spec.at("affinity", "podAffinity"), template, peers);
  const apart = template.spec.at("affinity", "podAntiAffinity");
  const rulesOf = (field: Field, rules: (term: Term) => SpreadRule[]): SpreadRule[] => {
    const term = readTerm(field, template, peers);
    return term === undefined ? [] : rules(term);
  };
  return [
    ...beside,
    ...apart
      .at(REQUIRED)
      .items()
      .flatMap((item) => rulesOf(item, requiredRules)),
    ...apart
      .at(PREFERRED)
      .items()
      .flatMap((item) => rulesOf(item.at("podAffinityTerm"), preferredRules)),
  ];
}

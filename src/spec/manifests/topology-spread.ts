/** Topology spread constraints, as far as they spread a workload's own replicas. */
import type { Assumption } from "../../model/evidence.js";
import { assumed } from "./assumed.js";
import type { Field } from "./fields.js";
import { readLabelSelector } from "./label-selector.js";
import { topologyDomain } from "./node-labels.js";
import { listed } from "./peers.js";
import type { Peers } from "./peers.js";
import type { PodTemplate } from "./pod-template.js";
import type { SpreadRule } from "./spread-rules.js";

const MOST = 2 ** 31 - 1;
const STILL = "the scheduler will still enforce it";
const POLICY_DEFAULTS = { nodeAffinityPolicy: "Honor", nodeTaintsPolicy: "Ignore" } as const;

interface Constraint {
  readonly field: Field;
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number | undefined;
  readonly hard: boolean;
}

function readConstraint(field: Field): Constraint | undefined {
  const maxSkew = field.required("maxSkew").count(1, MOST);
  const topologyKey = field.required("topologyKey").text();
  const when = field.required("whenUnsatisfiable").choice(["DoNotSchedule", "ScheduleAnyway"] as const);
  const minDomains = field.at("minDomains");
  const domains = minDomains.absent ? undefined : minDomains.count(1, MOST);
  if (maxSkew === undefined || topologyKey === undefined || when === undefined) return undefined;
  const hard = when === "DoNotSchedule";
  if (!hard && domains !== undefined) minDomains.invalid("needs whenUnsatisfiable: DoNotSchedule");
  return { field, topologyKey, maxSkew, minDomains: domains, hard };
}

function reportPolicies(field: Field): void {
  for (const [key, standard] of Object.entries(POLICY_DEFAULTS)) {
    const policy = field.at(key);
    if (policy.absent || policy.choice(["Honor", "Ignore"] as const) === standard) continue;
    policy.report("not-supported", "info", `${key} is planned as ${standard}, its default`);
  }
}

/** Whether the constraint counts the workload's own replicas; what else it counts is reported. */
function spreadsItself({ field, hard }: Constraint, template: PodTemplate, peers: Peers): boolean {
  const { namespace } = template.object;
  const selects = readLabelSelector(field.at("labelSelector"));
  const { itself, others } = peers.matched(template, (one) => one === namespace, selects);
  const severity = hard ? "warning" : "info";
  if (!itself) {
    const message = "the selector does not match the pod itself; a spread beside other pods is not planned";
    field.report("not-supported", severity, hard ? `${message}, ${STILL}` : message);
  } else if (others.length > 0 && hard) {
    field.report(
      "not-supported",
      severity,
      `the spread counts pods of ${listed(others)} too; it is planned for this workload alone, ${STILL}`,
      "narrow the selector to this workload's labels",
    );
  }
  return itself;
}

function ruleOf({ field, topologyKey, maxSkew, minDomains, hard }: Constraint): SpreadRule[] {
  const over = topologyDomain(field.at("topologyKey"), topologyKey);
  if (over === undefined) {
    const message = `spread over ${topologyKey} is not planned`;
    field.report("not-supported", hard ? "warning" : "info", hard ? `${message}; ${STILL}` : message);
    return [];
  }
  if (!hard) return [{ rule: "soft", over, maxSkew }];
  if (over === "node") return [{ rule: "cap", over, most: maxSkew }];
  return [{ rule: "zoneSpread", maxSkew, ...(minDomains === undefined ? {} : { minDomains }) }];
}

export interface TopologySpread {
  readonly rules: readonly SpreadRule[];
  readonly assumptions: readonly Assumption[];
}

/** A node that is still empty makes the global minimum 0, so that no node may have more than `maxSkew`. */
function nodeSpreadAssumption({ object }: PodTemplate, rules: readonly SpreadRule[]): Assumption[] {
  return rules.flatMap((one) =>
    one.rule === "cap"
      ? [
          assumed(
            `spread of ${object.namespace}/${object.name} over nodes`,
            `at most ${one.most} replicas a node: a hard spread counts from the emptiest node, which may hold none`,
            object.origin,
          ),
        ]
      : [],
  );
}

export function topologySpread(template: PodTemplate, peers: Peers): TopologySpread {
  const rules = template.spec
    .at("topologySpreadConstraints")
    .items()
    .flatMap((field): SpreadRule[] => {
      const constraint = readConstraint(field);
      reportPolicies(field);
      return constraint !== undefined && spreadsItself(constraint, template, peers) ? ruleOf(constraint) : [];
    });
  return { rules, assumptions: nodeSpreadAssumption(template, rules) };
}

/** One replica must fit on an empty node, after system load, in every resource. */
import type { Workload } from "../../model/fleet.js";
import type { ExclusionRule } from "../../model/outcome.js";
import { formatCpu, formatMiB } from "../../units/quantity.js";
import { amountOf, ATTACHABLE_VOLUMES, isHostPort, portOf } from "../../units/resources.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

/** Resources with a rule of their own. */
const OWN_RULE = new Set(["cpuMilli", "memoryMiB", "ephemeralMiB", "pods", ATTACHABLE_VOLUMES]);

function extendedOf(workload: Workload): string[] {
  return Object.keys(workload.requests).filter((name) => !OWN_RULE.has(name) && !isHostPort(name));
}

function largest(kinds: readonly NodeKind[], resource: string): number {
  return kinds.reduce((most, { free }) => Math.max(most, amountOf(free, resource)), 0);
}

interface CoreSize {
  readonly rule: ExclusionRule;
  readonly resource: string;
  readonly words: string;
  readonly format: (amount: number) => string;
}

function coreRule({ rule, resource, words, format }: CoreSize): OfferingRule {
  return {
    rule,
    allows({ requests }) {
      const amount = amountOf(requests, resource);
      return ({ free }) => amount <= amountOf(free, resource);
    },
    detail: ({ requests }, excluded) =>
      `requests ${format(amountOf(requests, resource))} ${words}, the largest of these nodes leaves ${format(largest(excluded, resource))}`,
    wayOut: (_workload, excluded) =>
      `request at most ${format(largest(excluded, resource))} ${words}, or let a pool buy larger instance types`,
  };
}

export const coreSizes: readonly OfferingRule[] = [
  coreRule({ rule: "cpu", resource: "cpuMilli", words: "CPU", format: formatCpu }),
  coreRule({ rule: "memory", resource: "memoryMiB", words: "memory", format: formatMiB }),
  coreRule({
    rule: "ephemeralStorage",
    resource: "ephemeralMiB",
    words: "ephemeral storage",
    format: formatMiB,
  }),
  coreRule({ rule: "pods", resource: "pods", words: "pod(s)", format: String }),
];

/** Asked for, and not there at all: a node without the device. */
export const accelerator: OfferingRule = {
  rule: "accelerator",
  allows(workload) {
    const names = extendedOf(workload).filter((name) => amountOf(workload.requests, name) > 0);
    return ({ allocatable }) => names.every((name) => amountOf(allocatable, name) > 0);
  },
  detail: (workload, excluded) => {
    const missing = extendedOf(workload).filter((name) => largest(excluded, name) === 0);
    return `requests ${listed(missing.length > 0 ? missing : extendedOf(workload))}, which these nodes do not have`;
  },
  wayOut: (workload) => {
    const names = extendedOf(workload);
    const profiles = names.flatMap((name) => /^nvidia\.com\/mig-(.+)$/.exec(name)?.[1] ?? []);
    const [profile = ""] = profiles;
    const cut = profiles.length > 1 ? `profiles: { ${profiles.join(": n, ")}: n }` : `profile: ${profile}`;
    return `add a pool whose chips give ${listed(names)}${profiles.length === 0 ? "" : `, cut by deviceSlices: { ${cut} }`}`;
  },
};

/** There, but fewer than one replica asks for. */
export const extendedResource: OfferingRule = {
  rule: "extendedResource",
  allows(workload) {
    const names = extendedOf(workload);
    return ({ allocatable, free }) =>
      names.every(
        (name) =>
          amountOf(allocatable, name) === 0 || amountOf(workload.requests, name) <= amountOf(free, name),
      );
  },
  detail: (workload, excluded) =>
    extendedOf(workload)
      .map(
        (name) =>
          `requests ${amountOf(workload.requests, name)} ${name}, these nodes leave at most ${largest(excluded, name)}`,
      )
      .join("; "),
  wayOut: (workload) =>
    `let a pool buy instance types with more ${listed(extendedOf(workload))} each, or request fewer`,
};

/** System load may hold a port on every node. */
export const hostPort: OfferingRule = {
  rule: "hostPort",
  allows({ requests }) {
    const ports = Object.keys(requests).filter(isHostPort);
    return ({ free }) => ports.every((name) => amountOf(requests, name) <= amountOf(free, name));
  },
  detail(workload, excluded) {
    const ports = Object.keys(workload.requests).filter(
      (name) => isHostPort(name) && largest(excluded, name) === 0,
    );
    return `needs host port ${listed(ports.map(portOf))}, which system load holds on these nodes`;
  },
  wayOut: () => "use another host port, or a Service in place of host ports",
};

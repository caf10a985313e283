/** What runs on every node: the platform's own agents, unless the spec says otherwise. */
import type { DistributionName, PlatformName, SystemLoadSpec } from "../../model/fleet-spec.js";
import type { SystemLoad } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { sortedByName } from "./context.js";
import { hostPortsOf } from "./host-ports.js";
import { checkSelector } from "./labels.js";
import { requestsOf } from "./resources.js";
import { checkTerms, checkTolerations, withSelector } from "./scheduling.js";

export function systemLoadsOf(
  specs: readonly SystemLoadSpec[],
  path: string,
  { faults }: CheckContext,
): SystemLoad[] {
  faults.distinct(
    specs.map(({ name }, index) => [name, `${path}/${index}/name`]),
    "system load",
  );
  return specs.map(
    ({ name, requests, hostPorts = [], nodeSelector, requiredNodeTerms, tolerations }, index) => {
      checkTerms(requiredNodeTerms ?? [], `${path}/${index}/requiredNodeTerms`, faults);
      checkSelector(nodeSelector, `${path}/${index}/nodeSelector`, faults);
      checkTolerations(tolerations ?? [], `${path}/${index}/tolerations`, faults);
      return {
        name,
        requests: {
          ...requestsOf(requests, `${path}/${index}/requests`, faults),
          ...hostPortsOf(hostPorts, `${path}/${index}/hostPorts`, faults),
        },
        requiredNodeTerms: withSelector(nodeSelector, requiredNodeTerms),
        tolerations: tolerations ?? [],
      };
    },
  );
}

export interface SystemLoadInput {
  readonly subject: string;
  readonly platform: PlatformName | DistributionName;
  readonly given?: readonly SystemLoadSpec[];
  readonly added?: readonly SystemLoadSpec[];
  /** DaemonSets of the manifests bound here. */
  readonly daemonSets: readonly SystemLoad[];
  readonly path: string;
}

/** Sorted by name. */
export function systemLoadOf(input: SystemLoadInput, context: CheckContext): readonly SystemLoad[] {
  const { given, added = [], path, daemonSets } = input;
  const platform =
    given === undefined ? defaults(input, context) : systemLoadsOf(given, `${path}/systemLoad`, context);
  const own = systemLoadsOf(added, `${path}/additionalSystemLoad`, context);
  for (const [index, { name }] of own.entries())
    if (platform.some((load) => load.name === name))
      context.faults.error(
        "duplicate-name",
        `${path}/additionalSystemLoad/${index}/name`,
        `system load "${name}" is counted already: ${given === undefined ? "the platform runs it" : "systemLoad has it"}`,
        "remove it, or rename it if it runs besides",
      );
  return sortedByName([...platform, ...own, ...daemonSets]);
}

function defaults(
  { subject, platform }: SystemLoadInput,
  { knowledge, assumptions }: CheckContext,
): SystemLoad[] {
  const agents = knowledge.systemLoad(platform);
  for (const { load, evidence } of agents)
    assumptions.push({
      subject: `system load of ${subject}`,
      statement: `${load.name} runs on every node`,
      ...evidence,
    });
  return agents.map(({ load }) => load);
}

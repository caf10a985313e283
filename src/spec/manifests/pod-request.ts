/**
 * What one pod requests (k8s.io/component-helpers v0.36 `resource`, and the defaults of `core/v1`): of each
 * resource the larger of what runs for long and of what any moment of its start needs, then the pod's own
 * `resources`, then the overhead of its runtime.
 */
import { formatCpu, formatMiB } from "../../units/quantity.js";
import { addResources, amountOf, DEVICE_SHARES, maxResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Container, PodContainers } from "./containers.js";
import type { Field } from "./fields.js";
import { isHugePages, readResources } from "./resource-lists.js";
import type { Amounts, RequestsAndLimits } from "./resource-lists.js";

export interface PodRequest {
  readonly requests: ResourceVector;
  /** Containers for which the default stood in. */
  readonly containersByDefault: number;
}

/** What no container may leave unsaid: the scheduler would place it anywhere. */
const EXPECTED = [
  { key: "cpuMilli", noun: "cpu", format: formatCpu },
  { key: "memoryMiB", noun: "memory", format: formatMiB },
] as const;

function isPodLevel(key: string): boolean {
  return key === "cpuMilli" || key === "memoryMiB" || isHugePages(key);
}

function readPodLevel(podSpec: Field): RequestsAndLimits {
  const resources = podSpec.at("resources");
  const read = readResources(resources);
  for (const key of new Set([...read.requests.keys(), ...read.limits.keys()])) {
    if (!isPodLevel(key))
      resources.invalid(`has ${key}; a pod as a whole may have cpu, memory and hugepages-<size>`);
  }
  return read;
}

/** What containers that run one after the other and side by side need at the worst moment. */
function aggregate({ containers, initContainers }: PodContainers): ResourceVector {
  let sidecars: ResourceVector = {};
  let starting: ResourceVector = {};
  for (const { requests, restartable } of initContainers) {
    const beside = addResources(sidecars, Object.fromEntries(requests));
    if (restartable) sidecars = beside;
    starting = maxResources(starting, beside);
  }
  const running = containers.reduce(
    (sum, { requests }) => addResources(sum, Object.fromEntries(requests)),
    sidecars,
  );
  return maxResources(running, starting);
}

/**
 * The pod's own amounts: a request; or a limit, where no container says anything of the resource. Huge pages
 * are never promised twice, so that their limit is always the request.
 */
function podLevelAmounts({ requests, limits }: RequestsAndLimits, named: ReadonlySet<string>): Amounts {
  const amounts = new Map([...limits].filter(([key]) => isHugePages(key) || !named.has(key)));
  for (const [key, amount] of requests) amounts.set(key, amount);
  return new Map([...amounts].filter(([key]) => isPodLevel(key)));
}

function withDefaults<T extends Container>(container: T, covered: Amounts, defaults: ResourceVector): T {
  const missing = EXPECTED.filter(({ key }) => !container.requests.has(key) && !covered.has(key));
  if (missing.length === 0) return container;
  const nouns = missing.map(({ noun }) => `no ${noun}`).join(" and ");
  const amounts = missing.map(({ key, noun, format }) => `${format(amountOf(defaults, key))} ${noun}`);
  container.field
    .at("resources")
    .report(
      "missing-requests",
      "warning",
      `container ${container.name} requests ${nouns}; it is planned with ${amounts.join(" and ")}`,
      "write down what it needs as resources.requests, or set defaults.containerRequests",
    );
  const added = missing.map(({ key }) => [key, amountOf(defaults, key)] as const);
  return { ...container, requests: new Map([...container.requests, ...added]) };
}

function exact(podSpec: Field, sum: ResourceVector): ResourceVector {
  const inexact = Object.keys(sum).filter((key) => !Number.isSafeInteger(amountOf(sum, key)));
  for (const key of inexact) {
    podSpec.report(
      "invalid-quantity",
      "error",
      `the containers request more than ${Number.MAX_SAFE_INTEGER} of ${key} together`,
    );
  }
  return inexact.length === 0 ? sum : {};
}

/**
 * No node is planned with huge pages, but what is set aside for them is memory that the node must have: so
 * they count as memory.
 */
function withoutHugePages(podSpec: Field, sum: ResourceVector): ResourceVector {
  const pages = Object.keys(sum).filter(isHugePages);
  if (pages.length === 0) return sum;
  const shown = pages.map((key) => `${formatMiB(amountOf(sum, key))} of ${key}`).join(", ");
  podSpec.report(
    "not-supported",
    "warning",
    `huge pages are not planned: ${shown} count as memory`,
    "see to it that the nodes set them aside",
  );
  const others = Object.fromEntries(Object.entries(sum).filter(([key]) => !isHugePages(key)));
  return pages.reduce((vector, key) => addResources(vector, { memoryMiB: amountOf(sum, key) }), others);
}

/** A share of a device is one container's own: what two take of devices, each of its own, has no sum. */
function tellSharesApart(podSpec: Field, all: readonly Container[]): void {
  const { devices, memory, compute } = DEVICE_SHARES;
  const amount = ({ requests }: Container, name: string): number => requests.get(name) ?? 0;
  const asking = all.filter((one) => amount(one, devices) > 0);
  if (asking.length < 2 || !all.some((one) => amount(one, memory) > 0 || amount(one, compute) > 0)) return;
  podSpec.report(
    "not-supported",
    "error",
    `${asking.length} containers of one pod ask for ${devices}, and some for a share: only one container of a pod may`,
    "let one container of the pod use devices",
  );
}

/** `defaults`: what a container without requests of cpu or memory counts as, each apart. */
export function podRequest(
  podSpec: Field,
  pod: PodContainers,
  defaults: ResourceVector,
  overhead: Amounts,
): PodRequest {
  const all: readonly Container[] = [...pod.containers, ...pod.initContainers];
  tellSharesApart(podSpec, all);
  const covered = podLevelAmounts(
    readPodLevel(podSpec),
    new Set(all.flatMap(({ requests }) => [...requests.keys()])),
  );
  const containers = pod.containers.map((one) => withDefaults(one, covered, defaults));
  const initContainers = pod.initContainers.map((one) => withDefaults(one, covered, defaults));
  const filled: readonly Container[] = [...containers, ...initContainers];
  const own = { ...aggregate({ containers, initContainers }), ...Object.fromEntries(covered) };
  const sum = withoutHugePages(podSpec, addResources(own, Object.fromEntries(overhead)));
  return {
    requests: { ...exact(podSpec, sum), pods: 1 },
    containersByDefault: filled.filter((one, index) => one !== all[index]).length,
  };
}

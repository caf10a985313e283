/**
 * Requests and limits as amounts by the keys of resource vectors. Amounts that are said to be zero are kept:
 * a container that requests "0" has said so, one that requests nothing has not.
 *
 * Each amount is rounded up to a thousandth of a core or a MiB before anything is added, as the units of the
 * plan demand; Kubernetes adds exact amounts, so that a sum here may be larger by one unit a container.
 * Huge pages are counted in MiB too, devices in pieces.
 */
import { parseCount, parseCpuMilli, parseMiB } from "../../units/quantity.js";
import { quoted } from "./fields.js";
import type { Field } from "./fields.js";

export type Amounts = ReadonlyMap<string, number>;

interface Measure {
  /** Key in resource vectors. */
  readonly key: string;
  readonly parse: (text: string) => number | undefined;
  readonly example: string;
}

const STANDARD: Readonly<Record<string, Measure>> = {
  cpu: { key: "cpuMilli", parse: (text) => parseCpuMilli(text), example: '"500m" or "2"' },
  memory: { key: "memoryMiB", parse: (text) => parseMiB(text), example: '"512Mi" or "2Gi"' },
  "ephemeral-storage": { key: "ephemeralMiB", parse: (text) => parseMiB(text), example: '"2Gi"' },
};

/** Without a domain a name is Kubernetes' own; with one it is a device plugin's. */
const DEVICE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const HUGE_PAGES = /^hugepages-[0-9]+[KMG]i$/;

export function isHugePages(key: string): boolean {
  return key.startsWith("hugepages-");
}

/** Whether requests of it must equal its limits: it is never promised twice. */
export function isExclusive(key: string): boolean {
  return key.includes("/") || isHugePages(key);
}

function measureOf(name: string): Measure | undefined {
  if (Object.hasOwn(STANDARD, name)) return STANDARD[name];
  if (HUGE_PAGES.test(name)) return { key: name, parse: (text) => parseMiB(text), example: '"512Mi"' };
  if (name.length <= 316 && DEVICE.test(name)) return { key: name, parse: parseCount, example: '"1"' };
  return undefined;
}

/** The text of a quantity; YAML makes a number of one without a suffix. */
export function quantityText(field: Field): string | undefined {
  return typeof field.value === "number" ? String(field.value) : field.text();
}

export function reportQuantity(field: Field, text: string, example: string): void {
  field.report(
    "invalid-quantity",
    "error",
    `${quoted(text)} is no quantity of this resource from 0 to ${Number.MAX_SAFE_INTEGER}`,
    `write a Kubernetes quantity such as ${example}`,
  );
}

/** A `requests`, `limits` or `overhead` object. */
export function readAmounts(list: Field): Amounts {
  const amounts = new Map<string, number>();
  for (const { key: name, field } of list.members()) {
    const measure = measureOf(name);
    if (measure === undefined) {
      field.invalid(
        "is no resource: cpu, memory, ephemeral-storage, hugepages-<size> and <domain>/<device> are",
        "correct the name of the resource",
      );
      continue;
    }
    const text = field.absent ? undefined : quantityText(field);
    if (text === undefined) continue;
    const amount = measure.parse(text);
    if (amount === undefined) reportQuantity(field, text, measure.example);
    else amounts.set(measure.key, amount);
  }
  return amounts;
}

function differs(key: string, request: number | undefined, limit: number | undefined): string | undefined {
  if (limit === undefined) return isExclusive(key) ? `${key} is requested without a limit` : undefined;
  if (request === undefined) return undefined;
  if (isExclusive(key) && request !== limit)
    return `${key}: the request is ${request}, the limit ${limit}; they must be equal`;
  return request > limit ? `${key}: the request is ${request}, above the limit of ${limit}` : undefined;
}

export interface RequestsAndLimits {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** A `resources` object as it is written: limits do not yet stand in for requests. */
export function readResources(resources: Field): RequestsAndLimits {
  const requests = readAmounts(resources.at("requests"));
  const limits = readAmounts(resources.at("limits"));
  for (const [key, request] of requests) {
    const reason = differs(key, request, limits.get(key));
    if (reason !== undefined)
      resources.invalid(`has ${reason}; the API server refuses it`, "make the limit equal to the request");
  }
  return { requests, limits };
}

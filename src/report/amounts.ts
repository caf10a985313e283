/** How amounts are written for people. */
import { formatCpu, formatMiB } from "../units/quantity.js";
import { formatMoney, microPerMonth } from "../units/money.js";
import { amountOf, CORE_RESOURCES, isHostPort, type ResourceVector } from "../units/resources.js";

const CURRENCY_SIGNS: Readonly<Record<string, string>> = { USD: "$", EUR: "€" };

/** "$1,234.57"; an unknown currency is written out: "1,234.57 CNY". */
export function money(micro: number, currency: string, decimals = 2): string {
  const sign = CURRENCY_SIGNS[currency];
  const amount = formatMoney(micro, decimals);
  return sign === undefined ? `${amount} ${currency}` : sign + amount;
}

export function monthly(microPerHour: number, currency: string): string {
  return money(microPerMonth(microPerHour), currency);
}

/** Parts per million as percent: 4231 -> "0.42 %". */
export function percentOfPpm(ppm: number): string {
  return `${(ppm / 10_000).toFixed(2)} %`;
}

/** A gap of cost over bound: as percent, or that there is none where the bound is nothing (`gapPpm` of a plan). */
export function gapOfPpm(ppm: number): string {
  return ppm === Number.MAX_SAFE_INTEGER ? "without limit" : percentOfPpm(ppm);
}

/** 7 of 8 -> "87 %", rounded down: a full node reads 100 %, an almost full one 99 %. */
export function share(part: number, whole: number): string {
  return whole === 0 ? "-" : `${Math.floor((100 * part) / whole)} %`;
}

export function count(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 node", "2 nodes". */
export function plural(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** The first few: "a, b and 3 more". */
export function firstOf(words: readonly string[], most: number): string {
  const rest = words.length - most;
  return words.slice(0, most).join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
}

const LABELS: Readonly<Record<string, string>> = {
  cpuMilli: "cpu",
  memoryMiB: "memory",
  ephemeralMiB: "ephemeral storage",
  pods: "pods",
  attachableVolumes: "attached volumes",
};

export function resourceLabel(resource: string): string {
  return Object.hasOwn(LABELS, resource) ? (LABELS[resource] ?? resource) : resource;
}

export function resourceAmount(resource: string, amount: number): string {
  if (resource === "cpuMilli") return formatCpu(amount);
  if (resource === "memoryMiB" || resource === "ephemeralMiB") return formatMiB(amount);
  return count(amount);
}

/** Core resources first, then extended ones by name; host ports are no amount that people weigh. */
export function reportedResources(vector: ResourceVector): string[] {
  const core: readonly string[] = CORE_RESOURCES;
  const others = Object.keys(vector)
    .filter((resource) => !core.includes(resource) && !isHostPort(resource))
    .sort();
  return [...core, ...others].filter((resource) => amountOf(vector, resource) > 0);
}

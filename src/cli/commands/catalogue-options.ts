/** Values of the catalogue commands' options, as commander has them read. */
import { InvalidArgumentError } from "commander";
import { microFromDecimal } from "../../units/money.js";
import { parseCpuMilli, parseMiB } from "../../units/quantity.js";

/** `--region a,b --region c`: all three. */
export function names(text: string, before: readonly string[] = []): readonly string[] {
  const added = text.split(",").map((name) => name.trim());
  if (added.includes("")) throw new InvalidArgumentError("Give names separated by commas.");
  return [...before, ...added];
}

export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** "8", "4..16", "4..", "..16". */
function range(text: string, parse: (part: string) => number | undefined, example: string): Range {
  const [low = "", high = low, ...more] = text.split("..").map((part) => part.trim());
  const from = low === "" ? undefined : parse(low);
  const to = high === "" ? undefined : parse(high);
  const unread = (low !== "" && from === undefined) || (high !== "" && to === undefined);
  if (unread || more.length > 0 || (low === "" && high === ""))
    throw new InvalidArgumentError(`Give one amount or a range, such as ${example}.`);
  if ((from ?? 0) > (to ?? Infinity)) throw new InvalidArgumentError(`No amount is in the range ${text}.`);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Thousandths of a vCPU. */
export function cpuRange(text: string): Range {
  return range(text, (part) => parseCpuMilli(part), "8 or 4..16");
}

/** MiB. */
export function memoryRange(text: string): Range {
  return range(text, (part) => parseMiB(part), "16Gi or 8Gi..64Gi");
}

export function cpu(text: string): number {
  const milli = parseCpuMilli(text, "down");
  if (milli === undefined || milli === 0)
    throw new InvalidArgumentError("Give a CPU amount, such as 4 or 500m.");
  return milli;
}

export function memory(text: string): number {
  const mebibytes = parseMiB(text, "down");
  if (mebibytes === undefined || mebibytes === 0)
    throw new InvalidArgumentError("Give an amount with its unit, such as 8Gi.");
  return mebibytes;
}

/** Micro-units of a currency. */
export function price(text: string): number {
  const amount = Number(text);
  const micro = text.trim() === "" ? undefined : microFromDecimal(amount);
  if (micro === undefined) throw new InvalidArgumentError("Give a price an hour, such as 0.25.");
  return micro;
}

function whole(text: string, from: number, to: number): number {
  const amount = Number(text);
  if (text.trim() === "" || !Number.isInteger(amount) || amount < from || amount > to)
    throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
  return amount;
}

export function rows(text: string): number {
  return whole(text, 1, 1_000_000);
}

export function days(text: string): number {
  return whole(text, 1, 36_500);
}

/** As a pool's `podsPerNode`. */
export function podCounts(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...names(text).map((part) => whole(part, 1, 1000))];
}

export function kubernetesVersion(text: string): string {
  if (!/^1\.\d{1,3}$/.test(text))
    throw new InvalidArgumentError("Give a Kubernetes minor version, such as 1.33.");
  return text;
}

export function currency(text: string): string {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError("Give three capitals, such as USD or CNY.");
  return text;
}

export function isoDate(text: string): string {
  const parsed = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== text
  )
    throw new InvalidArgumentError("Give a day as YYYY-MM-DD.");
  return text;
}

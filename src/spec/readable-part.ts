/**
 * Of a spec with faults of shape, the part that can still be checked, so that all faults are told at once.
 * A workload with a fault is set aside whole; a field of a cluster, edge site or compliance zone only if no
 * other check builds on it. Where a fault would make the other checks tell what is not so, there is no part.
 */
import type { WorkloadSpec } from "../model/fleet-spec.js";
import { pointerKeys, pointerTo } from "./json-pointer.js";

export interface ReadablePart {
  /** Not validated: what was set aside may not have been all. */
  readonly value: unknown;
  /** JSON Pointers below which nothing is to be told: what stands there is not the user's. */
  readonly setAside: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const PLACES: ReadonlySet<string> = new Set(["clusters", "edgeSites", "complianceZones"]);

/** Fields of a place that other checks build on. */
const BUILT_ON: ReadonlySet<string> = new Set([
  "availabilityZones",
  "complianceZone",
  "dataClasses",
  "distribution",
  "jurisdictions",
  "labels",
  "location",
  "name",
  "nodes",
  "platform",
  "pools",
  "provider",
  "region",
]);

const REPLACEMENTS: Fields = { apiVersion: "stowage.dev/v1", name: "unnamed" };

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

function listAt(fields: Fields, key: string): readonly unknown[] {
  const list = fields[key];
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

/** A workload that asks for nothing, in the place of one that cannot be read: the others keep their numbers. */
function emptyWorkload(fields: Fields, index: number): WorkloadSpec | undefined {
  const entry: WorkloadSpec = { name: `unread-workload-${index}`, replicas: 0, requests: {} };
  for (const [places, target] of [
    ["clusters", "cluster"],
    ["edgeSites", "edgeSite"],
  ] as const) {
    const [first] = listAt(fields, places);
    if (isFields(first) && typeof first["name"] === "string") return { ...entry, [target]: first["name"] };
  }
  return undefined;
}

function withEntry(fields: Fields, list: string, index: number, entry: unknown): Fields {
  return { ...fields, [list]: listAt(fields, list).map((one, at) => (at === index ? entry : one)) };
}

/** Undefined where what is at fault cannot be set aside. */
function withoutFault(
  fields: Fields,
  pointer: string,
): { readonly fields: Fields; readonly at: string } | undefined {
  const [list, number, field] = pointerKeys(pointer);
  if (list === undefined) return { fields: { ...REPLACEMENTS, ...fields }, at: "/name" };
  if (Object.hasOwn(REPLACEMENTS, list))
    return { fields: { ...fields, [list]: REPLACEMENTS[list] }, at: pointer };
  if (list === "limits" || list === "defaults") return { fields: without(fields, list), at: pointer };
  const index = Number(number);
  if (list === "workloads" && number !== undefined) {
    const entry = emptyWorkload(fields, index);
    return entry === undefined
      ? undefined
      : { fields: withEntry(fields, list, index, entry), at: pointerTo(list, index) };
  }
  const place = listAt(fields, list)[index];
  if (!PLACES.has(list) || field === undefined || BUILT_ON.has(field) || !isFields(place)) return undefined;
  return { fields: withEntry(fields, list, index, without(place, field)), at: pointerTo(list, index, field) };
}

/** `faults`: where the schema's faults stand. */
export function readablePart(value: unknown, faults: readonly string[]): ReadablePart | undefined {
  if (!isFields(value)) return undefined;
  let fields: Fields = value;
  const setAside: string[] = [];
  for (const pointer of new Set(faults)) {
    const cleared = withoutFault(fields, pointer);
    if (cleared === undefined) return undefined;
    fields = cleared.fields;
    setAside.push(cleared.at);
  }
  return { value: fields, setAside };
}

/** Whether a fault there is the user's own. */
export function isTold({ setAside }: ReadablePart, pointer: string): boolean {
  return !setAside.some((one) => pointer === one || pointer.startsWith(`${one}/`));
}

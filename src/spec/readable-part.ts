/**
 * Of a spec with faults of shape, the part that can still be checked, so that all faults are told at once.
 * A workload with a fault is set aside whole; a field of a cluster, edge site or compliance zone only if no
 * other check builds on it. Where a fault would make the other checks tell what is not so, there is no part.
 */
import type { WorkloadSpec } from "../model/fleet-spec.js";
import { pointerKeys, pointerTo } from "./json-pointer.js";
import { withoutUndefined } from "./plain-tree.js";

export interface ReadablePart {
  /** Not validated: what was set aside may not have been all. */
  readonly value: unknown;
  /** JSON Pointers below which nothing is to be told: what stands there is not the user's. */
  readonly setAside: ReadonlySet<string>;
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
  "licences",
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

class Part {
  readonly setAside = new Set<string>();
  private readonly fields: Record<string, unknown>;
  /** Lists that are copies already. */
  private readonly own = new Set<string>();

  constructor(private readonly spec: Fields) {
    this.fields = { ...spec };
  }

  get value(): unknown {
    return this.fields;
  }

  /** False where what is at fault cannot be set aside. */
  clear(pointer: string): boolean {
    const [list, number, field] = pointerKeys(pointer);
    if (list === undefined) Object.assign(this.fields, { ...REPLACEMENTS, ...this.fields });
    else if (Object.hasOwn(REPLACEMENTS, list)) this.fields[list] = REPLACEMENTS[list];
    else if (list === "limits" || list === "defaults" || list === "fidelity" || list === "steering")
      this.fields[list] = undefined;
    else if (list === "workloads") return this.clearWorkload(number);
    else return PLACES.has(list) && this.clearField(list, number, field);
    this.setAside.add(pointer);
    return true;
  }

  private clearWorkload(number: string | undefined): boolean {
    const entry = number === undefined ? undefined : emptyWorkload(this.spec, Number(number));
    if (number === undefined || entry === undefined) return false;
    this.listOf("workloads")[Number(number)] = entry;
    this.setAside.add(pointerTo("workloads", number));
    return true;
  }

  private clearField(list: string, number: string | undefined, field: string | undefined): boolean {
    const place = this.listOf(list)[Number(number)];
    if (field === undefined || BUILT_ON.has(field) || !isFields(place)) return false;
    this.listOf(list)[Number(number)] = without(place, field);
    this.setAside.add(pointerTo(list, Number(number), field));
    return true;
  }

  private listOf(key: string): unknown[] {
    const list = this.own.has(key) ? (this.fields[key] as unknown[]) : [...listAt(this.fields, key)];
    this.own.add(key);
    this.fields[key] = list;
    return list;
  }
}

/** `faults`: where the schema's faults stand. */
export function readablePart(value: unknown, faults: readonly string[]): ReadablePart | undefined {
  if (!isFields(value)) return undefined;
  const part = new Part(value);
  if (![...new Set(faults)].every((pointer) => part.clear(pointer))) return undefined;
  return { value: withoutUndefined(part.value), setAside: part.setAside };
}

/** Whether a fault there is the user's own. */
export function isTold({ setAside }: ReadablePart, pointer: string): boolean {
  const keys = pointerKeys(pointer);
  return !keys.some((_, index) => setAside.has(pointerTo(...keys.slice(0, index + 1))));
}

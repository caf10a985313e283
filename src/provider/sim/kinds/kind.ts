/** What the simulated cloud must know of one kind of resource: one file a kind. */
import type { PropertyFailure } from "../../property-check.js";
import type { SimCloudState, SimCollection, SimInputs } from "../cloud-state.js";

export interface SimKind<C extends SimCollection> {
  /** Pulumi token. */
  readonly token: string;
  readonly collection: C;
  /** Readable and stable: made of the properties whose change replaces the resource. */
  readonly idOf: (inputs: SimInputs[C]) => string;
  /** What can be wrong with the inputs alone; called when all of them are known. */
  readonly check: (inputs: SimInputs[C]) => readonly PropertyFailure[];
  /** Throws SimRefusal when the cloud as it is will not hold the resource as it would become. */
  readonly requireRoom: (state: SimCloudState, id: string, inputs: SimInputs[C]) => void;
  /** Throws SimRefusal when something still stands on the resource. */
  readonly requireUnused: (state: SimCloudState, id: string) => void;
}

/** For messages: at most three names, and how many more. */
export function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** A failure for each listed name that stands there twice. */
export function duplicatesIn(property: string, names: readonly string[]): PropertyFailure[] {
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return repeated.map((name) => ({ property, reason: `names "${name}" twice` }));
}

/** Names and places are parts of ids and file keys. */
export function unusableName(property: string, name: string): PropertyFailure[] {
  return /^[A-Za-z0-9]([-._A-Za-z0-9]{0,126}[A-Za-z0-9])?$/.test(name)
    ? []
    : [
        {
          property,
          reason: `is ${JSON.stringify(name)}: 1 to 128 letters, digits, "-", "_" and "." are allowed, a letter or digit first and last`,
        },
      ];
}

/** Names of Kubernetes objects as names of a fleet spec: shorter, and without dots. */
import type { Name } from "../../model/fleet-spec.js";

const LONGEST = 63;

function trimmed(text: string): string {
  return text.replace(/^-+/, "").slice(0, LONGEST).replace(/-+$/, "");
}

/** A valid name that is as near to `text` as it can be; "fleet" where nothing is left of it. */
export function specName(text: string): Name {
  const name = trimmed(text.toLowerCase().replace(/[^-a-z0-9]+/g, "-"));
  return name === "" ? "fleet" : name;
}

/** Gives each name once: the second "web" becomes "web-2". */
export class DistinctNames {
  private readonly taken = new Set<string>();

  /** `scope`: where the name must be the only one. */
  add(scope: string, wanted: Name): Name {
    let name = wanted;
    for (let number = 2; this.taken.has(`${scope}/${name}`); number += 1) {
      name = `${trimmed(wanted.slice(0, LONGEST - 8))}-${number}`;
    }
    this.taken.add(`${scope}/${name}`);
    return name;
  }
}

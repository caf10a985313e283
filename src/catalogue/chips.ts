/** Chips as pools ask for them: an ISA, or an accelerator by vendor and model. */
import type { CloudProvider, InstanceType } from "../model/catalogue.js";
import type { Catalogue } from "./catalogue.js";

/** The accelerator's chip name, or the ISA of a machine without one. */
export function chipOf(type: InstanceType): string {
  return type.accelerator?.chip ?? type.architecture;
}

/**
 * Whether a pool that asks for `chips` may buy `type`. A machine with an accelerator is bought for its
 * accelerator alone: an "amd64" pool takes none. A pool that names an ISA and an accelerator takes the
 * accelerated machines of that ISA and the plain ones.
 */
export function matchesChips(type: InstanceType, chips: readonly string[]): boolean {
  if (!chips.includes(chipOf(type))) return false;
  if (type.accelerator === undefined) return true;
  const architectures = chips.filter((chip) => chip === "amd64" || chip === "arm64");
  return architectures.length === 0 || architectures.includes(type.architecture);
}

/** Every chip of the catalogue's loaded providers, sorted, for messages. */
export function knownChips(catalogue: Catalogue, providers: readonly CloudProvider[]): readonly string[] {
  const chips = providers.flatMap((provider) => catalogue.instanceTypes(provider).map(chipOf));
  return [...new Set(["amd64", "arm64", ...chips])].sort();
}

/**
 * The catalogue's rows behind a plan, as values: the caller looks them up, so that the verifier needs no
 * catalogue. A purchase whose row is not among them is refused; owned nodes have none.
 */
import type { Architecture, Offering, Region } from "../model/catalogue.js";
import type { ByName } from "../model/plan.js";
import type { ResourceVector } from "../units/resources.js";

/** One instance type as nodes of one cluster: its platform's allocatable rule and pods a node are applied. */
export interface MachineRow {
  readonly architecture: Architecture;
  /** Virtual CPUs that a node counts against quotas. */
  readonly vcpu: number;
  readonly allocatable: ResourceVector;
  /** Family as pools name it, by which quotas of accounts count. */
  readonly family: string;
  /** Network interfaces and addresses each, where known. */
  readonly interfaces?: { readonly count: number; readonly addressesEach: number };
  readonly accelerator?: { readonly chip: string; readonly count: number; readonly resource: string };
}

export interface CatalogueRows {
  /** At least every offering of the plan's regions that the plan buys. */
  readonly offerings: readonly Offering[];
  /** Cluster name -> instance type -> what its node holds. */
  readonly machines: ByName<ByName<MachineRow>>;
  /** The regions of the plan's clusters. */
  readonly regions: readonly Region[];
}

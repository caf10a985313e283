/** Faults that a user put into the cloud's file, to rehearse failures. */
import type { SimCloudState, SimFault, SimOperation } from "./cloud-state.js";

function matches(fault: SimFault, operation: SimOperation, id: string): boolean {
  if (fault.operation !== operation || fault.times === 0) return false;
  return fault.id.endsWith("*") ? id.startsWith(fault.id.slice(0, -1)) : fault.id === id;
}

/** The fault that strikes this operation, and the cloud with that fault counted down. */
export function strike(
  state: SimCloudState,
  operation: SimOperation,
  id: string,
): { readonly fault: SimFault; readonly next: SimCloudState } | undefined {
  const faults = state.faults ?? [];
  const fault = faults.find((one) => matches(one, operation, id));
  if (fault === undefined) return undefined;
  const { times } = fault;
  if (times === undefined) return { fault, next: state };
  const counted = faults.map((one) => (one === fault ? { ...one, times: times - 1 } : one));
  return { fault, next: { ...state, faults: counted } };
}

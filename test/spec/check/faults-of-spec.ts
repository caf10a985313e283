import assert from "node:assert/strict";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { FleetError, readFleet } from "../../../src/planner/index.js";

/** Errors of a spec, "path: message" each; none where it can be read. */
export function faultsOfSpec(spec: FleetSpec): string[] {
  try {
    readFleet(spec);
    return [];
  } catch (error) {
    assert.ok(error instanceof FleetError && error.failure.kind === "invalidSpec");
    return error.failure.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ path, message }) => `${path}: ${message}`);
  }
}

/**
 * The Pulumi package schema of `stowage`: what YAML, Python and Go see. `schemas/pulumi.schema.json` is this
 * value as text; a test keeps both equal, and every token implemented.
 */
import { canonicalText } from "../../units/canonical.js";
import { COMPONENTS } from "./components.js";
import { FUNCTIONS, FUNCTION_SCHEMA_TYPES } from "./functions.js";
import type { PackageSpec } from "./package-spec.js";
import { SIM_RESOURCES } from "./sim-resources.js";
import { SIM_SCHEMA_TYPES } from "./sim-types.js";
import { WIRING_SCHEMA_TYPES } from "./wiring-types.js";

export function packageSchema(version: string): PackageSpec {
  return {
    name: "stowage",
    displayName: "Stowage",
    version,
    description: "Capacity and placement planning as code: a container fleet planned before it is deployed.",
    keywords: ["category/infrastructure", "kind/component", "kubernetes", "capacity-planning"],
    license: "Apache-2.0",
    publisher: "Stowage",
    meta: { moduleFormat: "(.*)" },
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { respectSchemaVersion: true },
      csharp: { respectSchemaVersion: true },
    },
    config: {},
    provider: {
      description: "Serves Stowage's components, functions and simulated cloud. It takes no configuration.",
    },
    types: { ...SIM_SCHEMA_TYPES, ...WIRING_SCHEMA_TYPES, ...FUNCTION_SCHEMA_TYPES },
    resources: { ...COMPONENTS, ...SIM_RESOURCES },
    functions: FUNCTIONS,
  };
}

/** The text of `schemas/pulumi.schema.json`. */
export function packageSchemaText(version: string): string {
  return canonicalText(packageSchema(version));
}

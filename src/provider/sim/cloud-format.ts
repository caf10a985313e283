/** The text of the simulated cloud's file. What is not ours, or not whole, is refused and never overwritten. */
import { JsonFileError } from "../../files/locked-json-file.js";
import { SIM_TYPES } from "../../model/sim.js";
import { PropertyChecker, propertyAt, type PropertyFailure } from "../property-check.js";
import type { ObjectSpec, PropertySpecs } from "../schema/package-spec.js";
import { SIM_RESOURCES } from "../schema/sim-resources.js";
import { SIM_SCHEMA_TYPES } from "../schema/sim-types.js";
import { isWireObject, type WireObject } from "../wire-values.js";
import { EMPTY_CLOUD, SIM_API_VERSION, type SimCloudState, type SimCollection } from "./cloud-state.js";

const COLLECTIONS: Readonly<Record<SimCollection, string>> = {
  clusters: SIM_TYPES.cluster,
  nodePools: SIM_TYPES.nodePool,
  edgeSites: SIM_TYPES.edgeSite,
  workloads: SIM_TYPES.workload,
};

const WHOLE = { type: "integer", description: "" } as const;
const TEXT = { type: "string", description: "" } as const;

function objectSpec(properties: PropertySpecs, required: readonly string[]): ObjectSpec {
  return { description: "", type: "object", properties, required };
}

const FILE_TYPES = {
  ...SIM_SCHEMA_TYPES,
  quota: objectSpec({ vcpu: WHOLE, nodes: WHOLE }, []),
  fault: objectSpec(
    { operation: { $ref: "#/types/operation", description: "" }, id: TEXT, times: WHOLE, message: TEXT },
    ["operation", "id", "message"],
  ),
  operation: {
    description: "",
    type: "string",
    enum: ["create", "update", "delete"].map((value) => ({ name: value, value })),
  },
  ...Object.fromEntries(
    Object.entries(COLLECTIONS).map(([collection, token]) => {
      const resource = SIM_RESOURCES[token];
      return [collection, objectSpec(resource?.inputProperties ?? {}, resource?.requiredInputs ?? [])];
    }),
  ),
} as const;

const FILE_PROPERTIES: PropertySpecs = {
  apiVersion: TEXT,
  ...Object.fromEntries(
    Object.keys(COLLECTIONS).map((collection) => [
      collection,
      { type: "object", additionalProperties: { $ref: `#/types/${collection}` }, description: "" } as const,
    ]),
  ),
  stock: { type: "object", additionalProperties: { type: "integer" }, description: "" },
  quotas: { type: "object", additionalProperties: { $ref: "#/types/quota" }, description: "" },
  faults: { type: "array", items: { $ref: "#/types/fault" }, description: "" },
};

const WAY_OUT = "Nothing was changed: restore the file, or name another with STOWAGE_SIM_FILE.";
const checker = new PropertyChecker(FILE_TYPES);

function describe(failures: readonly PropertyFailure[]): string {
  const shown = failures.slice(0, 5).map(({ property, reason }) => `${property} ${reason}`);
  const rest = failures.length - shown.length;
  return shown.join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}

function faultsOf(value: WireObject): PropertyFailure[] {
  const version = value["apiVersion"];
  const foreign =
    version === undefined || version === SIM_API_VERSION
      ? []
      : [
          {
            property: propertyAt("", "apiVersion"),
            reason: `is ${JSON.stringify(version)}, this version reads "${SIM_API_VERSION}"`,
          },
        ];
  return [...foreign, ...checker.checkProperties(FILE_PROPERTIES, [], value)];
}

/** Throws JsonFileError for text that is no simulated cloud. */
export function parseCloudState(text: string, file: string): SimCloudState {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JsonFileError(
      file,
      `${file} is not JSON (${reason}): it is damaged or no simulated cloud. ${WAY_OUT}`,
    );
  }
  const faults = isWireObject(value)
    ? faultsOf(value)
    : [{ property: "the file", reason: "must be a JSON object" }];
  if (faults.length > 0)
    throw new JsonFileError(file, `${file} is not a simulated cloud: ${describe(faults)}. ${WAY_OUT}`);
  return { ...EMPTY_CLOUD, ...(value as Partial<SimCloudState>) };
}

/** The functions in the package's schema. */
import { FUNCTION_TOKENS } from "../functions.js";
import { JSON_OBJECT } from "./package-spec.js";
import type { FunctionSpec, PropertySpecs, TypeSpecs } from "./package-spec.js";

const FLEET: PropertySpecs = {
  spec: { description: "The fleet spec; manifests are found from the project's folder.", ...JSON_OBJECT },
  file: { description: "Path of the spec's file, in place of `spec`.", type: "string" },
};

export const FUNCTION_SCHEMA_TYPES: TypeSpecs = {
  "stowage:index:Refusal": {
    description: "One fault that the verifier found.",
    type: "object",
    properties: {
      path: { description: "JSON Pointer into the plan.", type: "string" },
      message: { description: "What is wrong there, with both figures.", type: "string" },
    },
    required: ["path", "message"],
  },
};

export const FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  [FUNCTION_TOKENS.plan]: {
    description: "Plans a fleet: purchases, placements, cost, a proven bound and the gap. Creates nothing.",
    inputs: { description: "The fleet.", type: "object", properties: FLEET, required: [] },
    outputs: {
      description: "The plan.",
      type: "object",
      properties: {
        plan: { description: "The plan (stowage.dev/plan/v1, schemas/plan.schema.json).", ...JSON_OBJECT },
        warnings: {
          description: "What is doubtful in the fleet without stopping it.",
          type: "array",
          items: { type: "string" },
        },
      },
      required: ["plan", "warnings"],
    },
  },
  [FUNCTION_TOKENS.verify]: {
    description: "Has the independent verifier judge a plan, by itself or as the plan of a fleet.",
    inputs: {
      description: "The plan, and the fleet that it should be of.",
      type: "object",
      properties: { plan: { description: "The plan.", ...JSON_OBJECT }, ...FLEET },
      required: ["plan"],
    },
    outputs: {
      description: "The verdict.",
      type: "object",
      properties: {
        accepted: { description: "Whether nothing is wrong with it.", type: "boolean" },
        refusals: {
          description: "What is wrong with it.",
          type: "array",
          items: { $ref: "#/types/stowage:index:Refusal" },
        },
      },
      required: ["accepted", "refusals"],
    },
  },
};

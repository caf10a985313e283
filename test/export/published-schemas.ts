/**
 * The schemas that other engines publish, read as strictly as an API server does with strict field validation:
 * a field that a schema does not have is a fault. CEL rules are left out: they need an API server.
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import type { ValidateFunction } from "ajv";
import type { ExportedObject } from "../../src/export/index.js";

const FOLDER = path.join(__dirname, "crds");

interface PublishedSchema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Json;
}

type Json = Readonly<Record<string, unknown>>;

const METADATA: Json = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" },
    namespace: { type: "string" },
    labels: { type: "object", additionalProperties: { type: "string", maxLength: 63 } },
  },
};

const CONFIG_MAP: PublishedSchema = {
  apiVersion: "v1",
  kind: "ConfigMap",
  namespaced: true,
  schema: {
    type: "object",
    properties: {
      apiVersion: { type: "string" },
      kind: { type: "string" },
      data: { type: "object", additionalProperties: { type: "string" } },
    },
  },
};

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Objects with listed properties have no others. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isJson(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const open = "additionalProperties" in schema || "x-kubernetes-preserve-unknown-fields" in schema;
  return isJson(schema["properties"]) && schema["type"] === "object" && !open
    ? { ...inner, additionalProperties: false }
    : inner;
}

function withMetadata(schema: Json): Json {
  const properties = isJson(schema["properties"]) ? schema["properties"] : {};
  return { ...schema, properties: { ...properties, metadata: METADATA } };
}

const PUBLISHED: readonly PublishedSchema[] = [
  CONFIG_MAP,
  ...readdirSync(FOLDER).map(
    (file) => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as PublishedSchema,
  ),
];

// Kubernetes' own formats and marks are no concern of JSON Schema's.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map<string, ValidateFunction>(
  PUBLISHED.map(({ apiVersion, kind, schema }) => [
    `${apiVersion} ${kind}`,
    ajv.compile(strict(withMetadata(schema)) as Json),
  ]),
);

/** What the engine's API server would refuse; empty where it takes the object. */
export function refusalsOf(object: ExportedObject): string[] {
  const { apiVersion, kind, metadata } = object;
  const validate = validators.get(`${apiVersion} ${kind}`);
  const published = PUBLISHED.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (validate === undefined || published === undefined) return [`no schema of ${apiVersion} ${kind}`];
  if (published.namespaced !== "namespace" in metadata)
    return [`${kind} is ${published.namespaced ? "" : "not "}of a namespace`];
  validate(object);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}

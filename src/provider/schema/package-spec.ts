/**
 * The part of Pulumi's package schema that this package uses (metaschema: pulumi/pulumi
 * pkg/codegen/schema/pulumi.json, as of v3.254). `property-check.ts` reads the same values that users'
 * tools read, so that what the schema promises is what is checked.
 */
export interface TypeSpec {
  readonly type?: "boolean" | "integer" | "number" | "string" | "array" | "object";
  /** "#/types/TOKEN" or "pulumi.json#/Any". */
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  /** Plain values are known before anything is deployed. */
  readonly plain?: boolean;
}

export interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly willReplaceOnChanges?: boolean;
}

export type PropertySpecs = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
  readonly description: string;
  readonly type: "object";
  readonly properties: PropertySpecs;
  readonly required: readonly string[];
}

export interface EnumSpec {
  readonly description: string;
  readonly type: "string";
  readonly enum: readonly { readonly name: string; readonly value: string; readonly description?: string }[];
}

export interface ResourceSpec {
  readonly description: string;
  readonly isComponent?: boolean;
  readonly inputProperties: PropertySpecs;
  readonly requiredInputs: readonly string[];
  /** Outputs. */
  readonly properties: PropertySpecs;
  readonly required: readonly string[];
}

export interface FunctionSpec {
  readonly description: string;
  readonly inputs: ObjectSpec;
  readonly outputs: ObjectSpec;
}

export type TypeSpecs = Readonly<Record<string, ObjectSpec | EnumSpec>>;

export interface PackageSpec {
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly license: string;
  readonly publisher: string;
  readonly meta: { readonly moduleFormat: string };
  readonly language: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, never>>;
  readonly provider: { readonly description: string };
  readonly types: TypeSpecs;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly functions: Readonly<Record<string, FunctionSpec>>;
}

/** Pulumi's "any value". */
export const ANY = "pulumi.json#/Any";

/** A JSON object whose own schema is not Pulumi's: a plan's slice (`schemas/plan.schema.json`), a manifest. */
export const JSON_OBJECT = { type: "object", additionalProperties: { $ref: ANY } } as const;

/** Names of required members, so that a schema's list and its TypeScript interface cannot differ. */
export type RequiredName<T> = {
  [Name in keyof T]-?: object extends Pick<T, Name> ? never : Name;
}[keyof T] &
  string;

/** A specification for each member of an interface, no more and no less. */
export type SpecOf<T> = Readonly<Record<keyof T & string, PropertySpec>>;

export function textEnum(description: string, values: Readonly<Record<string, string>>): EnumSpec {
  return {
    description,
    type: "string",
    enum: Object.entries(values).map(([name, value]) => ({ name, value })),
  };
}

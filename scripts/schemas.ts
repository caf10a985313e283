/**
 * `npm run schemas`: the JSON Schemas of the fleet spec and of the plan, from the types in src/model, the
 * validators that the parser carries, and the Pulumi package schema. With `--check` it only tells whether
 * they are up to date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  ChainNodeParser,
  DEFAULT_CONFIG,
  OptionalType,
  SchemaGenerator,
  createFormatter,
  createParser,
  createProgram,
} from "ts-json-schema-generator";
import type {
  BaseType,
  CompletedConfig,
  Context,
  MutableParser,
  NodeParser,
  Schema,
  SubNodeParser,
} from "ts-json-schema-generator";
import { compiledValidator } from "./compiled-validator.js";

const root = path.dirname(__dirname);

interface Wanted {
  readonly type: string;
  readonly source: string;
  readonly title: string;
  readonly file: string;
}

const WANTED: readonly Wanted[] = [
  {
    type: "FleetSpec",
    source: "src/model/fleet-spec.ts",
    title: "Stowage fleet spec",
    file: "schemas/fleet.schema.json",
  },
  {
    type: "AnyCatalogueFile",
    source: "src/model/catalogue-files.ts",
    title: "Stowage catalogue: files of the package, and overrides",
    file: "schemas/catalogue.schema.json",
  },
  { type: "Plan", source: "src/model/plan.ts", title: "Stowage plan", file: "schemas/plan.schema.json" },
  {
    type: "Certificate",
    source: "src/model/certificate.ts",
    title: "Stowage certificate of a bound",
    file: "schemas/certificate.schema.json",
  },
  {
    type: "Answers",
    source: "src/model/answers.ts",
    title: "Stowage answers: what commands print as JSON beside plans",
    file: "schemas/answers.schema.json",
  },
];

/** The parser alone reads it: people find it in the catalogue's schema. */
const OVERRIDE: Wanted = {
  type: "CatalogueOverrideFile",
  source: "src/model/catalogue-override.ts",
  title: "Stowage catalogue override",
  file: "",
};

type Json = Record<string, unknown>;

/** An entry of `workloads` is one or the other by a field, so that messages speak of the one that was meant. */
function chooseWorkloadByField(schema: Json): void {
  const definitions = schema.definitions as Record<string, Json>;
  const workloads = (definitions.FleetSpec?.properties as Record<string, Json> | undefined)?.workloads;
  if (workloads === undefined) return;
  workloads.items = {
    type: "object",
    if: { required: ["manifests"] },
    then: { $ref: "#/definitions/ManifestsSpec" },
    else: { $ref: "#/definitions/WorkloadSpec" },
  };
}

/** A workload says how many: `replicas` unless it has a `demand`. */
function requireCounts(schema: Json): void {
  const { WorkloadSpec: workload } = schema.definitions as Record<string, Json>;
  if (workload === undefined) return;
  workload.if = { not: { anyOf: [{ required: ["demand"] }, { required: ["performance"] }] } };
  workload.then = { required: ["replicas"] };
}

/** One type list in place of alternatives: a wrong value gets one message, not one an alternative. */
function withoutAlternatives(node: unknown, definitions: Record<string, Json>): unknown {
  if (Array.isArray(node)) return node.map((one) => withoutAlternatives(one, definitions));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, withoutAlternatives(value, definitions)]);
  const { anyOf, ...rest } = Object.fromEntries(entries) as Json;
  if (!Array.isArray(anyOf)) return { ...rest };
  // An optional value may be absent, which JSON says by leaving the field out.
  const parts = (anyOf as Json[]).filter((part) => part.not === undefined);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { ...only, ...rest };
  const resolved = parts.map((part) =>
    typeof part.$ref === "string" ? (definitions[part.$ref.replace("#/definitions/", "")] ?? part) : part,
  );
  const types = resolved.map(({ type }) => type);
  if (!types.every((type) => typeof type === "string") || new Set(types).size < types.length)
    return { anyOf, ...rest };
  return Object.assign({}, ...resolved, rest, { type: types }) as Json;
}

/** A whole number without a limit of its own has this one: sums and products of such numbers stay exact. */
const MAX_WHOLE_NUMBER = 10_000_000_000;

function withWholeNumberLimit(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withWholeNumberLimit);
  if (typeof schema !== "object" || schema === null) return schema;
  const parts: Json = Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, unknown] => [key, withWholeNumberLimit(value)]),
  );
  return parts.type === "integer" ? { maximum: MAX_WHOLE_NUMBER, ...parts } : parts;
}

/** A node of the compiler that the generator brings along. */
type Node = Parameters<SubNodeParser["supportsNode"]>[0];

/** The generator takes `[name?: string]` for required; `[string?]` it knows. */
class OptionalTupleMember implements SubNodeParser {
  constructor(private readonly child: NodeParser) {}

  supportsNode(node: Node): boolean {
    return "questionToken" in node && node.questionToken !== undefined && "elements" in node.parent;
  }

  createType(node: Node, context: Context): BaseType {
    return new OptionalType(this.child.createType((node as Node & { readonly type: Node }).type, context));
  }
}

function withOptionalMembers(chain: MutableParser): void {
  if (chain instanceof ChainNodeParser) chain.addNodeParser(new OptionalTupleMember(chain));
}

function schemaOf({ type, source, title }: Wanted): Json {
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    path: path.join(root, source),
    tsconfig: path.join(root, "tsconfig.json"),
    type,
    expose: "export",
    topRef: true,
    jsDoc: "extended",
    additionalProperties: false,
    skipTypeCheck: true,
    encodeRefs: false,
  };
  const program = createProgram(config);
  const parser = createParser(program, config, withOptionalMembers);
  const generated: Schema = new SchemaGenerator(
    program,
    parser,
    createFormatter(config),
    config,
  ).createSchema(type);
  const schema = { title, ...generated } as Json;
  chooseWorkloadByField(schema);
  requireCounts(schema);
  return withoutAlternatives(schema, schema.definitions as Record<string, Json>) as Json;
}

type Content = readonly [file: string, text: string];

function validatorOf(file: string, name: string, { source }: Wanted, schema: Json): Content {
  return [file, compiledValidator({ schema, name, source })];
}

/** The package's own schema last: what makes it reads the validators. */
async function* contents(): AsyncGenerator<Content> {
  for (const wanted of WANTED) {
    const own = schemaOf(wanted);
    const schema = wanted.type === "FleetSpec" ? (withWholeNumberLimit(own) as Json) : own;
    yield [wanted.file, `${JSON.stringify(schema, null, 2)}\n`];
    if (wanted.type === "FleetSpec")
      yield validatorOf("src/spec/generated/fleet-validator.ts", "validFleet", wanted, schema);
  }
  const override = withWholeNumberLimit(schemaOf(OVERRIDE)) as Json;
  yield validatorOf("src/spec/generated/override-validator.ts", "validOverride", OVERRIDE, override);
  const { packageSchemaText } = await import("../src/provider/schema/package-schema.js");
  const { VERSION } = await import("../src/planner/version.js");
  yield ["schemas/pulumi.schema.json", packageSchemaText(VERSION)];
}

async function main(check: boolean): Promise<void> {
  const stale: string[] = [];
  for await (const [file, text] of contents()) {
    const absolute = path.join(root, file);
    if (existsSync(absolute) && readFileSync(absolute, "utf8") === text) continue;
    if (check) stale.push(file);
    else {
      mkdirSync(path.dirname(absolute), { recursive: true });
      writeFileSync(absolute, text);
      console.log(`schemas: ${file} written`);
    }
  }
  if (stale.length === 0) return;
  console.error(`out of date: ${stale.join(", ")}. Run \`npm run schemas\` and commit the result.`);
  process.exitCode = 1;
}

void main(process.argv.includes("--check"));

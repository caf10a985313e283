/** Answers against the schema that is published for them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

const schema = JSON.parse(
  readFileSync(join(__dirname, "../../schemas/answers.schema.json"), "utf8"),
) as Readonly<Record<string, unknown>>;
const ajv = new Ajv({ strict: false }).addSchema(schema, "answers");

/** `definition`: "WhyHere". As JSON, as the command prints it. */
export function assertAnswer(definition: string, answer: unknown): void {
  const validate = ajv.getSchema(`answers#/definitions/${definition}`);
  assert.ok(validate !== undefined, `the schema defines ${definition}`);
  assert.ok(validate(JSON.parse(JSON.stringify(answer))), ajv.errorsText(validate.errors));
}

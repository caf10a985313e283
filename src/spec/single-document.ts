/** The one document of a file that may hold no more. */
import type { CheckOutcome } from "../model/outcome.js";
import { Faults } from "./faults.js";
import type { SpecText } from "./faults.js";
import { parseYamlDocuments } from "./yaml-documents.js";

export interface SingleDocumentInput {
  readonly file?: string;
  readonly text: string;
  /** What the document is, for messages. */
  readonly what: string;
  /** How to begin one, for an empty file. */
  readonly begin: string;
}

export interface SingleDocument {
  readonly value: unknown;
  readonly text: SpecText;
}

export function singleDocument(input: SingleDocumentInput): CheckOutcome<SingleDocument> {
  const { documents, diagnostics } = parseYamlDocuments(input.file, input.text);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const filled = documents.filter(({ value }) => value !== null && value !== undefined);
  const [first, second] = filled;
  const named = input.file === undefined ? {} : { file: input.file };
  if (first === undefined) {
    const faults = new Faults({ ...named, lineOf: () => 1 });
    faults.error("invalid-spec", "", `the ${input.what} is empty`, input.begin);
    return { ok: false, diagnostics: faults.diagnostics };
  }
  if (second !== undefined) {
    const faults = new Faults({ ...named, lineOf: second.keyLineOf });
    faults.error(
      "invalid-spec",
      "",
      `one ${input.what} is expected, and the file has ${filled.length} documents`,
    );
    return { ok: false, diagnostics: faults.diagnostics };
  }
  return {
    ok: true,
    value: { value: first.value, text: { ...named, lineOf: first.keyLineOf } },
    diagnostics: [],
  };
}

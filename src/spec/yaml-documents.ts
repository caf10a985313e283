/**
 * Text of unknown origin as plain JSON values with line numbers. YAML 1.2 with merge keys; JSON is YAML.
 * Nothing that the text says makes this slow or unbounded: size, nesting and alias expansion are limited.
 */
import { LineCounter, isNode, parseAllDocuments } from "yaml";
import type { Document } from "yaml";
import type { Diagnostic } from "../model/diagnostic.js";
import { MAX_DEPTH, yamlBoundsReason } from "./yaml-bounds.js";

/** Files above this many bytes are refused before they are parsed. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Values a document may hold once its aliases are expanded. */
const MAX_VALUES = 2_000_000;

export interface YamlDocument {
  /** null, boolean, number, string, arrays and plain objects only; a tree, never a cycle. */
  readonly value: unknown;
  /** Line (from 1) of what a JSON Pointer names, or of its nearest ancestor that is in the text. */
  readonly lineOf: (pointer: string) => number | undefined;
}

export interface YamlText {
  readonly documents: readonly YamlDocument[];
  /** Errors; a text with errors has no documents. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The keys that a JSON Pointer (RFC 6901) names, outermost first. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerTo(...keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Why a value is not a small tree, or undefined. */
function unboundedReason(root: unknown): string | undefined {
  const ancestors = new Set<object>();
  let values = 0;
  function visit(value: unknown, depth: number): string | undefined {
    values += 1;
    if (values > MAX_VALUES) return `holds more than ${MAX_VALUES} values once its aliases are expanded`;
    if (typeof value !== "object" || value === null) return undefined;
    if (ancestors.has(value)) return "contains itself through an alias";
    if (depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
    ancestors.add(value);
    for (const child of Object.values(value)) {
      const reason = visit(child, depth + 1);
      if (reason !== undefined) return reason;
    }
    ancestors.delete(value);
    return undefined;
  }
  return visit(root, 0);
}

function lineFinder(document: Document, counter: LineCounter): (pointer: string) => number | undefined {
  return (pointer) => {
    const keys = pointerKeys(pointer);
    for (let length = keys.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return undefined;
  };
}

function syntax(file: string | undefined, message: string, hint: string, line?: number): YamlText {
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return {
    documents: [],
    diagnostics: [{ code: "syntax", severity: "error", path: "", message, hint, ...place }],
  };
}

function parsed(file: string | undefined, text: string): YamlText {
  const counter = new LineCounter();
  const all = parseAllDocuments(text, { lineCounter: counter, merge: true, logLevel: "silent" });
  const documents = "empty" in all ? [] : all;
  const errors = documents.flatMap((document) => document.errors);
  if (errors.length > 0) {
    return {
      documents: [],
      diagnostics: errors.slice(0, 20).map((error) => ({
        code: "syntax",
        severity: "error",
        ...(file === undefined ? {} : { file }),
        path: "",
        ...(error.linePos === undefined ? {} : { line: error.linePos[0].line }),
        message: `not YAML: ${error.message.split(" at line ")[0] ?? error.message}`,
        hint: "correct the text at this line",
      })),
    };
  }
  const result: YamlDocument[] = [];
  for (const document of documents) {
    const value: unknown = document.toJS();
    const lineOf = lineFinder(document, counter);
    const reason = unboundedReason(value);
    if (reason !== undefined) {
      return syntax(file, `the document ${reason}`, "write the values out, or split the file", lineOf(""));
    }
    result.push({ value, lineOf });
  }
  return { documents: result, diagnostics: [] };
}

/** Reads all documents of a text. `bytes` is the size of the file where it is known. */
export function parseYamlDocuments(file: string | undefined, text: string): YamlText {
  if (text.includes("\0")) {
    return syntax(file, "binary data: the text contains a zero byte", "give a YAML or JSON text");
  }
  if (text.includes("\uFFFD")) {
    return syntax(file, "the text is not UTF-8", "save the file as UTF-8");
  }
  if (text.length > MAX_FILE_BYTES) return tooLarge(file, text.length);
  const reason = yamlBoundsReason(text);
  if (reason !== undefined) return syntax(file, `the text ${reason}`, "flatten it, or split it");
  try {
    return parsed(file, text);
  } catch (error) {
    // How the parser refuses aliases that multiply.
    if (error instanceof ReferenceError) {
      return syntax(file, `aliases: ${error.message}`, "write the values out in place of aliases");
    }
    throw error;
  }
}

/** The diagnostic for a file that is not read because of its size. */
export function tooLarge(file: string | undefined, bytes: number): YamlText {
  return {
    documents: [],
    diagnostics: [
      {
        code: "file-too-large",
        severity: "error",
        ...(file === undefined ? {} : { file }),
        path: "",
        message: `the file has ${bytes} bytes; at most ${MAX_FILE_BYTES} bytes (8 MiB) are read`,
        hint: "split it into several files",
      },
    ],
  };
}

/**
 * Text of unknown origin as plain JSON values with line numbers. YAML 1.2 with merge keys; JSON is YAML.
 * Nothing that the text says makes this slow or unbounded: size, nesting and alias expansion are limited.
 */
import { Composer, LineCounter, Parser } from "yaml";
import type { CST, Document } from "yaml";
import type { Diagnostic } from "../model/diagnostic.js";
import { pointerTo } from "./json-pointer.js";
import { jsonValue } from "./json-text.js";
import { treeFault } from "./plain-tree.js";
import { MAX_ANCHORS, tokensWithin } from "./yaml-bounds.js";
import { contentFaults } from "./yaml-contents.js";
import type { ContentFault } from "./yaml-contents.js";
import { lineFinder } from "./yaml-lines.js";

export { pointerKeys, pointerTo } from "./json-pointer.js";

/** Files above this many bytes are refused before they are parsed. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

export interface YamlDocument {
  /** null, boolean, number, string, arrays and plain objects only; a tree, never a cycle. */
  readonly value: unknown;
  /** Line (from 1) of what a JSON Pointer names, or of its nearest ancestor that is in the text. */
  readonly lineOf: (pointer: string) => number | undefined;
  /** The same, but the line of the key where the pointer names a member of an object. */
  readonly keyLineOf: (pointer: string) => number | undefined;
}

export interface YamlText {
  readonly documents: readonly YamlDocument[];
  /** Errors; a text with errors has no documents. */
  readonly diagnostics: readonly Diagnostic[];
}

function syntax(file: string | undefined, message: string, hint: string, line?: number): YamlText {
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return {
    documents: [],
    diagnostics: [{ code: "syntax", severity: "error", path: "", message, hint, ...place }],
  };
}

/** Faults beyond these are not told: one mistake often causes many. */
const MOST_FAULTS = 20;

function notYaml(file: string | undefined, faults: readonly ContentFault[], counter: LineCounter): YamlText {
  return {
    documents: [],
    diagnostics: faults.slice(0, MOST_FAULTS).map(({ message, hint, offset }) => ({
      code: "syntax",
      severity: "error",
      ...(file === undefined ? {} : { file }),
      path: "",
      ...(offset === undefined ? {} : { line: counter.linePos(offset).line }),
      message: `not YAML: ${message}`,
      hint,
    })),
  };
}

/** A template's braces, which YAML reads as a map within a map. */
const TEMPLATE = /\{\{-?\s*[.$a-zA-Z]/;
const RENDER =
  "this looks like a template: render it first, for example `helm template . | stowage import -`";

/** One mistake confuses the parser for the rest of its line, and makes contents that nobody wrote. */
function faultsOf(documents: readonly Document[], counter: LineCounter): readonly ContentFault[] {
  const byLine = new Map<number, ContentFault>();
  for (const { message, pos } of documents.flatMap(({ errors }) => errors)) {
    const { line } = counter.linePos(pos[0]);
    if (!byLine.has(line))
      byLine.set(line, { message, hint: "correct the text at this line", offset: pos[0] });
  }
  return byLine.size > 0 ? [...byLine.values()] : documents.flatMap(contentFaults);
}

/** What the parser makes of tokens that are known: it would ask the lexer for them a second time. */
function* syntaxOf(tokens: readonly string[], counter: LineCounter): Generator<CST.Token> {
  const parser = new Parser(counter.addNewLine);
  counter.addNewLine(0);
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

function parsed(file: string | undefined, text: string, tokens: readonly string[]): YamlText {
  const counter = new LineCounter();
  // The parser compares every key with every other; ours are found with a set.
  const composer = new Composer({ merge: true, logLevel: "silent", prettyErrors: false, uniqueKeys: false });
  const documents = [...composer.compose(syntaxOf(tokens, counter))];
  const faults = faultsOf(documents, counter).map((fault) =>
    TEMPLATE.test(text) ? { ...fault, hint: RENDER } : fault,
  );
  if (faults.length > 0) return notYaml(file, faults, counter);
  const result: YamlDocument[] = [];
  for (const document of documents) {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ANCHORS });
    const lineOf = lineFinder(document, counter, "child");
    const keyLineOf = lineFinder(document, counter, "key");
    const fault = treeFault(value);
    if (fault !== undefined) {
      const line = lineOf(pointerTo(...fault.keys));
      return syntax(file, `the document ${fault.reason}`, "write the values out, or split the file", line);
    }
    result.push({ value, lineOf, keyLineOf });
  }
  return { documents: result, diagnostics: [] };
}

type LinesOf = Pick<YamlDocument, "lineOf" | "keyLineOf">;

/** Lines are asked for where something is told of alone: only then is JSON read as YAML. */
function linesWhenAsked(file: string | undefined, text: string): LinesOf {
  let lines: Partial<LinesOf> | undefined;
  const known = (): Partial<LinesOf> => (lines ??= parsedWithin(file, text).documents[0] ?? {});
  return {
    lineOf: (pointer) => known().lineOf?.(pointer),
    keyLineOf: (pointer) => known().keyLineOf?.(pointer),
  };
}

function parsedWithin(file: string | undefined, text: string): YamlText {
  const within = tokensWithin(text);
  if (!within.ok) return syntax(file, `the text ${within.reason}`, "flatten it, or split it");
  try {
    return parsed(file, text, within.tokens);
  } catch (error) {
    // How the parser refuses aliases that multiply.
    if (error instanceof ReferenceError) {
      return syntax(file, `aliases: ${error.message}`, "write the values out in place of aliases");
    }
    throw error;
  }
}

/** What UTF-16 looks like when it is read as UTF-8: every other byte of plain letters is zero. */
const UTF_16 = /^(\p{Surrogate}{2})?((\0[^\0]){4}|([^\0\p{Surrogate}]\0){4})/u;
/** Half a surrogate pair: what bytes that are not UTF-8 were read as. */
const NO_TEXT = /\p{Surrogate}/u;

/** Reads all documents of a text. `bytes` is the size of the file where it is known. */
export function parseYamlDocuments(file: string | undefined, text: string): YamlText {
  if (UTF_16.test(text)) return syntax(file, "the text is UTF-16", "save the file as UTF-8");
  if (text.includes("\0")) {
    return syntax(file, "binary data: the text contains a zero byte", "give a YAML or JSON text");
  }
  if (NO_TEXT.test(text)) {
    return syntax(file, "the text is not UTF-8", "save the file as UTF-8");
  }
  if (text.length > MAX_FILE_BYTES) return tooLarge(file, text.length);
  const value = jsonValue(text);
  return value === undefined || treeFault(value) !== undefined
    ? parsedWithin(file, text)
    : { documents: [{ value, ...linesWhenAsked(file, text) }], diagnostics: [] };
}

/** The diagnostic for a text that is not read because of its size; `bytes`: where the whole of it is known. */
export function tooLarge(file: string | undefined, bytes?: number): YamlText {
  const most = `${MAX_FILE_BYTES} bytes (8 MiB)`;
  return {
    documents: [],
    diagnostics: [
      {
        code: "file-too-large",
        severity: "error",
        ...(file === undefined ? {} : { file }),
        path: "",
        message:
          bytes === undefined
            ? `the text has more than ${most}, the most that is read`
            : `the file has ${bytes} bytes; at most ${most} are read`,
        hint: "split it into several files",
      },
    ],
  };
}

/**
 * JSON is YAML, and most of it a program wrote: `JSON.parse` reads it in a hundredth of the time that the parser of YAML
 * takes. What it would read otherwise, and whatever is at fault, is left to that parser: keys that stand twice, merge
 * keys, deep nesting, comments. Nothing is known of lines here.
 */
import { MAX_DEPTH } from "./yaml-bounds.js";

const QUOTE = '"';
const BACKSLASH = 0x5c;
/** Keys that mean more than a text in YAML, or in JavaScript. */
const MEANT = new Set(["<<", "__proto__"]);

/** Whether a quote is the text's own: an odd number of backslashes stands before it. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text.charCodeAt(at - 1) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 1;
}

/** Quoted texts of what is JSON, keys among them. */
function textsWritten(text: string): number {
  let texts = 0;
  for (let open = text.indexOf(QUOTE); open !== -1;) {
    let close = text.indexOf(QUOTE, open + 1);
    while (isEscaped(text, close)) close = text.indexOf(QUOTE, close + 1);
    texts += 1;
    open = text.indexOf(QUOTE, close + 1);
  }
  return texts;
}

/** Keys and texts of a value; NaN where YAML says something else of it, or it is too deep. */
function textsIn(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return typeof value === "string" ? 1 : 0;
  if (depth >= MAX_DEPTH) return NaN;
  let texts = 0;
  if (Array.isArray(value)) for (const item of value) texts += textsIn(item, depth + 1);
  else
    for (const key of Object.keys(value)) {
      if (MEANT.has(key)) return NaN;
      texts += 1 + textsIn((value as Readonly<Record<string, unknown>>)[key], depth + 1);
    }
  return texts;
}

/** The value of a text that is JSON, where its YAML is the same; undefined: it is for the parser of YAML to read. */
export function jsonValue(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let value: object;
  try {
    value = JSON.parse(text) as object;
  } catch {
    return undefined;
  }
  // Of keys that stand twice the value has one.
  return textsIn(value, 0) === textsWritten(text) ? value : undefined;
}

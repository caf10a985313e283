/**
 * Whether a YAML text is small enough to be handed to the parser. The parser recurses with the nesting and
 * builds a node for every value: a hostile text of a few kilobytes can end the process, which no `catch` sees.
 * The lexer is a flat loop, so the text is measured with it first.
 */
import { Lexer } from "yaml";

/** Levels of nesting; Kubernetes' own types have fewer than 30. */
export const MAX_DEPTH = 100;

/** Tokens of a text and lines of its scalars: about 200,000 lines of manifests. */
export const MAX_TOKENS = 1_000_000;

/** Anchors and aliases of a text: each alias is looked up among all of them. */
export const MAX_ANCHORS = 10_000;

/** Documents of a text. */
export const MAX_DOCUMENTS = 10_000;

/** The lexer's mark before a scalar, and its mark at the start of a document: both without width. */
const SCALAR = "\x1f";
const MARKS = new Set([SCALAR, "\x02", "\x18"]);

/** Levels by brackets inside a flow, outside of it by the columns at which nodes start. */
class Nesting {
  private flow = 0;
  private column = 0;
  /** Whether a node may start here: at the start of a line, or after "- ", "? " or ": " that opened one. */
  private open = true;
  private readonly columns: number[] = [];

  get depth(): number {
    return this.flow + this.columns.length;
  }

  add(token: string): void {
    const lineEnd = token.lastIndexOf("\n");
    if (lineEnd !== -1) {
      this.column = token.length - lineEnd - 1;
      if (lineEnd === token.length - 1) this.open = true;
      return;
    }
    if (/^[ \t]+$/.test(token)) {
      this.column += token.length;
      return;
    }
    if (token === "[" || token === "{") this.flow += 1;
    else if (token === "]" || token === "}") this.flow = Math.max(0, this.flow - 1);
    else if (this.flow === 0) this.block(token);
    this.column += token.length;
  }

  private block(token: string): void {
    const entry = token === "-" || token === "?" || (token === ":" && this.open);
    if (this.open || entry) this.start();
    this.open = entry;
  }

  private start(): void {
    while ((this.columns.at(-1) ?? -1) >= this.column) this.columns.pop();
    this.columns.push(this.column);
  }
}

class Measure {
  private tokens = 0;
  private anchors = 0;
  private documents = 0;
  private isScalar = false;
  private readonly nesting = new Nesting();

  /** Why the text may not be parsed, once that is known. */
  add(token: string): string | undefined {
    this.tokens += 1;
    if (MARKS.has(token)) {
      this.isScalar = token === SCALAR;
      return undefined;
    }
    // A scalar of many lines costs the parser as much as many tokens.
    if (token.length > 2) this.tokens += token.split("\n").length - 1;
    if (this.isScalar) this.isScalar = false;
    else if (token.startsWith("&") || token.startsWith("*")) this.anchors += 1;
    else if (token === "---") this.documents += 1;
    this.nesting.add(token);
    return this.reason;
  }

  private get reason(): string | undefined {
    if (this.nesting.depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
    if (this.tokens > MAX_TOKENS) return `has more than ${MAX_TOKENS} tokens`;
    if (this.anchors > MAX_ANCHORS) return `has more than ${MAX_ANCHORS} anchors and aliases`;
    if (this.documents > MAX_DOCUMENTS) return `has more than ${MAX_DOCUMENTS} documents`;
    return undefined;
  }
}

/** The tokens of a text, for the parser to go on with; or why it may not. */
export type TokensWithin =
  { readonly ok: true; readonly tokens: readonly string[] } | { readonly ok: false; readonly reason: string };

export function tokensWithin(text: string): TokensWithin {
  const measure = new Measure();
  const tokens: string[] = [];
  for (const token of new Lexer().lex(text)) {
    const reason = measure.add(token);
    if (reason !== undefined) return { ok: false, reason };
    tokens.push(token);
  }
  return { ok: true, tokens };
}

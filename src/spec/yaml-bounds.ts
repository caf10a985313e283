/**
 * Whether a YAML text is small enough to be handed to the parser. The parser recurses with the nesting and
 * builds a node for every value: a hostile text of a few kilobytes can end the process, which no `catch` sees.
 * The lexer is a flat loop, so the text is measured with it first.
 */
import { Lexer } from "yaml";

/** Levels of nesting; Kubernetes' own types have fewer than 30. */
export const MAX_DEPTH = 100;

/** Tokens of a text: about 200,000 lines of manifests. */
export const MAX_TOKENS = 1_000_000;

const INDICATORS = new Set(["-", "?", ":"]);

/** Counts nesting from tokens; block levels are the columns at which lines start, flow levels are brackets. */
class Nesting {
  private flow = 0;
  private inLine = 0;
  private atLineStart = true;
  private readonly columns: number[] = [];

  get depth(): number {
    return this.flow + this.inLine + this.columns.length;
  }

  add(token: string): void {
    if (token === "\n" || token === "\r\n") {
      this.atLineStart = true;
      this.inLine = 0;
      return;
    }
    if (this.atLineStart) {
      this.atLineStart = false;
      const blank = /^ +$/.test(token);
      this.startLine(blank ? token.length : 0);
      if (blank) return;
    }
    if (token === "[" || token === "{") this.flow += 1;
    else if (token === "]" || token === "}") this.flow = Math.max(0, this.flow - 1);
    else if (INDICATORS.has(token)) this.inLine += 1;
  }

  private startLine(column: number): void {
    while ((this.columns.at(-1) ?? -1) >= column) this.columns.pop();
    this.columns.push(column);
  }
}

/** Why the text may not be parsed, or undefined. */
export function yamlBoundsReason(text: string): string | undefined {
  const nesting = new Nesting();
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    nesting.add(token);
    if (nesting.depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
    if (tokens > MAX_TOKENS) return `has more than ${MAX_TOKENS} tokens`;
  }
  return undefined;
}

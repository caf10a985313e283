/**
 * What YAML allows and a plain tree does not: keys that stand twice or are no texts, tags with a meaning of
 * their own, merges that multiply. Found on the parsed nodes, before any of it is expanded.
 */
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { MAX_VALUES } from "./plain-tree.js";

export interface ContentFault {
  readonly message: string;
  readonly hint: string;
  /** Offset in the text. */
  readonly offset?: number;
}

const PREFIX = "tag:yaml.org,2002:";
const JSON_TAGS = new Set(["map", "seq", "str", "int", "float", "bool", "null"].map((tag) => PREFIX + tag));

function isMergeKey(key: unknown): key is Scalar {
  if (!isScalar(key)) return false;
  return typeof key.value === "symbol" || (key.value === "<<" && key.type === "PLAIN");
}

function keyText(key: Scalar): string {
  if (key.value === null) return "";
  return typeof key.value === "string" ? key.value : JSON.stringify(key.value);
}

class Contents {
  readonly faults: ContentFault[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly ancestors = new Set<unknown>();
  /** Entries that a map brings where it is merged. */
  private readonly sizes = new Map<YAMLMap, number>();
  private merged = 0;

  visit(node: unknown): void {
    if (isMap(node)) this.visitMap(node);
    else if (isSeq(node))
      this.within(node, () => {
        for (const item of node.items) this.visit(item);
      });
    else if (isScalar(node)) this.visitScalar(node);
  }

  private within(node: Node & { readonly anchor?: string; readonly tag?: string }, visit: () => void): void {
    this.note(node);
    this.ancestors.add(node);
    visit();
    this.ancestors.delete(node);
  }

  private note(node: Node & { readonly anchor?: string; readonly tag?: string }): void {
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined && !JSON_TAGS.has(node.tag))
      this.fault(node, `the tag ${node.tag.replace(PREFIX, "!!")} is not read`, "write the value out");
  }

  private visitScalar(node: Scalar): void {
    this.note(node);
    // A document of YAML 1.1 has dates without saying so.
    if (node.tag === undefined && typeof node.value === "object" && node.value !== null)
      this.fault(node, "the value is a date or binary", "put it in quotes");
  }

  private visitMap(map: YAMLMap): void {
    this.within(map, () => {
      const seen = new Set<string>();
      let size = map.items.length;
      for (const pair of map.items) {
        if (isMergeKey(pair.key)) size += this.visitMerge(pair);
        else this.visitKey(pair.key, seen);
        this.visit(pair.value);
      }
      this.sizes.set(map, size);
    });
  }

  private visitKey(key: unknown, seen: Set<string>): void {
    if (!isScalar(key)) {
      // A flow map may leave its key out.
      if (key !== null && key !== undefined) this.fault(key as Node, "the key is no text", "use a text");
      return;
    }
    const text = keyText(key);
    if (seen.has(text))
      this.fault(key, `Map keys must be unique, and "${text}" stands twice`, "remove one of them");
    seen.add(text);
    this.visitScalar(key);
  }

  /** Entries that the pair merges. */
  private visitMerge({ key, value }: Pair): number {
    const source = this.resolved(value);
    const sources = isSeq(source) ? source.items.map((item) => this.resolved(item)) : [source];
    let size = 0;
    for (const one of sources) {
      if (!isMap(one)) this.fault(key as Node, "<< merges maps, and this is none", "name the map's anchor");
      else if (this.ancestors.has(one)) this.fault(key as Node, "a map merges itself", "write it out");
      else size += this.sizes.get(one) ?? one.items.length;
    }
    const before = this.merged;
    this.merged += size;
    if (this.merged > MAX_VALUES && before <= MAX_VALUES)
      this.fault(key as Node, `the merges hold more than ${MAX_VALUES} values`, "write the values out");
    return size;
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? this.anchors.get(node.source) : node;
  }

  private fault(node: Node, message: string, hint: string): void {
    const offset = node.range?.[0];
    this.faults.push({ message, hint, ...(offset === undefined ? {} : { offset }) });
  }
}

export function contentFaults(document: Document): readonly ContentFault[] {
  const contents = new Contents();
  contents.visit(document.contents);
  return contents.faults;
}

/** On which line of a YAML text the value stands that a JSON Pointer names. */
import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { Document, LineCounter, Pair, YAMLMap } from "yaml";
import { pointerKeys } from "./json-pointer.js";

/** The pair of a map that a key of a JSON Pointer names: keys need not be texts in YAML (`1:`). */
function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
}

interface Found {
  readonly key: unknown;
  readonly child: unknown;
}

function childOf(node: unknown, name: string): Found | undefined {
  if (isMap(node)) {
    const pair = pairOf(node, name);
    return pair === undefined ? undefined : { key: pair.key, child: pair.value };
  }
  if (!isSeq(node)) return undefined;
  const child = node.items[Number(name)];
  return child === undefined ? undefined : { key: child, child };
}

/** Of the pointer's nearest ancestor where the text has no such place. Lines count from 1. */
export function lineFinder(
  document: Document,
  counter: LineCounter,
  shown: keyof Found,
): (pointer: string) => number | undefined {
  return (pointer) => {
    let node: unknown = document.contents;
    let last = node;
    for (const key of pointerKeys(pointer)) {
      const found = childOf(node, key);
      if (found === undefined) break;
      node = found.child;
      last = isNode(found[shown]) ? found[shown] : last;
    }
    return isNode(last) && last.range ? counter.linePos(last.range[0]).line : undefined;
  };
}

/** Splits on numbers of nodes in the indices of another problem. */
import type { NodeSplit, SplitPrices } from "./problem.js";

type Leaf = Exclude<SplitPrices, NodeSplit>;

/** `typeOf`: a node type's index there. `pricesOf`: the prices of a case there. */
export function mappedSplit(
  { nodeType, most, within, above }: NodeSplit,
  typeOf: (nodeType: number) => number,
  pricesOf: (leaf: Leaf) => Leaf,
): NodeSplit {
  const mapped = (side: SplitPrices): SplitPrices =>
    "within" in side ? mappedSplit(side, typeOf, pricesOf) : pricesOf(side);
  return { nodeType: typeOf(nodeType), most, within: mapped(within), above: mapped(above) };
}

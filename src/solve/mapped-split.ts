/** Splits on numbers of nodes in the indices of another problem. */
import type { CasePrices, NodeSplit, SplitPrices } from "./problem.js";

/** `typeOf`: a node type's index there. `pricesOf`: the prices of a case there. */
export function mappedSplit(
  { nodeType, most, within, above }: NodeSplit,
  typeOf: (nodeType: number) => number,
  pricesOf: (prices: CasePrices) => CasePrices,
): NodeSplit {
  const mapped = (side: SplitPrices): SplitPrices =>
    "within" in side ? mappedSplit(side, typeOf, pricesOf) : pricesOf(side);
  return { nodeType: typeOf(nodeType), most, within: mapped(within), above: mapped(above) };
}

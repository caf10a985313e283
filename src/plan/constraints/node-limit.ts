/** A limit on nodes, as the solver's caps and the conflicts' words both need it. */
import type { ConflictLabel } from "../../model/outcome.js";
import type { NodeKind } from "../formulate/node-kind.js";

export interface NodeLimit {
  readonly label: ConflictLabel;
  /** Pool, cluster or site that it is about. */
  readonly subject: string;
  readonly path: string;
  /** "pool \"general\" may have 3 nodes (maxNodes)". */
  readonly words: string;
  readonly limit: number;
  /** Weight of one node of a kind; 0 where the limit does not count it. */
  readonly weightOf: (kind: NodeKind) => number;
  /** Present where it counts nodes of one availability zone alone, so that those of others are other nodes to it. */
  readonly byZone?: true;
  /** "raise maxNodes of pool \"general\" to 5": `needed` in the limit's own unit. */
  readonly wayOut: (needed: number) => string;
}

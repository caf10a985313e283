/** What a target's bound was proved from, kept for a certificate. */
import type { PackingPrices } from "../../solve/problem.js";
import type { Prices } from "../constraints/spot-share.js";
import type { Formulation } from "../formulate/formulate.js";

export interface Bounding {
  readonly formulation: Formulation;
  /** Prices under which the solver proved most of it. */
  readonly dual: PackingPrices;
  /** Node prices that it was solved at. */
  readonly prices: Prices;
}

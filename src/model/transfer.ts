/** Personal data that leaves a country: what is declared, the rules about it, and what a plan says of each. */
import type { Evidence } from "./evidence.js";
import type { Regime, Safeguard, TransferGround } from "./law-spec.js";

/** What a transfer takes. */
export type TransferNeeds = "none" | "contract" | "assessment";

/** From so many people on, counted over all transfers under the rule. */
export interface TransferTier {
  readonly needs: TransferNeeds;
  /** People of whom no sensitive data is sent; absent: that number alone never asks for it. */
  readonly persons?: number;
  /** People of whom sensitive data is sent. */
  readonly sensitive?: number;
  /** Any important data asks for it. */
  readonly important?: true;
  /** Each of them is enough. */
  readonly safeguards: readonly Safeguard[];
}

export interface TransferRule {
  readonly id: string;
  readonly regime: Regime;
  readonly statement: string;
  /** Countries of origin. */
  readonly from: readonly string[];
  /** Countries of destination for which nothing more is needed. */
  readonly free: readonly string[];
  /** Destination -> what it asks of the recipient to be free. */
  readonly freeIf: Readonly<Record<string, Safeguard>>;
  /** Grounds on which nothing more is needed; such transfers are not counted. */
  readonly grounds: readonly TransferGround[];
  /** The strictest first. */
  readonly tiers: readonly TransferTier[];
  readonly evidence: Evidence;
}

export interface Transfer {
  readonly name: string;
  /** "namespace/name" of the workload that sends. */
  readonly from: string;
  readonly toCountry: string;
  readonly persons: number;
  readonly sensitive: number;
  readonly important?: true;
  readonly ground?: TransferGround;
  /** Sorted; absent without any. */
  readonly safeguards?: readonly Safeguard[];
}

export interface TransferNeed {
  /** Id of the rule. */
  readonly rule: string;
  readonly fromCountry: string;
  readonly needs: TransferNeeds;
  /** Whether the spec names a safeguard that is enough. */
  readonly covered: boolean;
}

/** A transfer that crosses a border from where the plan has the workload. */
export interface TransferPlan extends Omit<Transfer, "name"> {
  /** One for each rule and country that it leaves; empty where no rule of a compliance zone speaks of it. */
  readonly needs: readonly TransferNeed[];
}

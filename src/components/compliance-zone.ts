import * as pulumi from "@pulumi/pulumi";
import type { ComplianceZonePlan } from "../model/plan.js";
import { requirePlain } from "./plain-args.js";
import { COMPONENT_TOKENS } from "./tokens.js";

export interface ComplianceZoneArgs {
  /** Rules and members, as the plan has them. */
  plan: ComplianceZonePlan;
}

/** A compliance zone's rules and members in the state, where diffs and policies see them. It has no children. */
export class ComplianceZone extends pulumi.ComponentResource {
  constructor(name: string, args: ComplianceZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = requirePlain(args.plan, "ComplianceZone", "plan");
    super(COMPONENT_TOKENS.complianceZone, name, { plan }, opts);
    this.registerOutputs({});
  }
}

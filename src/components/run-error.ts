/** The one place where what is wrong with a fleet becomes an error of a Pulumi program, before any resource. */
import * as pulumi from "@pulumi/pulumi";
import { FleetError } from "../planner/index.js";

/** Runs `plan`; what it throws about the user's fleet is shown in full and without a stack. */
export function orRunError<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (error instanceof FleetError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** The functions `plan` and `verify`, for programs that are not written in TypeScript. */
import type { provider } from "@pulumi/pulumi";
import { FleetError, loadFleet, planFleetSync, readFleet, verifyPlan } from "../planner/index.js";
import type { FleetSpec, LoadedFleet, Plan } from "../planner/index.js";
import { hasUnknown, unwrapObject, type WireObject } from "./wire-values.js";

export const FUNCTION_TOKENS = { plan: "stowage:index:plan", verify: "stowage:index:verify" } as const;

type Answer = provider.InvokeResult;

function failed(property: string, reason: string): Answer {
  return { outputs: undefined, failures: [{ property, reason }] };
}

/** The fleet that `spec` or `file` names; undefined where neither is given. */
function fleetOf({ spec, file }: WireObject): LoadedFleet | undefined {
  if (typeof file === "string") return loadFleet(file);
  // The spec's own schema judges what it is.
  return spec === undefined || spec === null ? undefined : readFleet(spec as FleetSpec);
}

function plan(inputs: WireObject): Answer {
  const loaded = fleetOf(inputs);
  if (loaded === undefined) return failed("spec", "give `spec`, or `file`, the spec's path");
  const made = planFleetSync(loaded);
  return { outputs: { plan: made, warnings: made.warnings.map(({ message }) => message) } };
}

function verify(inputs: WireObject): Answer {
  const { plan: judged } = inputs;
  if (judged === undefined || judged === null) return failed("plan", "give the plan to verify");
  const loaded = fleetOf(inputs);
  // The verifier begins with the shape, so whatever was given may be shown to it.
  const refusals = verifyPlan({
    plan: judged as Plan,
    ...(loaded === undefined ? {} : { fleet: loaded.fleet }),
  });
  return { outputs: { accepted: refusals.length === 0, refusals: [...refusals] } };
}

const FUNCTIONS: Readonly<Record<string, (inputs: WireObject) => Answer>> = {
  [FUNCTION_TOKENS.plan]: plan,
  [FUNCTION_TOKENS.verify]: verify,
};

/** Exported for the test that keeps schema and implementation equal. */
export const IMPLEMENTED_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS);

/** Answers a call; what is wrong with the user's fleet is a failure in full, never an exception. */
export function invokeFunction(token: string, inputs: unknown): Answer {
  const run = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
  if (run === undefined)
    throw new Error(`stowage has no function ${token}; it has ${IMPLEMENTED_FUNCTIONS.join(", ")}`);
  if (hasUnknown(inputs))
    return failed("spec", "depends on something that is not created yet: a plan is made before anything is");
  try {
    return run(unwrapObject(inputs));
  } catch (error) {
    if (error instanceof FleetError) return failed("spec", error.message);
    throw error;
  }
}

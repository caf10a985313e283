/** The components, for programs that are not written in TypeScript. Plans are plain inputs there too. */
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT_TOKENS, Cluster, ComplianceZone, EdgeSite, Fleet } from "../components/index.js";
import type { ClusterArgs, ComplianceZoneArgs, EdgeSiteArgs, FleetArgs } from "../components/index.js";
import { settledInputs } from "./component-inputs.js";
import { COMPONENTS } from "./schema/components.js";

type Inputs = Readonly<Record<string, unknown>>;

interface Constructed {
  readonly resource: pulumi.ComponentResource;
  readonly state: pulumi.Inputs;
}

type Construct = (name: string, inputs: Inputs, options: pulumi.ComponentResourceOptions) => Constructed;

// What the schema promises of the inputs, the components check again.
const CONSTRUCTS: Readonly<Record<string, Construct>> = {
  [COMPONENT_TOKENS.fleet](name, inputs, options) {
    const resource = new Fleet(name, inputs as unknown as FleetArgs, options);
    return { resource, state: { monthlyCost: resource.monthlyCost } };
  },
  [COMPONENT_TOKENS.cluster](name, inputs, options) {
    const resource = new Cluster(name, inputs as unknown as ClusterArgs, options);
    return { resource, state: { endpoint: resource.endpoint } };
  },
  [COMPONENT_TOKENS.edgeSite](name, inputs, options) {
    return { resource: new EdgeSite(name, inputs as unknown as EdgeSiteArgs, options), state: {} };
  },
  [COMPONENT_TOKENS.complianceZone](name, inputs, options) {
    return {
      resource: new ComplianceZone(name, inputs as unknown as ComplianceZoneArgs, options),
      state: {},
    };
  },
};

/** Exported for the test that keeps schema and implementation equal. */
export const IMPLEMENTED_COMPONENTS: readonly string[] = Object.keys(CONSTRUCTS);

/** Components that no other language can have: their `cluster` is an object of the program. */
const OF_A_CLUSTER: readonly string[] = [COMPONENT_TOKENS.nodePool, COMPONENT_TOKENS.workload];

function missing(type: string): Error {
  return new Error(
    OF_A_CLUSTER.includes(type)
      ? `${type} hangs on a cluster object of the same TypeScript program; use ${COMPONENT_TOKENS.cluster}, which makes its own from the plan`
      : `stowage has no component ${type}; it has ${IMPLEMENTED_COMPONENTS.join(", ")}`,
  );
}

export async function constructComponent(
  type: string,
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<{ readonly urn: pulumi.Output<string>; readonly state: pulumi.Inputs }> {
  const construct = Object.hasOwn(CONSTRUCTS, type) ? CONSTRUCTS[type] : undefined;
  if (construct === undefined) throw missing(type);
  const settled = await settledInputs(COMPONENTS[type]?.inputProperties ?? {}, inputs);
  try {
    const { resource, state } = construct(name, settled, options);
    return { urn: resource.urn, state };
  } catch (error) {
    // The engine shows this without a stack: it is the user's fleet that is wrong.
    if (pulumi.RunError.isInstance(error))
      throw new pulumi.InputPropertiesError({ message: error.message, errors: [] });
    throw error;
  }
}

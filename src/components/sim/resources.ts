/** The simulated cloud's resources as programs register them; the plugin of this package serves them. */
import * as pulumi from "@pulumi/pulumi";
import { SIM_TYPES } from "../../model/sim.js";
import type {
  SimClusterInputs,
  SimEdgeSiteInputs,
  SimNodePoolInputs,
  SimWorkloadInputs,
} from "../../model/sim.js";

/** What is only known once something else exists may also be an output. */
type Wired<Inputs, Key extends keyof Inputs> = Omit<Inputs, Key> & {
  readonly [K in Key]: pulumi.Input<Inputs[K]>;
};

export class SimCluster extends pulumi.CustomResource {
  constructor(name: string, inputs: SimClusterInputs, opts?: pulumi.CustomResourceOptions) {
    super(SIM_TYPES.cluster, name, { ...inputs }, opts);
  }
}

export class SimNodePool extends pulumi.CustomResource {
  constructor(
    name: string,
    inputs: Wired<SimNodePoolInputs, "clusterId">,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(SIM_TYPES.nodePool, name, { ...inputs }, opts);
  }
}

export class SimEdgeSite extends pulumi.CustomResource {
  constructor(name: string, inputs: SimEdgeSiteInputs, opts?: pulumi.CustomResourceOptions) {
    super(SIM_TYPES.edgeSite, name, { ...inputs }, opts);
  }
}

export class SimWorkload extends pulumi.CustomResource {
  constructor(
    name: string,
    inputs: Wired<SimWorkloadInputs, "targetId">,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(SIM_TYPES.workload, name, { ...inputs }, opts);
  }
}

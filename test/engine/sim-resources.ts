/** The simulated cloud's resources for programs of tests, as a generated SDK would have them. */
import { CustomResource, type CustomResourceOptions, type Inputs } from "@pulumi/pulumi";
import { SIM_TYPES } from "../../src/model/sim.js";

export class SimCluster extends CustomResource {
  constructor(name: string, args: Inputs, options?: CustomResourceOptions) {
    super(SIM_TYPES.cluster, name, args, options);
  }
}

export class SimNodePool extends CustomResource {
  constructor(name: string, args: Inputs, options?: CustomResourceOptions) {
    super(SIM_TYPES.nodePool, name, args, options);
  }
}

export class SimWorkload extends CustomResource {
  constructor(name: string, args: Inputs, options?: CustomResourceOptions) {
    super(SIM_TYPES.workload, name, args, options);
  }
}

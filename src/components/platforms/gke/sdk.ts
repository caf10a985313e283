/** The sub-modules of `@pulumi/gcp` that are used, loaded together so that a missing one shows at once. */
import type * as container from "@pulumi/gcp/container";
import type * as projects from "@pulumi/gcp/projects";
import type * as serviceaccount from "@pulumi/gcp/serviceaccount";
import { loadSdk } from "../load-sdk.js";

export interface GcpSdk {
  readonly container: typeof container;
  readonly projects: typeof projects;
  readonly serviceaccount: typeof serviceaccount;
}

export function gcpSdk(): GcpSdk {
  return {
    container: loadSdk("@pulumi/gcp/container", "gke") as typeof container,
    projects: loadSdk("@pulumi/gcp/projects", "gke") as typeof projects,
    serviceaccount: loadSdk("@pulumi/gcp/serviceaccount", "gke") as typeof serviceaccount,
  };
}

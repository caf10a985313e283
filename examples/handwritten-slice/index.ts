/**
 * What policy packs are for: a `Cluster` takes any slice, so a team can build one that no planner made. This
 * one moves the shop's web cluster to Virginia while its rules still say that personal data stays in the EEA:
 *
 *   pulumi preview --policy-pack ../../policy-packs/baseline
 */
import * as stowage from "stowage";

const plan = stowage.planFleetSync(stowage.loadFleet("../shop/fleet.yaml"));
const slice: stowage.ClusterPlan | undefined = plan.clusters["shop-web"];
if (slice === undefined) throw new Error("the shop has no cluster shop-web");

new stowage.Cluster("shop-web", {
  plan: { ...slice, region: "us-east-1", country: "US" },
  workloads: plan.workloads,
  target: "sim",
});

/**
 * The shop on the simulated cloud: the same spec builds the real clouds once `target` is taken away and the
 * clusters are wired to networks and providers. `pulumi config set lock fleet.plan.json` builds a committed
 * plan in place of planning again.
 */
import * as pulumi from "@pulumi/pulumi";
import * as stowage from "stowage";

const config = new pulumi.Config();
const lock = config.get("lock");

const fleet = new stowage.Fleet("shop", {
  spec: config.get("spec") ?? "fleet.yaml",
  target: "sim",
  ...(lock === undefined ? {} : { lock }),
});

export const monthlyCost = fleet.monthlyCost;

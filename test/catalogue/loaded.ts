import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CloudProvider, InstanceType } from "../../src/model/catalogue.js";
import { present } from "../../src/units/invariant.js";

/** One region of each provider from the catalogue of the package, read once. */
export const catalogue: Catalogue = loadCatalogue({
  regions: [
    { provider: "aws", region: "eu-central-1" },
    { provider: "azure", region: "westeurope" },
    { provider: "gcp", region: "europe-west1" },
  ],
});

export function typeOf(provider: CloudProvider, name: string): InstanceType {
  return present(catalogue.instanceType(provider, name), `instance type ${name}`);
}

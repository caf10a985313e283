import type { CatalogueOverride } from "../../model/catalogue-override.js";
import type { Evidence } from "../../model/evidence.js";

export function evidenceOf({ source, asOf, confidence }: CatalogueOverride): Evidence {
  return { source, asOf, confidence };
}

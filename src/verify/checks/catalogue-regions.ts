/** Clusters stand in the country and partition that the catalogue gives their region. */
import type { Check } from "../review.js";

export const checkCatalogueRegions: Check = ({ targets, rows }, refuse) => {
  if (rows === undefined) return;
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    const { provider, region, country, partition } = target.slice;
    const row = rows.regions.find((one) => one.provider === provider && one.name === region);
    if (row === undefined) {
      refuse([...target.path, "region"], `the catalogue has no region ${region} of ${provider}`);
      continue;
    }
    if (country !== row.country)
      refuse([...target.path, "country"], `is ${country}, and ${region} is in ${row.country}`);
    if (partition !== row.partition)
      refuse([...target.path, "partition"], `is ${partition}, and ${region} is of ${row.partition}`);
  }
};

/** Risk groups as one cluster sees them: by the availability zones of it that each takes. */
import type { Cluster } from "./fleet.js";
import type { RiskZones, SharedRisk } from "./survival.js";

export function riskZonesOf(
  { name, availabilityZones }: Pick<Cluster, "name" | "availabilityZones">,
  riskGroups: readonly SharedRisk[] = [],
): RiskZones {
  const groups = riskGroups.map(({ name: group, losses }) => {
    const takes = (zone: string): boolean =>
      losses.some(
        (loss) =>
          (loss.what === "cluster" && loss.name === name) ||
          (loss.what === "az" && loss.name === `${name}/${zone}`),
      );
    return [group, availabilityZones.filter(takes).sort()] as const;
  });
  return Object.fromEntries(groups.filter(([, zones]) => zones.length > 0));
}

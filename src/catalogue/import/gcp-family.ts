/** cloud.google.com/compute/docs/general-purpose-machines, "shared-core", 2026. */
const SHARED_CORE = new Set(["e2-micro", "e2-small", "e2-medium", "f1-micro", "g1-small"]);

/** Series on Arm: Ampere Altra, Axion, Grace (cloud.google.com/compute/docs/instances/arm-on-compute, 2026). */
const ARM_SERIES = new Set(["t2a", "c4a", "n4a", "a4x"]);

/** "n2" of "n2-standard-8". */
export function gcpSeries(name: string): string {
  return name.split("-")[0] ?? name;
}

export function isArmSeries(name: string): boolean {
  return ARM_SERIES.has(gcpSeries(name));
}

/** "n2-standard" for n2-standard-8, "c3-standard-lssd" for c3-standard-8-lssd, "e2-shared" for e2-small. */
export function gcpFamily(name: string): string {
  if (SHARED_CORE.has(name)) return `${gcpSeries(name)}-shared`;
  return name.replace(/-\d+[gt]?(?=-|$)/g, "");
}

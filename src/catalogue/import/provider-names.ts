/** Clouds by the names that exports give them, and by the regions that only one of them has. */
import type { CloudProvider } from "../../model/catalogue.js";

const PROVIDERS: Readonly<Record<string, CloudProvider>> = {
  aws: "aws",
  amazon: "aws",
  azure: "azure",
  microsoft: "azure",
  gcp: "gcp",
  google: "gcp",
};

export function providerNamed(name: string | undefined): CloudProvider | undefined {
  const key = (name ?? "").toLowerCase();
  return Object.hasOwn(PROVIDERS, key) ? PROVIDERS[key] : undefined;
}

/** "m5.large" is AWS's, "Standard_D4s_v5" Azure's, "n2-standard-8" GCP's. */
export function providerOfType(instanceType: string): CloudProvider | undefined {
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(instanceType)) return "aws";
  if (instanceType.startsWith("Standard_")) return "azure";
  if (/^[a-z]\d[a-z]?-[a-z]+(?:-\d+)?/.test(instanceType)) return "gcp";
  return undefined;
}

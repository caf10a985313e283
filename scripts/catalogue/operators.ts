/** Partitions (no accounts, identities or peering across) and who runs a region in the provider's place. */
import type { RegionProvider } from "../../src/model/catalogue.js";

export function partitionOf(provider: RegionProvider, name: string, kind: string): string {
  switch (provider) {
    case "aws":
      if (name.startsWith("cn-")) return "aws-cn";
      return name.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    case "azure":
      if (name.startsWith("china")) return "azurechina";
      return /^us(?:gov|dod)/.test(name) ? "azureusgov" : "azure";
    case "oci":
      // Oracle's realms; which government realm a region is of is not in the list.
      return kind === "commercial" ? "oci" : `oci-${kind}`;
    default:
      return provider;
  }
}

/** docs.amazonaws.cn, learn.microsoft.com/azure/china, aws.eu; read 2026-11. */
export function operatorOf(
  provider: RegionProvider,
  name: string,
  partition: string,
): { readonly operator?: string } {
  if (name === "cn-north-1" && provider === "aws") return { operator: "Sinnet" };
  if (name === "cn-northwest-1" && provider === "aws") return { operator: "NWCD" };
  if (partition === "azurechina") return { operator: "21Vianet" };
  if (partition === "aws-eusc") return { operator: "AWS European Sovereign Cloud GmbH" };
  return {};
}

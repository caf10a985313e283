import type * as containerservice from "@pulumi/azure-native/containerservice";
import { loadSdk } from "../load-sdk.js";

export type AzureSdk = typeof containerservice;

export function azureSdk(): AzureSdk {
  return loadSdk("@pulumi/azure-native/containerservice", "aks") as AzureSdk;
}

/** From which country those who run clouds do so: what rules about operators are held against. */
import type { Evidence } from "../model/evidence.js";

export interface KnownOperator {
  readonly country: string;
  readonly evidence: Evidence;
}

const CHINESE_PARTNER: Evidence = {
  source: "the providers' pages of their Chinese regions: Sinnet (Beijing), NWCD (Ningxia), 21Vianet (Azure)",
  asOf: "2026-11-22",
  confidence: "vendor-doc",
};

const HEADQUARTERS: Evidence = {
  source: "the provider's headquarters; a law that asks from where support works may see it otherwise",
  asOf: "2026-11-22",
  confidence: "secondary",
};

const OPERATORS: Readonly<Record<string, KnownOperator>> = {
  aws: { country: "US", evidence: HEADQUARTERS },
  azure: { country: "US", evidence: HEADQUARTERS },
  gcp: { country: "US", evidence: HEADQUARTERS },
  alibaba: { country: "CN", evidence: HEADQUARTERS },
  tencent: { country: "CN", evidence: HEADQUARTERS },
  huawei: { country: "CN", evidence: HEADQUARTERS },
  Sinnet: { country: "CN", evidence: CHINESE_PARTNER },
  NWCD: { country: "CN", evidence: CHINESE_PARTNER },
  "21Vianet": { country: "CN", evidence: CHINESE_PARTNER },
};

export function knownOperator(name: string): KnownOperator | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
}

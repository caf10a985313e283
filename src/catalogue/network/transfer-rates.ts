/** What a gigabyte costs that leaves an availability zone, a region or the cloud; steps by volume are not modelled. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import type { TrafficBasis } from "../../model/traffic.js";

export interface TransferRate {
  readonly microPerGb: number;
  readonly evidence: Evidence;
}

const AWS_TABLE: Evidence = {
  source: "skyplane-project/skyplane@4602d9c, table of AWS transfer costs (Apache-2.0)",
  asOf: "2023-04-27",
  confidence: "secondary",
};

const AWS_ZONES: Evidence = {
  source:
    "aws.amazon.com/ec2/pricing/on-demand: 0.01 USD out of one zone and 0.01 USD into the other; not read again",
  asOf: "2026-11-27",
  confidence: "assumption",
};

const LIST: Readonly<Record<"azure" | "gcp", Evidence>> = {
  azure: {
    source: "azure.microsoft.com/pricing/details/bandwidth, within a continent, first step; not read again",
    asOf: "2026-11-27",
    confidence: "assumption",
  },
  gcp: {
    source:
      "cloud.google.com/vpc/network-pricing, within a continent, first step of the premium tier; not read again",
    asOf: "2026-11-27",
    confidence: "assumption",
  },
};

const ELSEWHERE: Readonly<Record<"azure" | "gcp", Readonly<Record<TrafficBasis, number>>>> = {
  azure: { zone: 0, region: 20_000, internet: 87_000 },
  gcp: { zone: 10_000, region: 20_000, internet: 120_000 },
};

const AWS_BETWEEN_ZONES = 20_000;

/** Micro-USD a gigabyte to another region and to the internet. */
const AWS: Readonly<Record<string, readonly [region: number, internet: number]>> = {
  "af-south-1": [147_000, 154_000],
  "ap-east-1": [90_000, 120_000],
  "ap-northeast-1": [90_000, 114_000],
  "ap-northeast-2": [80_000, 126_000],
  "ap-northeast-3": [90_000, 114_000],
  "ap-south-1": [86_000, 109_300],
  "ap-southeast-1": [90_000, 120_000],
  "ap-southeast-2": [98_000, 114_000],
  "ap-southeast-3": [100_000, 132_000],
  "ca-central-1": [20_000, 90_000],
  "eu-central-1": [20_000, 90_000],
  "eu-central-2": [20_000, 90_000],
  "eu-north-1": [20_000, 90_000],
  "eu-south-1": [20_000, 90_000],
  "eu-south-2": [20_000, 90_000],
  "eu-west-1": [20_000, 90_000],
  "eu-west-2": [20_000, 90_000],
  "eu-west-3": [20_000, 90_000],
  "me-central-1": [85_000, 110_000],
  "me-south-1": [110_500, 117_000],
  "sa-east-1": [138_000, 150_000],
  "us-east-1": [20_000, 90_000],
  "us-east-2": [20_000, 90_000],
  "us-gov-east-1": [30_000, 155_000],
  "us-west-1": [20_000, 90_000],
  "us-west-2": [20_000, 90_000],
};

/** The only pair with a price of its own. */
const NORTHERN_VIRGINIA_OHIO = ["us-east-1", "us-east-2"];

export interface TransferQuestion {
  readonly provider: CloudProvider;
  /** Where it comes from. */
  readonly region: string;
  readonly basis: TrafficBasis;
  /** Where it goes to, with basis "region". */
  readonly toRegion?: string;
}

/** Undefined where no price is known. */
export function transferRate({
  provider,
  region,
  basis,
  toRegion,
}: TransferQuestion): TransferRate | undefined {
  if (provider === "azure" || provider === "gcp")
    return { microPerGb: ELSEWHERE[provider][basis], evidence: LIST[provider] };
  if (provider !== "aws") return undefined;
  if (basis === "zone") return { microPerGb: AWS_BETWEEN_ZONES, evidence: AWS_ZONES };
  const rates = Object.hasOwn(AWS, region) ? AWS[region] : undefined;
  if (rates === undefined) return undefined;
  const [between, out] = rates;
  if (basis === "internet") return { microPerGb: out, evidence: AWS_TABLE };
  const isNear = [region, toRegion ?? ""].every((one) => NORTHERN_VIRGINIA_OHIO.includes(one));
  return { microPerGb: isNear ? 10_000 : between, evidence: AWS_TABLE };
}

/**
 * Where every figure of the catalogue comes from. `asOf` is the date of the figures, not of the commit.
 * Only sources whose licence lets a package carry them stand here.
 */
export interface Source {
  readonly id: string;
  /** A repository, or the address of a document. */
  readonly origin: string;
  /** Of a repository; empty for documents. */
  readonly commit: string;
  readonly asOf: string;
  /** SPDX id; "facts" where single facts are cited and nothing is copied. */
  readonly licence: string;
  readonly holds: string;
}

export const SOURCES = [
  {
    id: "aws-types",
    origin: "aws/karpenter-provider-aws",
    commit: "1d92708",
    asOf: "2026-07-11",
    licence: "Apache-2.0",
    holds: "AWS instance types: website/content/en/preview/reference/instance-types.md",
  },
  {
    id: "aws-prices",
    origin: "aws/karpenter-provider-aws",
    commit: "1d92708",
    asOf: "2026-07-20",
    licence: "Apache-2.0",
    holds: "AWS on-demand prices of us-east-1 and GovCloud: pkg/providers/pricing",
  },
  {
    id: "aws-prices-cn",
    origin: "aws/karpenter-provider-aws",
    commit: "1d92708",
    asOf: "2024-11-06",
    licence: "Apache-2.0",
    holds: "AWS on-demand prices of cn-north-1, in yuan: pkg/providers/pricing",
  },
  {
    id: "aws-prices-regions",
    origin: "yeo/ec2.shop",
    commit: "74c9fd8",
    asOf: "2025-04-04",
    licence: "MIT",
    holds: "AWS on-demand prices of the other regions: data/ec2",
  },
  {
    id: "aws-interfaces",
    origin: "awslabs/amazon-eks-ami",
    commit: "81fec2e",
    asOf: "2026-07-23",
    licence: "MIT-0",
    holds: "Network interfaces and addresses: nodeadm/internal/kubelet/instance-info.jsonl",
  },
  {
    id: "aws-spot",
    origin: "alexei-led/spotinfo",
    commit: "05e9331",
    asOf: "2025-07-28",
    licence: "Apache-2.0",
    holds: "AWS spot savings and which regions sold a type",
  },
  {
    id: "azure-types",
    origin: "kubernetes/autoscaler",
    commit: "55c37cd",
    asOf: "2026-03-17",
    licence: "Apache-2.0",
    holds: "Azure VM sizes: cluster-autoscaler/cloudprovider/azure",
  },
  {
    id: "azure-prices",
    origin: "Azure/karpenter-provider-azure",
    commit: "352646f",
    asOf: "2026-06-18",
    licence: "Apache-2.0",
    holds: "Azure on-demand prices: zz_generated.pricing.go; availability zones: pkg/fake/locations.json",
  },
  {
    id: "gcp-types",
    origin: "Cyclenerd/google-cloud-pricing-cost-calculator",
    commit: "dac3128",
    asOf: "2026-08-17",
    licence: "Apache-2.0",
    holds: "GCP machine types and the regions that have them: tools",
  },
  {
    id: "gcp-prices",
    origin: "cloudpilot-ai/karpenter-provider-gcp",
    commit: "417f047",
    asOf: "2026-08-03",
    licence: "Apache-2.0",
    holds: "GCP on-demand and spot prices",
  },
  {
    id: "alibaba-prices",
    origin: "cloudpilot-ai/priceserver",
    commit: "de6fe92",
    asOf: "2024-10-16",
    licence: "Apache-2.0",
    holds: "Alibaba Cloud instance types, zones that sell them, on-demand prices",
  },
  {
    id: "tencent-regions",
    origin: "TencentCloud/karpenter-provider-tke",
    commit: "8095cd5",
    asOf: "2026-11-22",
    licence: "Apache-2.0",
    holds: "Ids of Tencent Cloud regions: pkg/providers/zone; coordinates are those of the cities",
  },
  {
    id: "huawei-regions",
    origin: "support.huaweicloud.com/productdesc-cc/cc_01_0004.html",
    commit: "",
    asOf: "2026-11-22",
    licence: "facts",
    holds: "Names of Huawei Cloud regions; some ids are from memory, coordinates are those of the cities",
  },
  {
    id: "vendor-machine-pages",
    origin: "the providers' pages of instance types",
    commit: "",
    asOf: "2026-11-22",
    licence: "facts",
    holds: "Processors and devices by family",
  },
  {
    id: "regions",
    origin: "jasonwilbur/mcp-server-cloud-regions",
    commit: "152e9e5",
    asOf: "2026-01-21",
    licence: "MIT",
    holds: "Countries, coordinates and counts of availability zones of regions",
  },
  {
    id: "gcp-carbon",
    origin: "GoogleCloudPlatform/region-carbon-info",
    commit: "49f3f26",
    asOf: "2024-12-31",
    licence: "Apache-2.0",
    holds: "Grid carbon intensity of GCP regions in 2024: data/yearly/2024.csv",
  },
  {
    id: "ccf",
    origin: "cloud-carbon-footprint/cloud-carbon-footprint",
    commit: "b7a049c",
    asOf: "2024-03-25",
    licence: "Apache-2.0",
    holds: "Grid carbon intensity of AWS regions, power usage effectiveness",
  },
  {
    id: "ccf-coefficients",
    origin: "cloud-carbon-footprint/cloud-carbon-coefficients",
    commit: "dda7621",
    asOf: "2023-05-08",
    licence: "Apache-2.0",
    holds: "Power a virtual CPU, grid carbon intensity of AWS and Azure regions",
  },
  {
    id: "china-grid",
    origin: "Ministry of Ecology and Environment, factors of 2022 issued 2024-12-20, as press reports them",
    commit: "",
    asOf: "2022-12-31",
    licence: "facts",
    holds: "Grid carbon intensity of China, its grids and ten provinces",
  },
  {
    id: "china-hubs",
    origin:
      "National Development and Reform Commission, replies of 2021-12 and 2022-02, as press reports them",
    commit: "",
    asOf: "2022-02-17",
    licence: "facts",
    holds: "Hubs and clusters of East Data, West Compute, their limits",
  },
] as const satisfies readonly Source[];

export type SourceId = (typeof SOURCES)[number]["id"];

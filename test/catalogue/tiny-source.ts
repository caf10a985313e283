/** A source folder of the catalogue with a handful of rows, for tests of the build. */
const AWS_COLUMNS =
  "instance_type,family,category,generation,arch,cpu_manufacturer,vcpu,memory_mib,accelerator,accelerator_manufacturer," +
  "accelerator_count,gpu_memory_mib_each,local_nvme_gb,network_mbps,ebs_mbps,karpenter_alloc_cpu_m,karpenter_alloc_memory_mib,karpenter_pods";
const awsType = (name: string, cpu: number, memory: number): string =>
  `${name},${name.split(".")[0] ?? ""},m,1,amd64,intel,${cpu},${memory},,,,,,750,,1930,6903,29`;

/** A folder with a handful of rows: one type listed in both regions, two newer ones, one not sold. */
export const TINY_SOURCE: Readonly<Record<string, readonly string[]>> = {
  "catalog/aws/instance_types.csv": [
    AWS_COLUMNS,
    awsType("m5.large", 2, 8192),
    awsType("m6.large", 2, 8192),
    awsType("m8.large", 2, 8192),
    awsType("m9.large", 2, 8192),
    awsType("p5.large", 2, 8192),
  ],
  "catalog/aws/eni_limits_nodeadm.csv": [
    "instance_type,default_max_enis,ipv4_per_eni,standard_max_pods",
    "m5.large,3,10,29",
  ],
  "catalog/aws/eni_max_pods.csv": ["instance_type,max_pods", "m5.large,29"],
  "catalog/aws/ondemand_karpenter.csv": [
    "region,instance_type,price_per_hour,currency,as_of",
    "us-east-1,m5.large,0.1,USD,2026-07-20",
    "us-east-1,m6.large,0.11,USD,2026-07-20",
    "us-east-1,m8.large,0.2,USD,2026-07-20",
    "us-east-1,m9.large,0.3,USD,2026-07-20",
    "us-east-1,p5.large,5,USD,2026-07-20",
    "us-gov-east-1,m5.large,0.13,USD,2026-07-20",
    "us-gov-west-1,m5.large,0.13,USD,2026-07-20",
    "cn-north-1,m5.large,0.7,CNY,2024-11-06",
  ],
  "catalog/aws/ondemand_all_regions_ec2shop.csv": [
    "region,instance_type,price_per_hour,currency,as_of",
    "us-east-1,m5.large,0.1,USD,2025-04-04",
    "us-east-1,m6.large,0.11,USD,2025-04-04",
    "us-east-1,p5.large,10,USD,2025-04-04",
    "eu-west-1,m5.large,0.125,USD,2025-04-04",
    "eu-west-1,p5.large,12.5,USD,2025-04-04",
  ],
  "catalog/aws/spot_advisor_linux.csv": [
    "region,instance_type,savings_pct,interruption_band_0to4",
    "eu-west-1,m5.large,60,0",
    "eu-west-1,m8.large,0,0",
  ],
  "catalog/azure/instance_types_autoscaler.csv": [
    "vm_size,sku_family,vcpu,memory_mib,gpu,arch",
    "Standard_E16-4s_v5,standardESv5Family,16,131072,0,amd64",
    "Standard_B1ls,standardBSFamily,1,0,0,amd64",
  ],
  "catalog/azure/ondemand_karpenter.csv": [
    "region,vm_size,price_per_hour_usd",
    "westeurope,Standard_E16-4s_v5,1.2",
    "westeurope,Standard_Z9,1.2",
    "spaincentral,Standard_E16-4s_v5,0",
  ],
  "catalog/gcp/machine_types.csv": [
    "machine_type,vcpu,shared_cpu,memory_gb",
    "g2-standard-24,24,False,96.00",
    "e2-small,2,True,2.00",
  ],
  "catalog/gcp/machine_type_by_region.csv": ["machine_type,region", "g2-standard-24,europe-west1"],
  "catalog/gcp/prices_karpenter.csv": [
    "region,machine_type,ondemand_per_hour_usd,spot_per_hour_usd",
    "europe-west1,g2-standard-24,2.1,0.9",
    "europe-west1,e2-small,0.02,0.01",
    "mars-north1,g2-standard-24,2.1,0.9",
  ],
  "catalog/alibaba/ecs_prices_priceserver.csv": [
    "region,instance_type,arch,vcpu,memory_gib,gpu,zones,price_per_hour_cny",
    "cn-beijing,ecs.g7.xlarge,amd64,4,16,0,cn-beijing-h|cn-beijing-a,1.0465",
    "cn-beijing,ecs.g6r.large,amd64,2,8,0,cn-beijing-a,0.4",
    "cn-beijing,ecs.gn6i-c4g1.xlarge,amd64,4,15,1,cn-beijing-a|cn-beijing-h,10",
    "cn-beijing,ecs.c8i.large,amd64,2,4,0,cn-beijing-a,0",
  ],
  "regions/tencent/regions.csv": [
    "region,city,country,lat,lon,zone_id_base",
    "ap-guangzhou,Guangzhou,CN,23.13,113.26,100000",
  ],
  "regions/huawei/regions.csv": [
    "region,official_name,country,lat,lon,id_evidence",
    "cn-north-4,CN North-Beijing4,CN,39.90,116.41,listed",
  ],
  "regions/china-grid/mee_2022.csv": [
    "scope,name,gco2_per_kwh",
    "grid,North China,677.6",
    "grid,Northwest,585.7",
    "grid,East China,561.7",
    "grid,Central China,539.5",
    "grid,South China,386.9",
    "grid,Southwest,226.8",
    "province,Hebei,725.2",
    "province,Tianjin,704.1",
    "province,Inner Mongolia,684.9",
    "province,Anhui,678.2",
    "province,Fujian,409.2",
    "province,Sichuan,140.4",
  ],
  "regions/china-hubs/hubs.csv": [
    "hub,hub_side,cluster,province,lat,lon,pue_limit,pue_limit_evidence,min_rack_utilisation_pct,grid_factor_gco2_per_kwh,grid_factor_scope",
    "Ningxia,west,Zhongwei,Ningxia,37.52,105.19,1.2,by-analogy-to-Gansu-reply,65,585.7,grid",
  ],
  "regions/china-hubs/region_to_cluster.csv": [
    "provider,region,cluster,confidence",
    "aws,cn-northwest-1,Zhongwei,city-match",
    "alibaba,cn-zhongwei,Zhongwei,analyst",
  ],
  "ccf-embodied/coefficients-aws-embodied.csv": [
    ",type,additional_memory,additional_storage,additional_cpus,additional_gpus,total",
    "0,m5.large,0,0,0,0,1300.4",
  ],
  "ccf-embodied/coefficients-azure-embodied.csv": [",family,type,microarchitecture,total"],
  "ccf-embodied/coefficients-gcp-embodied.csv": [",family,type,microarchitecture,total"],
  "regions/jasonwilbur/regions.csv": [
    "provider,region,name,type,country,country_code,city,lat,lon,azs,launched,status",
    'aws,us-east-1,"US East, Virginia",commercial,United States,US,Ashburn,39.0438,-77.4874,6,2006,ga',
    "aws,us-gov-east-1,Gov,government,United States,US,Ohio,38.9,-77,3,2018,ga",
    "aws,us-gov-west-1,Gov,government,United States,US,Oregon,46.2,-119.2,3,2011,ga",
    "aws,cn-north-1,Beijing,china,China,CN,Beijing,39.9,116.4,3,,ga",
    "aws,eu-west-1,Ireland,commercial,Ireland,IE,Dublin,53.3498,-6.2603,3,2007,ga",
    "azure,westeurope,West Europe,commercial,Netherlands,NL,Amsterdam,52.3667,4.9,2,2010,ga",
    "gcp,europe-west1,Belgium,commercial,Belgium,BE,St. Ghislain,50.4697,3.8105,3,2015,ga",
  ],
  "regions/azure-locations/locations.csv": [
    "region,display_name,geography,geography_group,physical_location,category,type,lat,lon,paired_region,zones",
    'westeurope,West Europe,Europe,Europe,"Noord, Holland",Recommended,Physical,52.3667,4.9,northeurope,3',
  ],
  "regions/gcp-region-carbon-info/2022.csv": [
    "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
    "europe-west1,Belgium,0.8,120",
  ],
  "regions/gcp-region-carbon-info/2023.csv": [
    "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
    "europe-west1,Belgium,0.8,110",
  ],
  "regions/gcp-region-carbon-info/2024.csv": [
    "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
    "europe-west1,Belgium,0.84,103.37",
  ],
  "regions/ccf/app_region_emissions.csv": [
    "provider,region,gco2e_per_kwh",
    "aws,eu-west-1,278.6",
    "aws,*,392.8",
  ],
  "regions/ccf/grid-emissions-factors-aws.csv": [
    "Region,Country,NERC Region,CO2e (metric ton/kWh),Source",
    "eu-west-1,Ireland,,0.000316,EEA",
    "us-east-1,United States,SERC,0.000415755,EPA",
  ],
  "regions/ccf/grid-emissions-factors-azure.csv": [
    "Region,Location,NERC Region,CO2e (metric ton/kWh),Source",
    "West Europe,Netherlands,,000390,EEA",
  ],
  "regions/ccf/app_region_pue.csv": [
    "provider,region,pue",
    "aws,*,1.135",
    "azure,*,1.185",
    "gcp,*,1.1",
    "gcp,europe-west1,1.09",
  ],
  ...Object.fromEntries(
    ["aws", "azure", "gcp"].map((provider) => [
      `regions/ccf/coefficients-${provider}-use.csv`,
      [",Architecture,Min Watts,Max Watts,GB/Chip", "0,Cascade Lake,0.5,4,1", "1,Graviton2,0.4,1.5,1"],
    ]),
  ),
};

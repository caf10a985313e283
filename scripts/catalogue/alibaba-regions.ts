/**
 * Regions of Alibaba Cloud, with the coordinates of their cities: ids as in its price list and its documentation
 * (alibabacloud.com/help/ecs/product-overview/regions-and-zones, 2026).
 */
type Place = readonly [name: string, country: string, latitude: number, longitude: number];

export const ALIBABA_REGIONS: readonly Place[] = [
  ["ap-northeast-1", "JP", 35.68, 139.69],
  ["ap-northeast-2", "KR", 37.57, 126.98],
  ["ap-southeast-1", "SG", 1.35, 103.82],
  ["ap-southeast-3", "MY", 3.14, 101.69],
  ["ap-southeast-5", "ID", -6.21, 106.85],
  ["ap-southeast-6", "PH", 14.6, 120.98],
  ["ap-southeast-7", "TH", 13.76, 100.5],
  ["cn-beijing", "CN", 39.9, 116.41],
  ["cn-chengdu", "CN", 30.57, 104.07],
  ["cn-fuzhou", "CN", 26.07, 119.3],
  ["cn-guangzhou", "CN", 23.13, 113.26],
  ["cn-hangzhou", "CN", 30.27, 120.15],
  ["cn-heyuan", "CN", 23.74, 114.7],
  ["cn-hongkong", "HK", 22.32, 114.17],
  ["cn-huhehaote", "CN", 40.84, 111.75],
  ["cn-nanjing", "CN", 32.06, 118.8],
  ["cn-qingdao", "CN", 36.07, 120.38],
  ["cn-shanghai", "CN", 31.23, 121.47],
  ["cn-shenzhen", "CN", 22.54, 114.06],
  ["cn-wuhan-lr", "CN", 30.59, 114.31],
  ["cn-wulanchabu", "CN", 40.99, 113.13],
  ["cn-zhangjiakou", "CN", 40.77, 114.88],
  ["cn-zhongwei", "CN", 37.5, 105.19],
  ["eu-central-1", "DE", 50.11, 8.68],
  ["eu-west-1", "GB", 51.51, -0.13],
  ["me-central-1", "SA", 24.71, 46.68],
  ["me-east-1", "AE", 25.2, 55.27],
  ["us-east-1", "US", 38.95, -77.45],
  ["us-west-1", "US", 37.39, -122.08],
];

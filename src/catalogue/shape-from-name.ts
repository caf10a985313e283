/**
 * Shapes that a name itself tells, for the clouds whose lists are not public: Tencent ("S5.LARGE8") and Huawei
 * ("s7.xlarge.4"). Prices are the user's to give. What a name does not tell (devices, local disks) cannot be
 * planned, so names of such families have no shape here.
 */
import type { Architecture, CloudProvider, InstanceType } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";

type NamedProvider = "tencent" | "huawei";

export const SHAPE_FROM_NAME_EVIDENCE: Readonly<Record<NamedProvider, Evidence>> = {
  tencent: {
    source: "naming of CVM instance types as users know it: LARGE is 4 vCPUs, the number is GiB of memory",
    asOf: "2026-11-22",
    confidence: "assumption",
  },
  huawei: {
    source: "support.huaweicloud.com/productdesc-ecs/zh-cn_topic_0035470096.html",
    asOf: "2024-09-09",
    confidence: "vendor-doc",
  },
};

const XLARGE_VCPUS = 4;
const TENCENT_SIZES: Readonly<Record<string, number>> = { SMALL: 1, MEDIUM: 2, LARGE: 4 };
const HUAWEI_SIZES: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: XLARGE_VCPUS };

/** Standard, compute and memory families; not GN (GPU), IT and D (disks). */
const TENCENT = /^((?:S[AKNR]?|C[N]?|MA?)\d+[a-z]*)\.(?:(SMALL|MEDIUM|LARGE)|(\d{1,3})XLARGE)(\d{1,4})$/;
/** General, compute and memory families; not p, g and pi (GPU), ai (Ascend), i and d (disks). */
const HUAWEI =
  /^((?:s|sn|t|x|c|cn|ac|m|am|kc|km)\d+[a-z]?)\.(?:(medium|large|xlarge)|(\d{1,3})xlarge)\.(\d{1,2})$/;
/** SR and SK: Arm. Huawei's prefix k: Kunpeng. */
const TENCENT_ARM = /^S[RK]\d/;
const HUAWEI_ARM = /^k/;

interface NameParts {
  readonly family: string;
  readonly vcpus: number;
  /** GiB of memory (Tencent), or GiB a virtual CPU (Huawei). */
  readonly number: number;
}

function partsOf(
  name: string,
  pattern: RegExp,
  sizes: Readonly<Record<string, number>>,
): NameParts | undefined {
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, family = "", size, times, number] = match;
  const vcpus = size === undefined ? XLARGE_VCPUS * Number(times) : (sizes[size] ?? 0);
  return vcpus === 0 || Number(number) === 0 ? undefined : { family, vcpus, number: Number(number) };
}

interface Shape {
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly architecture: Architecture;
}

function tencentShape(name: string): Shape | undefined {
  const parts = partsOf(name, TENCENT, TENCENT_SIZES);
  if (parts === undefined) return undefined;
  const { family, vcpus, number } = parts;
  return { family, vcpus, memoryGiB: number, architecture: TENCENT_ARM.test(family) ? "arm64" : "amd64" };
}

function huaweiShape(name: string): Shape | undefined {
  const parts = partsOf(name, HUAWEI, HUAWEI_SIZES);
  if (parts === undefined) return undefined;
  const { family, vcpus, number } = parts;
  const architecture = HUAWEI_ARM.test(family) ? "arm64" : "amd64";
  return { family, vcpus, memoryGiB: vcpus * number, architecture };
}

/** Undefined for other clouds, and for names that are none or do not tell everything. */
export function shapeFromName(provider: CloudProvider, name: string): InstanceType | undefined {
  if (provider !== "tencent" && provider !== "huawei") return undefined;
  const shape = provider === "tencent" ? tencentShape(name) : huaweiShape(name);
  if (shape === undefined) return undefined;
  const { family, vcpus, memoryGiB, architecture } = shape;
  return { name, provider, family, architecture, cpuMilli: vcpus * 1000, memoryMiB: memoryGiB * 1024 };
}

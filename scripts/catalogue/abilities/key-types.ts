/**
 * Which keys the clouds' key management offers to customers. The trap: in AWS's Chinese regions the symmetric
 * default key is SM4, so "AES-256 at rest" by KMS contradicts aws-cn, and SM4 contradicts every other partition.
 */
import type { AbilityEntry, EvidenceRow } from "../tables.js";

const AWS_CN: EvidenceRow = { source: "aws-kms-cn-docs", confidence: "vendor-doc" };
const AWS: EvidenceRow = { source: "aws-kms-docs", confidence: "vendor-doc" };
const NONE_FOUND: EvidenceRow = {
  source: "not-found",
  confidence: "secondary",
  note: "none found in the documentation",
};
const ALIBABA: EvidenceRow = { source: "alibaba-kms-docs", confidence: "vendor-doc" };
const HUAWEI: EvidenceRow = { source: "huawei-dew-docs", confidence: "vendor-doc" };
const FROM_MEMORY: EvidenceRow = { source: "not-found", confidence: "assumption", note: "not confirmed" };

type KeyType = "customer-key-sm4" | "customer-key-sm2" | "customer-key-aes256";

type Row = readonly [
  subject: string,
  partition: string,
  key: KeyType,
  answer: AbilityEntry["answer"],
  statement: string,
  evidence: EvidenceRow,
  regions?: readonly string[],
];

const ALIBABA_MAINLAND = [
  "cn-beijing",
  "cn-chengdu",
  "cn-guangzhou",
  "cn-hangzhou",
  "cn-heyuan",
  "cn-huhehaote",
  "cn-qingdao",
  "cn-shanghai",
  "cn-shenzhen",
  "cn-wulanchabu",
  "cn-zhangjiakou",
];
const HUAWEI_MAINLAND = [
  "cn-east-2",
  "cn-east-3",
  "cn-north-1",
  "cn-north-4",
  "cn-north-9",
  "cn-south-1",
  "cn-south-2",
  "cn-southwest-2",
];

const MODULE = "software keys need the national-cryptography module of the KMS instance";
const BY_REGION = "by region: elsewhere the call fails with KMS.0337";

const ROWS: readonly Row[] = [
  ["aws", "aws-cn", "customer-key-sm4", "yes", "SYMMETRIC_DEFAULT is SM4 with 128 bits", AWS_CN],
  ["aws", "aws-cn", "customer-key-sm2", "yes", "key spec SM2, in the Chinese regions alone", AWS_CN],
  [
    "aws",
    "aws-cn",
    "customer-key-aes256",
    "no",
    "SYMMETRIC_DEFAULT is SM4 here, so no symmetric KMS key is AES-256",
    AWS_CN,
  ],
  ["aws", "*", "customer-key-sm4", "no", "SM4 keys exist in the partition aws-cn alone", AWS_CN],
  ["aws", "*", "customer-key-sm2", "no", "SM2 keys exist in the partition aws-cn alone", AWS_CN],
  ["aws", "*", "customer-key-aes256", "yes", "SYMMETRIC_DEFAULT is AES-256-GCM", AWS],
  ["azure", "*", "customer-key-sm4", "no", "Key Vault lists no SM4 keys", NONE_FOUND],
  ["azure", "*", "customer-key-sm2", "no", "Key Vault lists no SM2 keys", NONE_FOUND],
  [
    "azure",
    "*",
    "customer-key-aes256",
    "partly",
    "symmetric keys in Managed HSM; elsewhere RSA keys wrap AES-256",
    NONE_FOUND,
  ],
  ["gcp", "*", "customer-key-sm4", "no", "Cloud KMS lists no SM4 keys", NONE_FOUND],
  ["gcp", "*", "customer-key-sm2", "no", "Cloud KMS lists no SM2 keys", NONE_FOUND],
  ["gcp", "*", "customer-key-aes256", "yes", "GOOGLE_SYMMETRIC_ENCRYPTION is AES-256-GCM", NONE_FOUND],
  ["alibaba", "*", "customer-key-sm4", "unknown", "documented for regions of mainland China", FROM_MEMORY],
  ["alibaba", "*", "customer-key-sm2", "unknown", "documented for regions of mainland China", FROM_MEMORY],
  ["alibaba", "*", "customer-key-sm4", "partly", `Aliyun_SM4; ${MODULE}`, ALIBABA, ALIBABA_MAINLAND],
  ["alibaba", "*", "customer-key-sm2", "partly", `EC_SM2; ${MODULE}`, ALIBABA, ALIBABA_MAINLAND],
  [
    "alibaba",
    "*",
    "customer-key-aes256",
    "yes",
    "Aliyun_AES_256; ACK documents only aes-256 for system disks",
    ALIBABA,
  ],
  ["huawei", "*", "customer-key-sm4", "unknown", BY_REGION, HUAWEI],
  ["huawei", "*", "customer-key-sm2", "unknown", BY_REGION, HUAWEI],
  ["huawei", "*", "customer-key-sm4", "partly", `SM4; ${BY_REGION}`, HUAWEI, HUAWEI_MAINLAND],
  ["huawei", "*", "customer-key-sm2", "partly", `SM2; ${BY_REGION}`, HUAWEI, HUAWEI_MAINLAND],
  ["huawei", "*", "customer-key-aes256", "yes", "AES_256", HUAWEI],
  ["tencent", "*", "customer-key-sm4", "unknown", "said to exist in mainland China", FROM_MEMORY],
  ["tencent", "*", "customer-key-sm2", "unknown", "said to exist in mainland China", FROM_MEMORY],
  ["tencent", "*", "customer-key-aes256", "unknown", "not known: ask the provider", FROM_MEMORY],
];

export const KEY_TYPES: readonly AbilityEntry[] = ROWS.map(
  ([subject, partition, ability, answer, statement, evidence, regions]) => ({
    subject,
    partition,
    ability,
    answer,
    statement,
    evidence,
    ...(regions === undefined ? {} : { regions }),
  }),
);

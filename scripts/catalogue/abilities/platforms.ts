/** What platforms offer of what law and security ask for. "unknown" where no document was read: not a "no". */
import type { Ability } from "../../../src/model/catalogue.js";
import type { AbilityEntry, EvidenceRow } from "../tables.js";

const EKS: EvidenceRow = {
  source: "eks-docs",
  confidence: "assumption",
  note: "not read again at its source",
};
const AKS: EvidenceRow = {
  source: "aks-docs",
  confidence: "assumption",
  note: "not read again at its source",
};
const GKE: EvidenceRow = {
  source: "gke-docs",
  confidence: "assumption",
  note: "not read again at its source",
};
const ACK: EvidenceRow = {
  source: "ack-docs",
  confidence: "assumption",
  note: "not read again at its source",
};
const K3S: EvidenceRow = {
  source: "rancher-docs",
  confidence: "assumption",
  note: "not read again at its source",
};
const NOT_READ: EvidenceRow = { source: "not-found", confidence: "assumption", note: "no document was read" };

type Row = readonly [
  ability: Ability,
  answer: AbilityEntry["answer"],
  statement: string,
  place?: Pick<AbilityEntry, "partition" | "regions">,
];

const ALL: readonly Ability[] = [
  "private-api-endpoint",
  "api-audit-log",
  "secret-encryption-customer-key",
  "confidential-nodes",
  "fips-nodes",
  "dedicated-hosts",
];

/** What no row tells is unknown, in so many words. */
function platform(subject: string, evidence: EvidenceRow, rows: readonly Row[]): AbilityEntry[] {
  const told = rows.map(([ability, answer, statement, place = { partition: "*" }]): AbilityEntry => ({
    subject,
    ability,
    answer,
    statement,
    ...place,
    evidence: answer === "unknown" ? NOT_READ : evidence,
  }));
  const everywhere = new Set(told.filter(({ partition }) => partition === "*").map(({ ability }) => ability));
  const untold = ALL.filter((ability) => !everywhere.has(ability)).map((ability): AbilityEntry => ({
    subject,
    ability,
    partition: "*",
    answer: "unknown",
    statement: "not known: ask the provider",
    evidence: NOT_READ,
  }));
  return [...told, ...untold];
}

/** Regions with AMD SEV-SNP (docs.aws.amazon.com/AWSEC2, "AMD SEV-SNP", 2026). */
const SEV_SNP_REGIONS = ["eu-west-1", "us-east-2"];

export const PLATFORM_ABILITIES: readonly AbilityEntry[] = [
  ...platform("eks", EKS, [
    ["private-api-endpoint", "yes", "endpointPrivateAccess with endpointPublicAccess off"],
    ["api-audit-log", "yes", "enabledClusterLogTypes with audit; the log goes to CloudWatch"],
    [
      "secret-encryption-customer-key",
      "yes",
      "encryptionConfig with a symmetric KMS key of the cluster's region",
    ],
    [
      "confidential-nodes",
      "no",
      "AMD SEV-SNP instances are sold in eu-west-1 and us-east-2 alone",
      { partition: "aws" },
    ],
    [
      "confidential-nodes",
      "partly",
      "AMD SEV-SNP on m6a, c6a and r6a by a launch template's CPU options",
      { partition: "aws", regions: SEV_SNP_REGIONS },
    ],
    ["fips-nodes", "yes", "Bottlerocket's FIPS images", { partition: "aws" }],
    ["fips-nodes", "yes", "Bottlerocket's FIPS images and FIPS endpoints", { partition: "aws-us-gov" }],
    ["dedicated-hosts", "partly", "dedicated tenancy by launch template"],
  ]),
  ...platform("aks", AKS, [
    ["private-api-endpoint", "yes", "private cluster, or API server in the virtual network"],
    ["api-audit-log", "yes", "kube-audit by diagnostic settings"],
    ["secret-encryption-customer-key", "yes", "etcd encryption by a key of Azure Key Vault"],
    ["secret-encryption-customer-key", "unknown", "not known for 21Vianet", { partition: "azurechina" }],
    ["confidential-nodes", "partly", "node pools of DCas_v5 and ECas_v5 where the region sells them"],
    ["fips-nodes", "yes", "enableFIPS of the node pool, at its creation only"],
    ["dedicated-hosts", "yes", "hostGroupID of the node pool"],
  ]),
  ...platform("gke", GKE, [
    ["private-api-endpoint", "yes", "no external endpoint of the control plane"],
    ["api-audit-log", "yes", "Cloud Audit Logs; data access logs have to be switched on"],
    ["secret-encryption-customer-key", "yes", "databaseEncryption with a Cloud KMS key"],
    [
      "confidential-nodes",
      "partly",
      "Confidential GKE Nodes on machine series that have it, such as n2d and c3",
    ],
    ["dedicated-hosts", "yes", "sole-tenant node groups"],
  ]),
  ...platform("ack", ACK, [
    ["private-api-endpoint", "yes", "internal load balancer of the API server, without an elastic IP"],
    ["api-audit-log", "yes", "audit log to Log Service"],
    ["secret-encryption-customer-key", "yes", "encryptionProviderKey of ACK Pro clusters"],
  ]),
  ...platform("tke", NOT_READ, []),
  ...platform("cce", NOT_READ, []),
  ...platform("k3s", K3S, [
    ["private-api-endpoint", "yes", "the API server listens where its host does"],
    ["api-audit-log", "yes", "kube-apiserver-arg with an audit policy; off by default"],
    [
      "secret-encryption-customer-key",
      "partly",
      "secrets-encryption with a key on the server; no outside key store",
    ],
    ["fips-nodes", "no", "K3s has no FIPS build; RKE2 has"],
    ["dedicated-hosts", "yes", "the machines are your own"],
  ]),
  ...platform("rke2", K3S, [
    ["private-api-endpoint", "yes", "the API server listens where its host does"],
    ["api-audit-log", "yes", "on with the CIS profile"],
    [
      "secret-encryption-customer-key",
      "partly",
      "on by default with a key on the server; no outside key store",
    ],
    [
      "fips-nodes",
      "yes",
      "built with a FIPS 140-2 validated module; the operating system has to be in FIPS mode too",
    ],
    ["dedicated-hosts", "yes", "the machines are your own"],
  ]),
];

/** What a fleet spec says about law and trust: of compliance zones, of places, of data and its copies. */
import type { IsoDate } from "./catalogue-override.js";
import type { Name } from "./name.js";

/**
 * Rules in force, whose content is data of the catalogue (`src/catalogue/regimes`, `docs/law.md`). Each is no more
 * than what a planner can judge of it; none makes a fleet compliant.
 */
export type Regime = "gdpr" | "hipaa" | "mlps-l3" | "pci-dss" | "pipl" | "xinchuang";

/** For whom rules of `xinchuang` differ. */
export type Sector = "government" | "state-owned" | "finance" | "telecom";

/** Customer-managed keys: SM4 and SM2 of the Chinese standards, or AES with 256 bits. */
export type KeyAlgorithm = "sm4" | "sm2" | "aes256";

export interface ZoneLawSpec {
  /** Rules in force, by name. */
  readonly regimes?: readonly Regime[];
  /**
   * Who may run clusters and sites of the zone: "aws", "azure", "gcp", their partners in China ("Sinnet", "NWCD",
   * "21Vianet"), what places say under `operator`, or "own". Absent means anybody.
   * @minItems 1
   */
  readonly operators?: readonly string[];
  /**
   * Partitions that clusters of clouds may stand in, such as "aws-cn" or "azureusgov". Absent means any.
   * @minItems 1
   */
  readonly partitions?: readonly string[];
  /**
   * Kinds of customer-managed keys that every cluster and site must have.
   * @minItems 1
   */
  readonly keyAlgorithms?: readonly KeyAlgorithm[];
  /** What workloads of different tenants do not share. */
  readonly tenantsApart?: "node" | "cluster";
  /**
   * Whether whoever runs the fleet is an operator of critical information infrastructure in the sense of China's
   * Cybersecurity Law: some rules hold for those alone.
   * @default false
   */
  readonly criticalInfrastructure?: boolean;
  /** What the places are for, where a regime's rules differ by that (`xinchuang`). */
  readonly sector?: Sector;
  /** The day that is planned for: rules that hold by a later day are left out. Default: all of them hold. */
  readonly heldAt?: IsoDate;
}

/** Of a cluster or an edge site. */
export interface PlaceLawSpec {
  /** Who runs it. Default: the cloud, or its partner in China; of `kubernetes` and edge sites "own". */
  readonly operator?: OperatorSpec;
  /** Where its operating systems and its container platform come from. Of processors its nodes say so. */
  readonly origin?: OriginSpec;
  /**
   * Kinds of customer-managed keys that a place of one's own has. Of clouds the catalogue knows.
   * @minItems 1
   */
  readonly keyAlgorithms?: readonly KeyAlgorithm[];
}

export interface OriginSpec {
  /**
   * Country of who makes the nodes' operating system: ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly system?: string;
  /**
   * Country of who makes the container platform: ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly platform?: string;
}

export interface OperatorSpec {
  /**
   * As compliance zones name it.
   * @minLength 1
   * @maxLength 63
   */
  readonly name: string;
  /**
   * From which country it is run: ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly country?: string;
}

/** Where data of a workload is kept beside its replicas. Exactly one of `cluster`, `edgeSite`, `region` and `country`. */
export interface CopySpec {
  readonly kind: "backup" | "log";
  readonly cluster?: Name;
  readonly edgeSite?: Name;
  /** A region of any cloud that the catalogue knows. */
  readonly region?: string;
  /**
   * ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly country?: string;
}

export interface DataSpec {
  /** Data class, as compliance zones name them ("personal"). */
  readonly class: string;
  /**
   * People whom the data is about.
   * @minimum 0
   * @asType integer
   */
  readonly subjects?: number;
  /**
   * Backups and logs of the data: rules on where it may be bind them too.
   * @maxItems 100
   */
  readonly copies?: readonly CopySpec[];
}

/** Why data may leave without more: necessary for a contract with the person, for staff of the own group, in an emergency. */
export type TransferGround = "contract-necessity" | "staff" | "emergency";

/** What is in place for a transfer. */
export type Safeguard =
  | "standard-contract"
  | "binding-corporate-rules"
  | "certification"
  | "security-assessment"
  | "certified-recipient";

/** Personal data that a workload sends to another country: the plan says what that takes. */
export interface TransferSpec {
  readonly name: Name;
  /** The workload that sends, as "namespace/name". */
  readonly from: string;
  /**
   * ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly toCountry: string;
  /**
   * People of whom data is sent that is not sensitive, since 1 January of the year.
   * @minimum 0
   * @maximum 10000000000
   * @asType integer
   * @default 0
   */
  readonly subjects?: number;
  /**
   * People of whom sensitive data is sent, since 1 January of the year.
   * @minimum 0
   * @maximum 10000000000
   * @asType integer
   * @default 0
   */
  readonly sensitiveSubjects?: number;
  /**
   * Whether it holds important data in the sense of China's Data Security Law.
   * @default false
   */
  readonly importantData?: boolean;
  readonly ground?: TransferGround;
  /** @minItems 1 */
  readonly safeguards?: readonly Safeguard[];
}

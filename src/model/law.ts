/** Law and trust as checked: the rules of a compliance zone's regimes, and what places and workloads say to them. */
import type { Ability, AbilityFact } from "./catalogue.js";
import type { ByName } from "./by-name.js";
import type { Evidence } from "./evidence.js";
import type { KeyAlgorithm, Regime, Sector } from "./law-spec.js";
import type { TransferRule } from "./transfer.js";

/** What a zone asks of an ability to have keys of that kind. */
export const KEY_ABILITY = {
  sm4: "customer-key-sm4",
  sm2: "customer-key-sm2",
  aes256: "customer-key-aes256",
} as const satisfies Readonly<Record<KeyAlgorithm, Ability>>;

/** Who runs a place that nobody else runs. */
export const OWN_OPERATOR = "own";

/** One rule of a regime: what it says, and whatever of its members a planner judges by it. */
export interface RegimeRule {
  /** "MLPS:L3-CES2-10": the regime's own number behind its name. */
  readonly id: string;
  readonly regime: Regime;
  /** In one sentence, in our words. */
  readonly statement: string;
  /** Countries in which clusters and sites stand. */
  readonly placesIn?: readonly string[];
  /** Countries in which backups and logs are kept. */
  readonly copiesIn?: readonly string[];
  /** Countries of which those are that run clusters and sites; a place whose operator's country is unknown is told. */
  readonly operatorsOf?: readonly string[];
  /** What platforms of clouds can do: "no" breaks the rule, and everything but "yes" is told. */
  readonly abilities?: readonly Ability[];
  readonly tenantsApart?: "node" | "cluster";
  /** Workloads that hold data have a backup in another place. */
  readonly backupElsewhere?: true;
  /** Data classes whose workloads take no connections from public addresses. */
  readonly closedClasses?: readonly string[];
  /** A paper that must exist with everybody who runs a place for somebody else. */
  readonly document?: string;
  /** Of the nodes in all places of the zone together. */
  readonly domesticShare?: DomesticShare;
  /** For whom alone it holds; absent: for everybody. */
  readonly sectors?: readonly Sector[];
  /** Holds for operators of critical information infrastructure alone. */
  readonly criticalOnly?: true;
  readonly evidence: Evidence;
}

/** What a compliance zone asks beside jurisdictions and data classes. */
export interface ZoneLaw {
  readonly operators?: readonly string[];
  readonly partitions?: readonly string[];
  readonly keyAlgorithms?: readonly KeyAlgorithm[];
  /** The stricter of what the zone and its regimes ask. */
  readonly tenantsApart?: "node" | "cluster";
  /** Rules about data that leaves a country, sorted by id; absent without any. */
  readonly transfers?: readonly TransferRule[];
  /** Those of its regimes that hold, sorted by id. */
  readonly rules: readonly RegimeRule[];
}

export type DomesticPart = "chips" | "systems" | "platforms";

/** At least so much of something comes from a country. */
export interface DomesticShare {
  readonly of: DomesticPart;
  readonly country: string;
  readonly percent: number;
  /** ISO date from which on it holds. */
  readonly by: string;
}

/** Country, or "unknown" -> nodes. */
export interface PlaceOrigins extends Readonly<Record<DomesticPart, ByName<number>>> {
  readonly nodes: number;
}

/** What a cluster or an edge site says to its zone's rules. */
export interface PlaceLaw {
  /** Who runs it: a cloud, its partner, what the spec names, or `OWN_OPERATOR`. */
  readonly operator: string;
  /** From which country; absent where nobody has said. */
  readonly operatorCountry?: string;
  /** Those that the zone asks about, by ability: of the catalogue, or of the spec for a place of one's own. */
  readonly abilities: Readonly<Record<string, AbilityFact>>;
  /** Where its nodes come from; present where its zone asks for domestic shares. */
  readonly origins?: PlaceOrigins;
}

/** Where data is kept beside the replicas. */
export interface DataCopy {
  readonly kind: "backup" | "log";
  readonly at: "cluster" | "edgeSite" | "region" | "country";
  readonly place: string;
  readonly country: string;
}

/** What a workload says to rules of law. */
export interface WorkloadLaw {
  /** Whose it is. */
  readonly tenant?: string;
  /** Sorted; absent without any. */
  readonly copies?: readonly DataCopy[];
}

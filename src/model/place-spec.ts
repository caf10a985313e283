/** Clusters, edge sites and compliance zones, as people write them. */
import type { LicenceNames } from "./account-spec.js";
import type { SiteEdgeSpec } from "./edge-spec.js";
import type { NodeSelectorTerm, Toleration } from "./kubernetes.js";
import type { PlaceLawSpec, ZoneLawSpec } from "./law-spec.js";
import type { Name } from "./name.js";
import type { NetworkSpec } from "./network-spec.js";
import type { NodeShapeSpec, PoolSpec } from "./pool-spec.js";
import type { RequestsSpec } from "./requests-spec.js";
import type { HostPortText } from "./workload-spec.js";

export type PlatformName = "eks" | "aks" | "gke" | "kubernetes" | "sim";

/** What runs an edge site. */
export type DistributionName = "k3s" | "rke2" | "microk8s" | "kubeedge";

export interface ComplianceZoneSpec extends ZoneLawSpec {
  readonly name: Name;
  /**
   * Where clusters and sites may stand: "EEA", "EU" or ISO 3166-1 alpha-2 country codes.
   * @minItems 1
   */
  readonly jurisdictions: readonly string[];
  /** Data classes that may be processed here; empty or absent means any. */
  readonly dataClasses?: readonly string[];
  /**
   * Registries and repositories that images may come from, such as "registry.example/shop". Clusters hold it at
   * admission; absent means any.
   * @minItems 1
   * @maxItems 100
   */
  readonly registries?: readonly ImagePrefix[];
  /**
   * Annotation that pods must carry, with any value: that of whatever checks the images' signatures. Clusters hold
   * it at admission.
   * @minLength 1
   * @maxLength 317
   */
  readonly signatureAnnotation?: string;
}

/**
 * A registry, with or without a path: "ghcr.io", "registry.example:5000/shop".
 * @pattern ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([-a-z0-9._]*[a-z0-9])?)*$
 * @maxLength 253
 */
export type ImagePrefix = string;

export interface ClusterSpec extends PlaceLawSpec {
  readonly name: Name;
  readonly platform: PlatformName;
  /** Kubernetes minor version, such as "1.33". */
  readonly version?: string;
  /** The provider's region, such as "eu-central-1". */
  readonly region: string;
  /**
   * Whose machines a `sim` cluster sells. Other platforms name their cloud themselves.
   * @default "aws"
   */
  readonly provider?: "aws" | "azure" | "gcp";
  /**
   * The provider's names of the availability zones used. Default: the first three of the region.
   * @minItems 1
   */
  readonly availabilityZones?: readonly string[];
  readonly complianceZone?: Name;
  /** Labels by which workloads can choose this cluster. */
  readonly labels?: Readonly<Record<string, string>>;
  /** @minItems 1 */
  readonly pools: readonly PoolSpec[];
  /**
   * Pods a node may hold. Default: the platform's own rule.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly podsPerNode?: number;
  /**
   * Block volumes that a node may have attached besides its root disk. Default: a safe count for the cloud and
   * the instance type, named among the assumptions; 16 on nodes that exist already.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly volumesPerNode?: number;
  /**
   * How the network gives addresses to pods, which bounds the pods of a node: eks: secondary-ip,
   * prefix-delegation, custom-networking, custom-networking-prefix; aks: overlay, pod-subnet, node-subnet, kubenet;
   * gke: vpc-native; sim: overlay. Default: the first of them.
   */
  readonly addressMode?: string;
  /**
   * Per cent that a credit, a subsidy or an agreement takes off the price of every node that is bought here.
   * @minimum 1
   * @maximum 99
   * @asType integer
   */
  readonly subsidyPercent?: number;
  /** Ranges of addresses that its nodes, pods and services use. Default: none is looked at. */
  readonly network?: NetworkSpec;
  /** What runs on every node. Default: the platform's own agents, from the catalogue. */
  readonly systemLoad?: readonly SystemLoadSpec[];
  /** What runs on every node besides that, such as the team's own DaemonSets. */
  readonly additionalSystemLoad?: readonly SystemLoadSpec[];
  /** Limits of this cluster alone. Those of an account stand in the fleet's own `quotas`. */
  readonly quotas?: QuotaSpec;
  /** Licences that every node of the cluster has. */
  readonly licences?: LicenceNames;
}

export interface QuotaSpec {
  /**
   * Virtual CPUs of all nodes together.
   * @minimum 0
   * @asType integer
   */
  readonly vcpu?: number;
  /**
   * Nodes of the cluster.
   * @minimum 0
   * @asType integer
   */
  readonly nodes?: number;
  /**
   * Node groups or node pools: one for each pool, instance type, availability zone and purchase option that the plan
   * has. Default: what the platform publishes, of which a plan above it warns.
   * @minimum 0
   * @asType integer
   */
  readonly nodeGroups?: number;
  /**
   * Nodes of one of them, those of an upgrade among them. Default: likewise.
   * @minimum 0
   * @asType integer
   */
  readonly nodesPerGroup?: number;
}

export interface SystemLoadSpec {
  readonly name: string;
  readonly requests: RequestsSpec;
  /** Ports of the node that each pod holds, as "TCP/9100". */
  readonly hostPorts?: readonly HostPortText[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Any one term must hold. */
  readonly requiredNodeTerms?: readonly NodeSelectorTerm[];
  readonly tolerations?: readonly Toleration[];
}

export interface EdgeSiteSpec extends PlaceLawSpec, SiteEdgeSpec {
  readonly name: Name;
  readonly tier?: "device" | "edge" | "region" | "center";
  readonly distribution: DistributionName;
  readonly location: LocationSpec;
  /** @minItems 1 */
  readonly nodes: readonly NodeShapeSpec[];
  readonly complianceZone?: Name;
  readonly labels?: Readonly<Record<string, string>>;
  readonly systemLoad?: readonly SystemLoadSpec[];
  /** What runs on every node besides that, such as the team's own DaemonSets. */
  readonly additionalSystemLoad?: readonly SystemLoadSpec[];
  /** Licences that every node of the site has. */
  readonly licences?: LicenceNames;
}

export interface LocationSpec {
  /**
   * Degrees north.
   * @minimum -90
   * @maximum 90
   */
  readonly lat: number;
  /**
   * Degrees east.
   * @minimum -180
   * @maximum 180
   */
  readonly lon: number;
  /**
   * ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly country: string;
}

/** Where the nodes of a dump stand: one platform, one region, its availability zones, how pods get addresses. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { ClusterSpec, PlatformName, VolumeSpec } from "../../model/fleet-spec.js";
import { compareText } from "../../units/compare.js";
import { amountOf } from "../../units/resources.js";
import type { RunningKnowledge } from "./running-knowledge.js";
import type { RunningNode } from "./running-node.js";
import type { RunningObjects } from "./running-objects.js";

export interface RunningPlace {
  readonly platform: PlatformName;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly version?: string;
  /** Sorted; empty where the nodes name none that the region has. */
  readonly availabilityZones: readonly string[];
  readonly settings: Pick<ClusterSpec, "addressMode" | "podsPerNode">;
  /** The nodes of that place. */
  readonly nodes: readonly RunningNode[];
  /** As plans name it; undefined where the node stands in none that the cluster has. */
  readonly zoneOf: (node: RunningNode) => string | undefined;
  /** The volume with its availability zone as plans name it. */
  readonly withZone: (volume: VolumeSpec) => VolumeSpec;
}

/** The first region of the starter, for nodes that no cloud knows. */
const SOME_REGION = "eu-central-1";

function mostOf<T>(list: readonly T[], keyOf: (one: T) => string): string | undefined {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  const sorted = [...counts].sort(
    ([left, leftCount], [right, rightCount]) => rightCount - leftCount || compareText(left, right),
  );
  return sorted[0]?.[0];
}

function placeKey({ platform, region }: RunningNode): string {
  return platform === "kubernetes" ? platform : `${platform} ${region}`;
}

/** Nodes of other platforms and regions than most of them are of are left out. */
function sameplace(objects: RunningObjects): RunningNode[] {
  const key = mostOf(objects.nodes, placeKey);
  return objects.nodes.filter((node) => {
    if (placeKey(node) === key) return true;
    objects.otherNodes.add(node.name);
    node.field.report(
      "not-supported",
      "warning",
      `node ${node.name} (${placeKey(node)}) and its pods are no part of the plan: most nodes are of ${key ?? ""}`,
      "import it as a cluster of its own",
    );
    return false;
  });
}

/** The lowest: what a plan for it buys, later versions take too. */
function versionOf(nodes: readonly RunningNode[]): string | undefined {
  const minors = nodes.flatMap(({ version }) => (version === undefined ? [] : Number(version.slice(2))));
  return minors.length === 0 ? undefined : `1.${minors.reduce((left, right) => Math.min(left, right))}`;
}

function settingsOf(
  nodes: readonly RunningNode[],
  platform: PlatformName,
  provider: CloudProvider,
  knowledge: RunningKnowledge,
): RunningPlace["settings"] {
  const known = nodes.filter(({ instanceType }) => knowledge.machine(provider, instanceType) !== undefined);
  const first = known[0];
  if (platform === "kubernetes" || first === undefined) return {};
  const rules = new Map(
    known.map(({ instanceType }) => [instanceType, knowledge.podsByMode(platform, provider, instanceType)]),
  );
  const modes = [...(rules.get(first.instanceType)?.keys() ?? [])];
  const fits = (mode: string): boolean =>
    known.every(
      ({ instanceType, allocatable }) => rules.get(instanceType)?.get(mode) === amountOf(allocatable, "pods"),
    );
  const mode = modes.find(fits);
  if (mode !== undefined) return mode === modes[0] ? {} : { addressMode: mode };
  const pods = new Set(known.map(({ allocatable }) => amountOf(allocatable, "pods")));
  const [each = 0] = pods;
  if (pods.size === 1 && each > 0) return { podsPerNode: each };
  first.field
    .at("status", "allocatable", "pods")
    .report(
      "assumption",
      "warning",
      `nodes hold ${[...pods].sort((left, right) => left - right).join(", ")} pods, which no address mode of ${platform} explains; its default is planned`,
      "set podsPerNode or addressMode of the cluster",
    );
  return {};
}

function tellUnknownMachines(
  nodes: readonly RunningNode[],
  provider: CloudProvider,
  knowledge: RunningKnowledge,
): void {
  const told = new Set<string>();
  for (const { field, name, instanceType } of nodes) {
    if (told.has(instanceType) || knowledge.machine(provider, instanceType) !== undefined) continue;
    told.add(instanceType);
    field
      .at("metadata", "labels")
      .report(
        "unpriced",
        "warning",
        instanceType === ""
          ? `node ${name} does not say its instance type: it has no price`
          : `the catalogue does not know the instance type ${instanceType} of node ${name}: it has no price`,
      );
  }
}

/** Undefined where there is no node. */
export function runningPlace(objects: RunningObjects, knowledge: RunningKnowledge): RunningPlace | undefined {
  const nodes = sameplace(objects);
  const [first] = nodes;
  if (first === undefined) return undefined;
  const { platform } = first;
  const provider = first.provider ?? "aws";
  const owned = platform === "kubernetes";
  const region = owned ? SOME_REGION : first.region;
  if (owned)
    first.field.report(
      "assumption",
      "warning",
      `no cloud that the catalogue knows runs these nodes: they are listed as they are, nothing is bought, and the region ${region} stands for their place`,
      "set the region to one near them",
    );
  else tellUnknownMachines(nodes, provider, knowledge);
  if (!owned && !knowledge.regionNames(provider).includes(region))
    first.field
      .at("metadata", "labels")
      .report("unknown-name", "warning", `the catalogue does not know the region "${region}" of ${provider}`);
  const named = (label: string): string => knowledge.availabilityZone(provider, region, label);
  const zoneOf = ({ zoneLabel }: RunningNode): string | undefined =>
    owned || zoneLabel === "" ? undefined : named(zoneLabel);
  const zones = new Set(nodes.flatMap((node) => zoneOf(node) ?? []));
  const version = versionOf(nodes);
  return {
    platform,
    provider,
    region,
    ...(version === undefined ? {} : { version }),
    availabilityZones: [...zones].sort(),
    settings: settingsOf(nodes, platform, provider, knowledge),
    nodes,
    zoneOf,
    withZone: ({ availabilityZone: zone, ...volume }) =>
      zone === undefined || owned ? volume : { ...volume, availabilityZone: named(zone) },
  };
}

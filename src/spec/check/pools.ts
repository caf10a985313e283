/** Pools of one cluster. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { ClusterSpec, PoolSpec } from "../../model/fleet-spec.js";
import type { Pool } from "../../model/fleet.js";
import { pointerTo } from "../json-pointer.js";
import type { CheckContext } from "./context.js";
import { sortedByName, sortedTexts } from "./context.js";
import { deviceSharesOf } from "./device-shares.js";
import { deviceSlicesOf } from "./device-slices.js";
import { headroomOf } from "./headroom.js";
import { purchaseLimitsOf, purchaseOptionsOf } from "./purchase.js";
import { labelsOf, taintsOf } from "./labels.js";
import { licenceNames } from "./licences.js";
import { nodeShapesOf } from "./node-shapes.js";
import { checkMachines, DEFAULT_CHIPS } from "./pool-machines.js";

export interface PoolsInput {
  readonly cluster: ClusterSpec;
  readonly provider: CloudProvider;
  readonly availabilityZones: readonly string[];
  readonly path: string;
}

/** As many as a node shape may count. */
const MOST_NODES = 100_000;

function checkNames(
  pool: PoolSpec,
  { provider, path, availabilityZones, cluster }: PoolsInput,
  { faults, knowledge }: CheckContext,
): void {
  const lists: [keyof PoolSpec, readonly string[], () => readonly string[], string][] = [
    ["chips", pool.chips ?? [], knowledge.chips, "chip"],
    [
      "families",
      pool.families ?? [],
      () => knowledge.families(provider),
      `instance type family of ${provider}`,
    ],
    [
      "instanceTypes",
      pool.instanceTypes ?? [],
      () => knowledge.instanceTypes(provider),
      `instance type of ${provider}`,
    ],
  ];
  for (const [index, { instanceType, availabilityZone }] of (pool.purchase?.reserved ?? []).entries()) {
    const at = `${path}/purchase/reserved/${index}`;
    faults.knows(
      instanceType,
      knowledge.instanceTypes(provider),
      `${at}/instanceType`,
      `instance type of ${provider}`,
    );
    if (availabilityZone !== undefined)
      faults.knows(
        availabilityZone,
        availabilityZones,
        `${at}/availabilityZone`,
        `availability zone of cluster "${cluster.name}"`,
      );
  }
  for (const [field, names, namesKnown, what] of lists) {
    if (names.length === 0) continue;
    const known = namesKnown();
    for (const [index, name] of names.entries())
      faults.knows(name, known, path + pointerTo(field, index), what);
  }
}

function checkFilled(pool: PoolSpec, path: string, { faults }: CheckContext): void {
  faults.filled(pool.chips, `${path}/chips`, "name a chip, or leave chips out for amd64");
  faults.filled(pool.families, `${path}/families`, "name a family, or leave families out for all of them");
  faults.filled(pool.instanceTypes, `${path}/instanceTypes`, "name an instance type, or leave the field out");
  faults.filled(pool.nodes, `${path}/nodes`, "list the nodes, or leave nodes out to buy them");
}

/** Spot prices that the catalogue does not have are not made up. */
function checkSpot(
  pool: PoolSpec,
  { cluster, provider, path }: PoolsInput,
  { faults, knowledge }: CheckContext,
): void {
  const options = purchaseOptionsOf(pool);
  if (pool.nodes !== undefined || !options.includes("spot") || knowledge.sellsSpot(provider, cluster.region))
    return;
  const alone = !options.includes("on-demand");
  faults.add(
    alone ? "error" : "warning",
    "unpriced",
    `${path}/purchase/${pool.purchase?.options === undefined ? "spot" : "options"}`,
    `the catalogue has no spot prices of ${provider} in ${cluster.region}${alone ? "" : "; only on-demand is planned"}`,
    "buy on-demand here",
  );
}

function checkBounds({ minNodes = 0, maxNodes }: PoolSpec, path: string, { faults }: CheckContext): void {
  if (minNodes > MOST_NODES)
    faults.error("invalid-spec", `${path}/minNodes`, `must be at most ${MOST_NODES}, and is ${minNodes}`);
  if (maxNodes !== undefined && maxNodes < minNodes)
    faults.error(
      "bound-disagreement",
      `${path}/maxNodes`,
      `maxNodes is ${maxNodes}, and minNodes is ${minNodes}`,
      "raise maxNodes, or lower minNodes",
    );
}

/** What says what to buy, of a pool that buys nothing. */
const BUYING = ["maxInstanceTypes", "families", "instanceTypes", "purchase", "minNodes", "maxNodes"] as const;

function checkOwned(pool: PoolSpec, path: string, { faults }: CheckContext): void {
  if (pool.nodes === undefined) return;
  for (const field of BUYING)
    if (pool[field] !== undefined)
      faults.error(
        "invalid-spec",
        `${path}/${field}`,
        `the pool lists its nodes and buys none, so ${field} has no meaning`,
        `remove ${field}, or remove nodes`,
      );
}

/** Its own, and those of its cluster. */
function licencesOf(
  pool: PoolSpec,
  { cluster, path }: PoolsInput,
  context: CheckContext,
): Pick<Pool, "licences"> {
  const { licences: own = [] } = licenceNames(pool, path, context);
  const licences = sortedTexts([...own, ...(cluster.licences ?? [])]);
  return licences.length === 0 ? {} : { licences };
}

function poolOf(pool: PoolSpec, input: PoolsInput, context: CheckContext): Pool {
  const { path, cluster, availabilityZones } = input;
  const { faults } = context;
  checkNames(pool, input, context);
  checkFilled(pool, path, context);
  if (pool.nodes === undefined)
    checkMachines(pool, { provider: input.provider, region: cluster.region, path }, context);
  checkSpot(pool, input, context);
  checkBounds(pool, path, context);
  checkOwned(pool, path, context);
  if (pool.nodes === undefined && cluster.platform === "kubernetes")
    faults.error(
      "invalid-spec",
      path,
      `cluster "${cluster.name}" exists already, and its pool "${pool.name}" lists no nodes`,
      "list them under `nodes`: on platform kubernetes nothing is bought",
    );
  const { families, instanceTypes, maxNodes, maxInstanceTypes } = pool;
  return {
    name: pool.name,
    chips: sortedTexts(pool.chips ?? DEFAULT_CHIPS),
    ...(families === undefined ? {} : { families: sortedTexts(families) }),
    ...(instanceTypes === undefined ? {} : { instanceTypes: sortedTexts(instanceTypes) }),
    purchaseOptions: purchaseOptionsOf(pool),
    ...(maxInstanceTypes === undefined ? {} : { maxInstanceTypes }),
    ...deviceSlicesOf(pool, cluster, path, context),
    ...deviceSharesOf(pool, path, context),
    ...purchaseLimitsOf(pool, path, context.faults),
    ...licencesOf(pool, input, context),
    minNodes: pool.minNodes ?? 0,
    ...(maxNodes === undefined ? {} : { maxNodes }),
    labels: labelsOf(pool.labels, `${path}/labels`, faults),
    ...headroomOf(pool, cluster, path, faults),
    taints: taintsOf(pool.taints, `${path}/taints`, faults),
    nodes: nodeShapesOf(
      { shapes: pool.nodes ?? [], availabilityZones, path: `${path}/nodes`, closed: true },
      faults,
    ),
  };
}

export function poolsOf(input: PoolsInput, context: CheckContext): readonly Pool[] {
  const { pools } = input.cluster;
  context.faults.distinct(
    pools.map(({ name }, index) => [name, `${input.path}/pools/${index}/name`]),
    "pool",
  );
  return sortedByName(
    pools.map((pool, index) => poolOf(pool, { ...input, path: `${input.path}/pools/${index}` }, context)),
  );
}

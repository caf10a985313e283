/** What a platform leaves of a machine for pods, at each of its address modes. */
import type { InstanceType } from "../../model/catalogue.js";
import type { NodeAmounts, NodeSheet } from "../../model/catalogue-answer.js";
import type { Assumption } from "../../model/evidence.js";
import { canonicalJson } from "../../units/canonical.js";
import { addResources, subtractResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { ADDRESS_MODES } from "../allocatable/address-modes.js";
import type { AddressMode, AllocatablePlatform } from "../allocatable/address-modes.js";
import { allocatable, allocatableOf } from "../allocatable/allocatable.js";
import type { Allocatable } from "../allocatable/allocatable.js";
import { unsupportedReason } from "../support.js";
import { defaultSystemLoad } from "../system-load.js";

export interface NodeQuestion {
  readonly platform: AllocatablePlatform;
  /** A type of the catalogue, or what a machine has. */
  readonly machine: { readonly instanceType: InstanceType } | { readonly capacity: ResourceVector };
  /** Kubernetes minor version. */
  readonly version?: string;
  /** Pods a node, one row each. Empty: the platform's own rule. */
  readonly podsPerNode?: readonly number[];
  /** @default each of the platform's */
  readonly addressMode?: AddressMode;
}

/** What modes that give the same are called together. */
const ANY = "any";

interface Options {
  readonly version?: string;
  readonly podsPerNode?: number;
  readonly addressMode?: AddressMode;
}

function holds({ platform, machine }: NodeQuestion, options: Options): Allocatable {
  return "instanceType" in machine
    ? allocatable({ platform, instanceType: machine.instanceType, ...options })
    : allocatableOf({ platform, capacity: machine.capacity, ...options });
}

function agentsOf(platform: AllocatablePlatform): ResourceVector {
  return defaultSystemLoad(platform).reduce<ResourceVector>(
    (sum, { load }) => addResources(sum, { ...load.requests, pods: 1 }),
    {},
  );
}

/** Where all modes give the same, one row says so. */
function merged(rows: readonly NodeAmounts[]): readonly NodeAmounts[] {
  const [first] = rows;
  if (first === undefined || rows.length === 1) return rows;
  const same = rows.every((row) => canonicalJson(row.allocatable) === canonicalJson(first.allocatable));
  return same ? [{ ...first, addressMode: ANY }] : rows;
}

export function nodeSheet(question: NodeQuestion): NodeSheet {
  const { platform, machine, version, podsPerNode = [], addressMode } = question;
  const modes = addressMode === undefined ? ADDRESS_MODES[platform] : [addressMode];
  const pods = podsPerNode.length === 0 ? [undefined] : podsPerNode;
  const agents = agentsOf(platform);
  const assumptions = new Map<string, Assumption>();
  const amounts = pods.flatMap((limit) =>
    merged(
      (modes.length === 0 ? [undefined] : modes).map((mode): NodeAmounts => {
        const own = limit === undefined ? {} : { podsPerNode: limit };
        const node = holds(question, {
          ...own,
          ...(version === undefined ? {} : { version }),
          ...(mode === undefined ? {} : { addressMode: mode }),
        });
        for (const one of node.assumptions) assumptions.set(canonicalJson(one), one);
        return {
          addressMode: mode ?? "",
          ...own,
          allocatable: node.allocatable,
          free: subtractResources(node.allocatable, agents),
        };
      }),
    ),
  );
  const refused = "instanceType" in machine ? unsupportedReason(platform, machine.instanceType) : undefined;
  return {
    platform,
    ...(version === undefined ? {} : { version }),
    ...(refused === undefined ? {} : { refused }),
    amounts,
    assumptions: [...assumptions.values()],
  };
}

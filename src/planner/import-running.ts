/** What runs in a cluster, as kubectl prints it, as a fleet spec and as what plans are compared with. */
import path from "node:path";
import {
  ADDRESS_MODES,
  allocatable,
  availabilityZoneLabel,
  chipOf,
  isAddressModeOf,
} from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import { readJsonItemStream, readJsonItems } from "../files/index.js";
import type { JsonItemsRead } from "../files/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import type { RunningFleet } from "../model/running.js";
import { renderSpec } from "../report/index.js";
import { RunningObjects, importRunning } from "../spec/index.js";
import type { RunningKnowledge } from "../spec/index.js";
import { amountOf } from "../units/resources.js";
import { fileFailure, invalidDump } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";
import { loadCatalogue } from "./load-catalogue.js";
import { CONTAINER_REQUESTS, nameFrom } from "./import-fleet.js";

export interface ImportedRunning {
  readonly spec: FleetSpec;
  /** YAML with a comment that says what to look at. */
  readonly text: string;
  readonly running: RunningFleet;
  readonly nodes: number;
  /** What was assumed, skipped or only warned about. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportRunningOptions extends LoadOptions {
  /** File that the spec names as `running`, relative to it. */
  readonly runningFile?: string;
  /** @default made of the source's name */
  readonly name?: string;
}

const HEAD = [
  "What runs in the cluster. Pools may buy any machine with the chips that they have: narrow them with families",
  "or instanceTypes, say with imagePlatforms what else images are built for. Then: stowage plan",
];

/** What the import asks of the catalogue. */
export function knowledgeOf(catalogue: Catalogue): RunningKnowledge {
  return {
    machine: (provider, name) => {
      const type = catalogue.instanceType(provider, name);
      return type === undefined
        ? undefined
        : { architecture: type.architecture, chip: chipOf(type), vcpu: Math.ceil(type.cpuMilli / 1000) };
    },
    sellsSpot: (provider, region) =>
      catalogue.offerings(provider, region).some(({ purchaseOption }) => purchaseOption === "spot"),
    regionNames: (provider) =>
      catalogue.regions().flatMap((region) => (region.provider === provider ? [region.name] : [])),
    availabilityZone: (provider, region, label) =>
      (catalogue.region(provider, region)?.availabilityZones ?? []).find(
        (zone) => availabilityZoneLabel(provider, region, zone) === label,
      ) ?? label,
    podsByMode: (platform, provider, name) => {
      const instanceType = catalogue.instanceType(provider, name);
      if (instanceType === undefined) return new Map();
      return new Map(
        ADDRESS_MODES[platform].flatMap((addressMode): [string, number][] =>
          isAddressModeOf(platform, addressMode)
            ? [
                [
                  addressMode,
                  amountOf(allocatable({ platform, instanceType, addressMode }).allocatable, "pods"),
                ],
              ]
            : [],
        ),
      );
    },
  };
}

function catalogueFor({ nodes }: RunningObjects): Catalogue {
  const places = new Map(
    nodes.flatMap(({ provider, region }) =>
      provider === undefined ? [] : [[`${provider} ${region}`, { provider, region }] as const],
    ),
  );
  return loadCatalogue({ regions: [...places.values()] });
}

function whole(source: string, read: JsonItemsRead): void {
  switch (read.status) {
    case "read":
      return;
    case "unreadable":
      throw fileFailure(source, read.reason);
    case "malformed": {
      const { pointer, reason } = read;
      const hint =
        "give it what kubectl get nodes,pods,deployments,statefulsets,daemonsets -A -o json prints";
      throw invalidDump([
        { code: "syntax", severity: "error", file: source, path: pointer, message: reason, hint },
      ]);
    }
  }
}

function imported(objects: RunningObjects, source: string, options: ImportRunningOptions): ImportedRunning {
  const made = importRunning({
    objects,
    knowledge: knowledgeOf(catalogueFor(objects)),
    name: options.name ?? nameFrom(path.basename(source)),
    containerRequests: CONTAINER_REQUESTS,
  });
  if (made.diagnostics.some(({ severity }) => severity === "error")) throw invalidDump(made.diagnostics);
  const { runningFile } = options;
  const spec: FleetSpec = runningFile === undefined ? made.spec : { ...made.spec, running: runningFile };
  return {
    ...made,
    spec,
    text: renderSpec(spec, HEAD),
    nodes: objects.nodes.length,
  };
}

/**
 * Reads a file that kubectl printed, of any size.
 *
 * @throws FleetError with every fault of the dump, or with the reason why the file cannot be read
 */
export function importRunningFile(source: string, options: ImportRunningOptions = {}): ImportedRunning {
  const objects = new RunningObjects(source);
  const file = path.resolve(options.baseDirectory ?? process.cwd(), source);
  whole(
    source,
    readJsonItems(file, ({ value, pointer }) => {
      objects.add(value, pointer);
    }),
  );
  return imported(objects, source, options);
}

/** The same of bytes that arrive. `source`: what they are called in messages. */
export async function importRunningStream(
  source: string,
  stream: AsyncIterable<Uint8Array>,
  options: ImportRunningOptions = {},
): Promise<ImportedRunning> {
  const objects = new RunningObjects(source);
  const read = await readJsonItemStream(stream, ({ value, pointer }) => {
    objects.add(value, pointer);
  });
  whole(source, read);
  return imported(objects, source, options);
}

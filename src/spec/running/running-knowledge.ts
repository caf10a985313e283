/** What reading a running cluster needs to know of the world, as a value. */
import type { Architecture, CloudProvider } from "../../model/catalogue.js";
import type { PlatformName } from "../../model/fleet-spec.js";

export interface RunningMachine {
  readonly architecture: Architecture;
  /** "amd64", "arm64", or the accelerator's chip name. */
  readonly chip: string;
  readonly vcpu: number;
}

export interface RunningKnowledge {
  readonly machine: (provider: CloudProvider, instanceType: string) => RunningMachine | undefined;
  readonly sellsSpot: (provider: CloudProvider, region: string) => boolean;
  /** Names of the regions that the catalogue knows. */
  readonly regionNames: (provider: CloudProvider) => readonly string[];
  /** The plan's name of the availability zone that nodes carry as `label`. */
  readonly availabilityZone: (provider: CloudProvider, region: string, label: string) => string;
  /** Pods that a node holds by the platform's own rule; the default address mode comes first. */
  readonly podsByMode: (
    platform: PlatformName,
    provider: CloudProvider,
    instanceType: string,
  ) => ReadonlyMap<string, number>;
}

/** Places where random fleets stand: those of the tiny catalogue, and some of the real one. */
import type { World } from "./arbitrary-fleet.js";

export const TINY: World = {
  places: [
    {
      platform: "kubernetes",
      provider: "aws",
      region: "eu-central-1",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      families: ["x", "a", "g", "t"],
      reservable: ["x.large", "a.small"],
    },
    {
      platform: "eks",
      provider: "aws",
      region: "us-east-1",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      families: ["x", "a"],
      reservable: ["x.large", "a.small"],
    },
  ],
};

export const REAL: World = {
  places: [
    {
      platform: "eks",
      provider: "aws",
      region: "eu-central-1",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      families: ["m7i", "m7g", "c7g", "g6"],
      reservable: ["m7i.large"],
    },
    {
      platform: "gke",
      provider: "gcp",
      region: "europe-west1",
      availabilityZones: ["europe-west1-b", "europe-west1-c", "europe-west1-d"],
      families: ["n2-standard", "t2a-standard", "e2-standard"],
      reservable: ["n2-standard-4"],
    },
    {
      platform: "aks",
      provider: "azure",
      region: "westeurope",
      availabilityZones: ["1", "2", "3"],
      families: ["Dsv5", "Dpsv5"],
      reservable: ["Standard_D4s_v5"],
    },
  ],
};

const FEW: Readonly<Record<string, readonly string[]>> = {
  eks: ["m7i", "m7g", "g6"],
  gke: ["n2-standard", "t2a-standard"],
  aks: ["Dsv5", "Dpsv5"],
};

/** The real catalogue with as few families as a thousand specs can be planned with. */
export const FEW_FAMILIES: World = {
  places: REAL.places.map((place) => ({ ...place, families: FEW[place.platform] ?? place.families })),
};

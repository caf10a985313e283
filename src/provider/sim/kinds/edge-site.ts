import { SIM_TYPES, type SimEdgeSiteInputs } from "../../../model/sim.js";
import type { PropertyFailure } from "../../property-check.js";
import type { SimCloudState } from "../cloud-state.js";
import { SimRefusal } from "../refusal.js";
import { duplicatesIn, listOf, unusableName, type SimKind } from "./kind.js";

function check(inputs: SimEdgeSiteInputs): PropertyFailure[] {
  return [
    ...unusableName("name", inputs.name),
    ...(/^[A-Z]{2}$/.test(inputs.country)
      ? []
      : [
          {
            property: "country",
            reason: `must be two capital letters (ISO 3166-1 alpha-2), is ${JSON.stringify(inputs.country)}`,
          },
        ]),
    ...duplicatesIn(
      "nodes",
      inputs.nodes.map((node) => node.type),
    ),
  ];
}

function requireUnused(state: SimCloudState, id: string): void {
  const workloads = Object.keys(state.workloads).filter((key) => state.workloads[key]?.targetId === id);
  if (workloads.length > 0)
    throw new SimRefusal(
      "ResourceInUse",
      `${id} still holds ${listOf(workloads)}. Delete what stands on it first.`,
    );
}

export const edgeSiteKind: SimKind<"edgeSites"> = {
  token: SIM_TYPES.edgeSite,
  collection: "edgeSites",
  idOf: ({ name }) => `edge-site/${name}`,
  check,
  // Its machines are the owner's: nothing is bought, nothing can run out.
  requireRoom: () => undefined,
  requireUnused,
};

/** What edge sites ask beside their nodes: autonomy, racks, uplinks. */
import type { SiteEdge } from "../../model/edge.js";
import type { EdgeSite } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import { removing } from "./requirement.js";
import type { Edit, Requirement, RequirementLabel } from "./requirement.js";

type Part = keyof SiteEdge;

const PARTS: {
  readonly [P in Part]-?: {
    readonly label: RequirementLabel;
    readonly words: string;
    readonly wayOut: string;
  };
} = {
  autonomy: { label: "autonomy", words: "goes on when its uplink is cut", wayOut: "do without its autonomy" },
  rack: { label: "rack", words: "has a rack with a limit", wayOut: "give it a larger rack, or more power" },
  uplinkKbps: { label: "uplink", words: "has an uplink with a limit", wayOut: "give it a larger uplink" },
};

function without(site: string, part: Part): Edit {
  return (fleet) => ({
    ...fleet,
    edgeSites: fleet.edgeSites.map((one) =>
      one.name !== site || one.edge === undefined ? one : { ...one, edge: omitted(one.edge, part) },
    ),
  });
}

export function siteEdgeRequirements({ name, edge }: EdgeSite): Requirement[] {
  return (Object.keys(PARTS) as Part[]).flatMap((part): Requirement[] => {
    if (edge?.[part] === undefined) return [];
    const { label, words, wayOut } = PARTS[part];
    return [
      {
        label,
        subject: name,
        path: `/edgeSites/${name}/${part === "uplinkKbps" ? "uplink" : part}`,
        words: `edge site "${name}" ${words}`,
        without: without(name, part),
        easing: removing("edge site", name, wayOut),
      },
    ];
  });
}

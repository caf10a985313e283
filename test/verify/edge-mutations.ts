/** Mutations of what a plan says of an edge site beside its nodes. */
import type { SiteEdgePlan } from "../../src/model/edge.js";
import { STORE, TILL } from "./mutation.js";
import type { Change, Mutation } from "./mutation.js";

const TILLS = "hamburg-store/default/till";
const EDGE = `${STORE}/edge`;

const SITE: SiteEdgePlan = {
  autonomy: { controlPlane: "local", registryCache: TILLS, secrets: TILLS, replicas: { [TILLS]: 3 } },
  rack: { slots: 2, watts: 100 },
  uplinkKbps: 400,
  usedSlots: 2,
  usedWatts: 80,
  usedKbps: 400,
};

/** A plan whose store goes on alone; four tills at peak use its uplink. */
export const AUTONOMOUS: readonly Change[] = [
  [EDGE, SITE],
  [`${TILL}/uplinkKbps`, 100],
];

function edge(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "edge", what, plan: [...AUTONOMOUS, ...changes], refusedAt };
}

const OF_FLEET: readonly Change[] = [
  ["/edgeSites/0/edge", { autonomy: SITE.autonomy, rack: SITE.rack, uplinkKbps: 400 }],
  ["/edgeSites/0/nodes/0/watts", 40],
  ["/workloads/2/uplinkKbps", 100],
];

function ofFleet(
  what: string,
  refusedAt: string,
  plan: readonly Change[],
  fleet: readonly Change[] = OF_FLEET,
): Mutation {
  return { check: "fleet-edge", what, plan, fleet, refusedAt };
}

export const EDGE_MUTATIONS: readonly Mutation[] = [
  edge("a control plane elsewhere", `${EDGE}/autonomy/controlPlane`, [
    `${EDGE}/autonomy/controlPlane`,
    "remote",
  ]),
  edge("secrets that no pod keeps", `${EDGE}/autonomy/secrets`, [
    `${EDGE}/autonomy/secrets`,
    "hamburg-store/default/vault",
  ]),
  edge("fewer replicas than must go on", `${EDGE}/autonomy/replicas/hamburg-store~1default~1till`, [
    `${EDGE}/autonomy/replicas`,
    { [TILLS]: 4 },
  ]),
  edge("more slots than the rack has", `${EDGE}/usedSlots`, [`${EDGE}/rack/slots`, 1]),
  edge("power that is not told", `${EDGE}/usedWatts`, [`${EDGE}/usedWatts`, undefined]),
  edge("an uplink that is too small", `${EDGE}/uplinkKbps`, [`${EDGE}/uplinkKbps`, 399]),
  edge("an uplink counted wrong", `${EDGE}/usedKbps`, [`${EDGE}/usedKbps`, 300]),
  ofFleet("autonomy left out", EDGE, []),
  ofFleet("autonomy that the fleet does not ask for", EDGE, AUTONOMOUS, []),
  ofFleet("a larger rack", `${EDGE}/rack`, [...AUTONOMOUS, [`${EDGE}/rack/watts`, 200]]),
  ofFleet("power counted wrong", `${EDGE}/usedWatts`, [...AUTONOMOUS, [`${EDGE}/usedWatts`, 79]]),
  ofFleet("a workload's traffic left out", `${TILL}/uplinkKbps`, [[EDGE, { ...SITE, usedKbps: 0 }]]),
];

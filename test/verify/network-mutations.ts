/** Mutations of what a plan says of ranges of addresses. */
import type { NetworkPlan } from "../../src/model/network.js";
import { A, B, EU } from "./mutation.js";
import type { Change, Mutation } from "./mutation.js";

const KEY = "nodes 10.0.0.0/24";
const NETWORK = `${EU}/network`;
const RANGE = `${NETWORK}/ranges/nodes 10.0.0.0~124`;

/** Purchases of one and of one node, each taking 60 addresses, in a valid plan. */
const SHOP: NetworkPlan = {
  ranges: { [KEY]: { kind: "nodes", cidr: "10.0.0.0/24", usable: 251, planned: 120, surge: 60 } },
  services: { cidr: "172.20.0.0/16", count: 100 },
};
const TAKEN: readonly Change[] = [A, B].map((purchase): Change => [`${purchase}/addresses`, { [KEY]: 60 }]);
export const ADDRESSED: readonly Change[] = [[NETWORK, SHOP], ...TAKEN];

function range(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "network", what, plan: [...ADDRESSED, ...changes], refusedAt };
}

const OF_FLEET: readonly Change[] = [
  [
    "/clusters/0/network",
    { ranges: [{ key: KEY, kind: "nodes", cidr: "10.0.0.0/24", usable: 251 }], services: SHOP.services },
  ],
];
const ROW: readonly Change[] = [["/machines/shop-eu/m7g.xlarge/interfaces", { count: 4, addressesEach: 15 }]];

export const NETWORK_MUTATIONS: readonly Mutation[] = [
  range("more addresses than the range has left", `${RANGE}/usable`, [`${RANGE}/usable`, 179]),
  range("more usable addresses than the range has", `${RANGE}/usable`, [`${RANGE}/usable`, 300]),
  range("addresses added up wrong", `${RANGE}/planned`, [`${RANGE}/planned`, 60]),
  range("nodes that take none", `${A}/addresses/nodes 10.0.0.0~124`, [`${A}/addresses`, undefined]),
  range("a range that the cluster does not have", `${A}/addresses/nodes 10.9.0.0~124`, [
    `${A}/addresses`,
    { [KEY]: 60, "nodes 10.9.0.0/24": 1 },
  ]),
  range("upgrades without addresses", `${RANGE}/surge`, [`${RANGE}/surge`, 59]),
  range("a peak that is not there", `${RANGE}/atPeak`, [`${RANGE}/atPeak`, 240]),
  range("services in the nodes' range", `${NETWORK}/services/cidr`, [
    `${NETWORK}/services/cidr`,
    "10.0.0.0/20",
  ]),
  {
    check: "fleet-network",
    what: "another range than the fleet has",
    plan: [...ADDRESSED, [`${NETWORK}/services/count`, 1]],
    fleet: OF_FLEET,
    refusedAt: NETWORK,
  },
  {
    check: "fleet-network",
    what: "ranges left out",
    fleet: OF_FLEET,
    refusedAt: NETWORK,
  },
  {
    check: "fleet-network",
    what: "fewer addresses than the interfaces of a node take",
    plan: [...ADDRESSED, [`${A}/addresses`, { [KEY]: 45 }], [`${RANGE}/planned`, 105]],
    fleet: OF_FLEET,
    rows: ROW,
    refusedAt: `${A}/addresses/nodes 10.0.0.0~124`,
  },
];

/** Mutations of what a plan says of declared traffic: the shop's pods send to users. */
import type { Change, Mutation } from "./mutation.js";

const FLOW = { from: "default/web", to: "internet", gbPerMonth: 10 } as const;
const LEG = {
  from: "shop-eu",
  to: "internet",
  basis: "internet",
  microPerGb: 90_000,
  microPerMonth: 900_000,
} as const;
const AT = "/traffic/users";

export const SENT: readonly Change[] = [["/traffic", { users: { ...FLOW, legs: [LEG] } }]];

function sent(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "traffic", what, plan: [...SENT, ...changes], refusedAt };
}

export const TRAFFIC_MUTATIONS: readonly Mutation[] = [
  sent("traffic priced too low", `${AT}/legs/0/microPerMonth`, [`${AT}/legs/0/microPerMonth`, 899_999]),
  sent("traffic that goes nowhere", `${AT}/legs`, [`${AT}/legs`, []]),
  sent("traffic out of a cloud as if it stayed in it", `${AT}/legs/0`, [`${AT}/legs/0/basis`, "zone"]),
  sent("another price than the stated one", `${AT}/legs/0/microPerGb`, [`${AT}/microPerGb`, 1]),
  {
    check: "fleet-traffic",
    what: "traffic left out",
    fleet: [["/traffic", [{ name: "users", ...FLOW }]]],
    refusedAt: AT,
  },
  {
    check: "fleet-traffic",
    what: "less traffic than the fleet declares",
    plan: SENT,
    fleet: [["/traffic", [{ name: "users", ...FLOW, gbPerMonth: 11 }]]],
    refusedAt: AT,
  },
];

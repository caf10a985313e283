/** The most users that sites can serve, by an integer program, and what serving each where most room is left gives. */
import loadHighs from "highs";
import type { EdgeUsers } from "./eua.js";

/** Of the clock. */
const SECONDS = 300;

/** Users a site may hold of a class: a variable for each pair. */
function programOf({ sites, classes }: EdgeUsers): string {
  const name = (one: number, site: number): string => `x${one}_${site}`;
  const pairs = classes.flatMap(({ sites: covering }, one) => covering.map((site) => [one, site] as const));
  const demand = classes.map(({ sites: covering, users }, one) => {
    const all = covering.map((site) => name(one, site)).join(" + ");
    return ` d${one}: ${all} <= ${users}`;
  });
  const room = sites.flatMap(({ room: amounts }, site) => {
    const here = pairs.filter(([, other]) => other === site);
    if (here.length === 0) return [];
    return amounts.map((amount, row) => {
      const terms = here.map(([one]) => `${classes[one]?.size[row] ?? 0} ${name(one, site)}`);
      return ` r${site}_${row}: ${terms.join("\n + ")} <= ${amount}`;
    });
  });
  const all = pairs.map(([one, site]) => name(one, site));
  const objective = `Maximize\n served: ${all.join("\n + ")}`;
  const rules = `Subject To\n${[...demand, ...room].join("\n")}`;
  return `${objective}\n${rules}\nGeneral\n${all.join("\n")}\nEnd\n`;
}

export interface Exact {
  readonly served: number;
  /** Whether no more can be. */
  readonly proved: boolean;
  readonly cpuMs: number;
}

export async function mostServed(users: EdgeUsers): Promise<Exact> {
  const highs = await loadHighs();
  const program = programOf(users);
  const before = process.cpuUsage();
  const solved = highs.solve(program, { time_limit: SECONDS, mip_rel_gap: 0 });
  const { user, system } = process.cpuUsage(before);
  return {
    served: Math.round(solved.ObjectiveValue),
    proved: solved.Status === "Optimal",
    cpuMs: (user + system) / 1000,
  };
}

/** Users in their order, each to the covering site that has the most of its scarcest amount left (Lai et al.'s baseline). */
export function mostCapacityFirst({ sites, classes }: EdgeUsers): number {
  const left = sites.map(({ room }) => [...room]);
  let served = 0;
  for (const { sites: covering, size, users } of classes)
    for (let user = 0; user < users; user += 1) {
      const holding = covering.filter((site) =>
        size.every((amount, row) => amount <= (left[site]?.[row] ?? 0)),
      );
      const [best] = holding.sort(
        (one, other) => Math.min(...(left[other] ?? [])) - Math.min(...(left[one] ?? [])),
      );
      if (best === undefined) continue;
      left[best] = (left[best] ?? []).map((amount, row) => amount - (size[row] ?? 0));
      served += 1;
    }
  return served;
}

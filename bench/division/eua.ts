/**
 * Edge users of Melbourne's centre (EUA: Lai et al., ICSOC 2018; 816 users, 125 sites of a mobile network; measured with
 * and not shipped). Who has edge sites writes it so: each site is one node that he owns, each group of users who ask for
 * the same and are covered by the same sites is a workload with a replica a user, which is divided among those sites
 * and may stay out at one penalty each. The data has places alone. Chosen here: a site covers 150 m (users whom none covers
 * are nobody's to serve), a user asks for one of three sizes in turn, and a node's four amounts are drawn from a seed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EdgeSiteSpec, FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { randomFrom } from "../../src/units/random.js";
import { DATA } from "./data.js";

const FOLDER = join(DATA, "data", "eua-edge-melbourne");
const COVERED_METRES = 150;
/** Processor, memory, storage and network, in units of the requests below. */
const SIZES = [
  [1, 2, 1, 2],
  [2, 3, 3, 4],
  [5, 7, 6, 6],
] as const;
const EARTH_METRES = 6_371_000;

interface Point {
  readonly lat: number;
  readonly lon: number;
}

function pointsOf(file: string): Point[] {
  const [head = "", ...lines] = readFileSync(join(FOLDER, file), "utf8").trim().split("\n");
  const columns = head.trim().toUpperCase().split(",");
  const [lat, lon] = [columns.indexOf("LATITUDE"), columns.indexOf("LONGITUDE")];
  return lines.map((line) => {
    const cells = line.split(",");
    return { lat: Number(cells[lat]), lon: Number(cells[lon]) };
  });
}

/** Over a city the earth is flat. */
function metres(one: Point, other: Point): number {
  const degree = (EARTH_METRES * Math.PI) / 180;
  const north = (other.lat - one.lat) * degree;
  const east = (other.lon - one.lon) * degree * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Users who ask for the same of the same sites. */
export interface EdgeClass {
  readonly sites: readonly number[];
  readonly size: readonly number[];
  readonly users: number;
}

export interface EdgeUsers {
  readonly sites: readonly { readonly point: Point; readonly room: readonly number[] }[];
  readonly classes: readonly EdgeClass[];
  /** Users whom no site covers. */
  readonly uncovered: number;
}

export interface EdgeInput {
  readonly seed: number;
  /** Least and most of each amount of a site. */
  readonly room: readonly [number, number];
}

/** Undefined where the data is not on this machine. */
export function edgeUsers({ seed, room: [least, most] }: EdgeInput): EdgeUsers | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const upTo = randomFrom(seed);
  const sites = pointsOf("site-optus-melbCBD.csv").map((point) => ({
    point,
    room: SIZES[0].map(() => least + upTo(most - least + 1)),
  }));
  const classes = new Map<string, EdgeClass>();
  let uncovered = 0;
  for (const [index, user] of pointsOf("users-melbcbd-generated.csv").entries()) {
    const size = SIZES[index % SIZES.length] ?? SIZES[0];
    const covering = sites.flatMap(({ point }, site) =>
      metres(point, user) <= COVERED_METRES ? [site] : [],
    );
    if (covering.length === 0) uncovered += 1;
    else {
      const key = `${covering.join()} ${size.join()}`;
      const users = 1 + (classes.get(key)?.users ?? 0);
      classes.set(key, { sites: covering, size, users });
    }
  }
  return { sites, classes: [...classes.values()], uncovered };
}

function siteName(site: number): string {
  return `site-${String(site).padStart(3, "0")}`;
}

/** As Kubernetes writes the four amounts. */
function amountsOf([cpu = 0, memory = 0, storage = 0, network = 0]: readonly number[]): {
  readonly cpu: string;
  readonly memory: string;
  readonly "ephemeral-storage": string;
  readonly mbps: number;
} {
  return {
    cpu: `${cpu * 100}m`,
    memory: `${memory * 128}Mi`,
    "ephemeral-storage": `${storage}Gi`,
    mbps: network,
  };
}

const MBPS = "example.com/mbps";

export function edgeFleet({ sites, classes }: EdgeUsers): FleetSpec {
  const edgeSites = sites.map(({ point, room }, site): EdgeSiteSpec => {
    const { cpu, memory, mbps } = amountsOf(room);
    return {
      name: siteName(site),
      distribution: "k3s",
      location: { ...point, country: "AU" },
      systemLoad: [],
      nodes: [
        {
          type: "micro-dc",
          count: 1,
          architecture: "amd64",
          cpu,
          memory,
          // k3s keeps a twentieth of the disk free: what is left is the amount drawn.
          ephemeralStorage: `${Math.ceil(((room[2] ?? 0) * 1024) / 0.95)}Mi`,
          extendedResources: { [MBPS]: mbps },
        },
      ],
    };
  });
  const workloads = classes.map(({ sites: covering, size, users }, index): WorkloadSpec => {
    const { mbps, ...requests } = amountsOf(size);
    return {
      name: `users-${String(index).padStart(3, "0")}`,
      replicas: users,
      requests: { ...requests, [MBPS]: mbps },
      mayStayOut: { penaltyPerMonth: 1 },
      divideAmong: { edgeSites: covering.map(siteName) },
    };
  });
  return { apiVersion: "stowage.dev/v1", name: "eua-melbourne", fidelity: "packing", edgeSites, workloads };
}

/** What workloads ask for. A field of the model that is neither named here nor no rule does not compile. */
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import { licenceLabel } from "../../model/kubernetes.js";
import { withoutWorkload } from "../../model/fleet-parts.js";
import { LOSS_WORDS } from "../../model/survival.js";
import { omitted } from "../../units/omitted.js";
import { onWorkload, removing } from "./requirement.js";
import type { Edit, Requirement, RequirementLabel } from "./requirement.js";

/** Names, sizes, and what forbids nothing. */
type NoRule =
  | "id"
  | "name"
  | "namespace"
  | "kind"
  | "target"
  | "origin"
  | "replicas"
  | "penaltyMicroPerHour"
  | "outByPriority"
  | "performance"
  | "requests"
  | "preferredNodeTerms"
  | "tolerations"
  | "softSpread"
  | "priority"
  | "move"
  | "disruptionBudget"
  | "scaling"
  | "startsFirst";

interface Rule {
  readonly label: RequirementLabel;
  /** What it asks for: follows "workload X ". */
  readonly words: string;
  /** What to do without it. */
  readonly wayOut: string;
  readonly without: (workload: Workload) => Workload;
}

type RuleOf = (workload: Workload) => Rule | undefined;

function listed(names: readonly string[]): string {
  return names.join(", ");
}

/** Without the labels of licences, which are a requirement of their own. */
function otherTerms({ requiredNodeTerms, licences = [] }: Workload): Workload["requiredNodeTerms"] {
  const labels = new Set(licences.map(licenceLabel));
  const terms = requiredNodeTerms.map(({ requirements }) => ({
    requirements: requirements.filter(({ key }) => !labels.has(key)),
  }));
  // Terms are alternatives: where one asks for labels of licences alone, nothing else is asked for.
  return terms.some(
    ({ requirements }, index) =>
      requirements.length === 0 && requiredNodeTerms[index]?.requirements.length !== 0,
  )
    ? []
    : terms;
}

function licenceTerms(licences: readonly string[]): Workload["requiredNodeTerms"] {
  if (licences.length === 0) return [];
  return [
    {
      requirements: licences.map((name) => ({ key: licenceLabel(name), operator: "In", values: ["true"] })),
    },
  ];
}

const RULES: { readonly [Field in Exclude<keyof Workload, NoRule>]-?: RuleOf } = {
  imagePlatforms: ({ imagePlatforms }) =>
    imagePlatforms.length > 1
      ? undefined
      : {
          label: "image",
          words: `has an image for ${listed(imagePlatforms)} alone`,
          wayOut: "build its image for linux/amd64 and linux/arm64",
          without: (workload) => ({ ...workload, imagePlatforms: ["linux/amd64", "linux/arm64"] }),
        },
  licences: ({ licences }) =>
    licences === undefined
      ? undefined
      : {
          label: "licences",
          words: `runs only on nodes that have ${listed(licences)} (licences)`,
          wayOut: "run it on nodes without its licences",
          without: (workload) => ({
            ...omitted(workload, "licences"),
            requiredNodeTerms: otherTerms(workload),
          }),
        },
  requiredNodeTerms: (workload) =>
    otherTerms(workload).length === 0
      ? undefined
      : {
          label: "node-selector",
          words: "asks for nodes with certain labels (nodeSelector, required node affinity)",
          wayOut: "remove its node selector and required node affinity",
          without: ({ licences = [], ...rest }) => ({
            ...rest,
            ...(licences.length === 0 ? {} : { licences }),
            requiredNodeTerms: licenceTerms(licences),
          }),
        },
  volumes: ({ volumes }) => {
    const zones = volumes.flatMap(({ availabilityZone }) => availabilityZone ?? []);
    return zones.length === 0
      ? undefined
      : {
          label: "volume",
          words: `has volumes that stand in ${listed([...new Set(zones)].sort())}`,
          wayOut: "move its volumes, or let them be created where it runs",
          without: (workload) => ({
            ...workload,
            volumes: workload.volumes.map((volume) => omitted(volume, "availabilityZone")),
          }),
        };
  },
  zoneSpread: ({ zoneSpread }) =>
    zoneSpread === undefined
      ? undefined
      : {
          label: "zone-spread",
          words: `is spread over availability zones with a skew of at most ${zoneSpread.maxSkew}${
            zoneSpread.minDomains === undefined ? "" : `, over at least ${zoneSpread.minDomains} of them`
          }`,
          wayOut:
            "spread it over availability zones where that is possible (whenUnsatisfiable: ScheduleAnyway)",
          without: (workload) => omitted(workload, "zoneSpread"),
        },
  maxPerNode: ({ maxPerNode }) =>
    maxPerNode === undefined
      ? undefined
      : {
          label: "per-node",
          words: `may have ${maxPerNode} of its replicas on a node`,
          wayOut: "allow more of its replicas on a node",
          without: (workload) => omitted(workload, "maxPerNode"),
        },
  maxPerAvailabilityZone: ({ maxPerAvailabilityZone }) =>
    maxPerAvailabilityZone === undefined
      ? undefined
      : {
          label: "per-zone",
          words: `may have ${maxPerAvailabilityZone} of its replicas in an availability zone`,
          wayOut: "allow more of its replicas in an availability zone",
          without: (workload) => omitted(workload, "maxPerAvailabilityZone"),
        },
  apartFrom: ({ apartFrom }) =>
    apartFrom === undefined
      ? undefined
      : {
          label: "apart",
          words: `shares no node with ${listed(apartFrom)}`,
          wayOut: "let it share nodes with them",
          without: (workload) => omitted(workload, "apartFrom"),
        },
  beside: ({ beside }) =>
    beside === undefined
      ? undefined
      : {
          label: "beside",
          words: `stands beside ${beside.workload} on every ${beside.over === "node" ? "node" : "availability zone"}`,
          wayOut: "let it stand elsewhere too (preferred affinity)",
          without: (workload) => omitted(workload, "beside"),
        },
  gang: ({ gang }) =>
    gang === undefined
      ? undefined
      : {
          label: "gang",
          words: `stands in one ${gang.within === "node" ? "node" : "availability zone"} with all of gang ${gang.name}`,
          wayOut: "let it stand in more than one",
          without: (workload) => omitted(workload, "gang"),
        },
  dedicatedNodes: ({ dedicatedNodes }) =>
    dedicatedNodes === undefined
      ? undefined
      : {
          label: "dedicated-nodes",
          words: `has nodes of its own, with group "${dedicatedNodes}"`,
          wayOut: "let it share nodes with all others",
          without: (workload) => omitted(workload, "dedicatedNodes"),
        },
  regions: ({ regions }) =>
    regions === undefined
      ? undefined
      : {
          label: "region",
          words: `runs in regions ${listed(regions)} alone`,
          wayOut: "remove its regions",
          without: (workload) => omitted(workload, "regions"),
        },
  complianceZone: ({ complianceZone }) =>
    complianceZone === undefined
      ? undefined
      : {
          label: "residency",
          words: `is bound to compliance zone "${complianceZone}"`,
          wayOut: "take it out of the compliance zone, if its data may leave",
          without: (workload) => omitted(workload, "complianceZone"),
        },
  data: ({ data }) =>
    data === undefined
      ? undefined
      : {
          label: "residency",
          words: `holds data of class "${data.class}"`,
          wayOut: "keep that data out of it",
          without: (workload) => omitted(workload, "data"),
        },
  uplinkKbps: ({ uplinkKbps, target }) =>
    uplinkKbps === undefined || target.kind !== "edgeSite"
      ? undefined
      : {
          label: "uplink",
          words: `uses ${uplinkKbps} kbit/s of its site's uplink a replica`,
          wayOut: "keep its traffic at the site",
          without: (workload) => omitted(workload, "uplinkKbps"),
        },
  law: ({ law }) => {
    if (law === undefined) return undefined;
    const { tenant, copies = [] } = law;
    const kept = copies.map(({ kind, place, country }) => `a ${kind} in ${place} (${country})`);
    const words = [
      ...(tenant === undefined ? [] : [`is of tenant "${tenant}"`]),
      ...kept.map((one) => `keeps ${one}`),
    ];
    return {
      label: "law",
      words: words.join(" and "),
      wayOut:
        copies.length === 0 ? "give its tenant a place of its own" : "keep the copies of its data elsewhere",
      without: (workload) => omitted(workload, "law"),
    };
  },
  survive: ({ survive }) =>
    survive === undefined
      ? undefined
      : {
          label: "survive",
          words: `survives the loss of one ${LOSS_WORDS[survive]}`,
          wayOut: "do without its survival",
          without: (workload) => omitted(workload, "survive"),
        },
  latency: ({ latency }) =>
    latency === undefined
      ? undefined
      : {
          label: "latency",
          words: `is within ${listed(
            latency.map(
              ({ demandPoint = "", workload = demandPoint, withinMicroseconds }) =>
                `${withinMicroseconds / 1000} ms of "${workload}"`,
            ),
          )}`,
          wayOut: "let it be farther",
          without: (workload) => omitted(workload, "latency"),
        },
  peak: ({ peak, replicas, hourly }) =>
    peak === undefined
      ? undefined
      : {
          label: "peak",
          words: `rises from ${replicas} to ${peak} replicas${hourly === undefined ? "" : " by the hour"}`,
          wayOut: "do without its peak",
          without: (workload) => omitted(workload, "peak", "hourly"),
        },
  loadBalancers: ({ loadBalancers, target }) =>
    loadBalancers === undefined || target.kind !== "cluster"
      ? undefined
      : {
          label: "quota",
          words: `takes ${loadBalancers} load balancer(s)`,
          wayOut: "have it share a load balancer with others (an Ingress or a Gateway)",
          without: (workload) => omitted(workload, "loadBalancers"),
        },
  // The fleet's risk groups, where it is to survive them.
  riskZones: () => undefined,
  // What it rises to and when is one requirement.
  hourly: () => undefined,
};

/** `asEdit`: the fleet with the workload edited. */
export function rulesOf(
  workload: Workload,
  asEdit: (edit: (workload: Workload) => Workload) => Edit = (edit) => onWorkload(workload.id, edit),
): Requirement[] {
  const { id, name, origin } = workload;
  return Object.values(RULES).flatMap((ruleOf): Requirement[] => {
    const rule = ruleOf(workload);
    if (rule === undefined) return [];
    return [
      {
        label: rule.label,
        subject: id,
        path: origin,
        words: `workload "${name}" ${rule.words}`,
        without: asEdit(rule.without),
        easing: removing("workload", name, rule.wayOut),
      },
    ];
  });
}

/** Fewer replicas of a demand in performance are less of that. */
export function withReplicas(workload: Workload, replicas: number): Workload {
  const { performance } = workload;
  if (performance === undefined) return { ...workload, replicas };
  const demand = replicas * Math.max(...Object.values(performance.perReplica));
  return { ...workload, replicas, performance: { ...performance, demand } };
}

function presence({ id, name, origin, replicas }: Workload): Requirement {
  return {
    label: "replicas",
    subject: id,
    path: origin,
    words: `workload "${name}" runs ${replicas} replica(s)`,
    without: (fleet) => withoutWorkload(fleet, id),
    easing: {
      kind: "fewer",
      most: replicas,
      at: (amount) =>
        amount === 0
          ? (fleet) => withoutWorkload(fleet, id)
          : onWorkload(id, (one) => withReplicas(one, amount)),
      words: (amount) =>
        amount === 0
          ? `leave workload "${name}" out`
          : `run ${amount} of the ${replicas} replicas of workload "${name}"`,
    },
  };
}

/** The rules of all workloads, then the workloads themselves, each in the order of their ids. */
export function workloadRequirements({ workloads }: CheckedFleet): Requirement[] {
  return [...workloads.flatMap((workload) => rulesOf(workload)), ...workloads.map(presence)];
}

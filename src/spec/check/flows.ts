/** Declared traffic: each end is a workload or addresses, and some cluster runs all the workloads that it names. */
import type { FlowSpec } from "../../model/fleet-spec.js";
import type { CheckedFleet, Flow, Workload } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";
import { sortedTexts } from "./context.js";

/** Workloads of clusters by "namespace/name". */
type Named = ReadonlyMap<string, readonly Workload[]>;

function namedWorkloads(workloads: readonly Workload[]): Named {
  const named = new Map<string, Workload[]>();
  for (const workload of workloads) {
    if (workload.target.kind !== "cluster") continue;
    const key = `${workload.namespace}/${workload.name}`;
    named.set(key, [...(named.get(key) ?? []), workload]);
  }
  return named;
}

const ENDS = [
  ["from", "fromCidr"],
  ["to", "toCidr"],
] as const;

/** Whether both ends are said once, and not both by addresses: those are no business of a cluster's. */
function hasEnds(flow: FlowSpec, path: string, { faults }: CheckContext): boolean {
  let whole = true;
  for (const [workload, cidr] of ENDS) {
    if ((flow[workload] === undefined) !== (flow[cidr] === undefined)) continue;
    whole = false;
    const given = flow[workload] === undefined ? "none" : "both";
    faults.error(
      "invalid-spec",
      path,
      `${workload} and ${cidr}: ${given} is given`,
      "give exactly one of them",
    );
  }
  if (whole && flow.from === undefined && flow.to === undefined) {
    faults.error(
      "invalid-spec",
      path,
      "both ends are addresses: no workload is meant",
      "name one under from or to",
    );
    return false;
  }
  return whole;
}

/** A pattern does not count to 255. */
function checkAddresses(flow: FlowSpec, path: string, { faults }: CheckContext): void {
  for (const end of ["fromCidr", "toCidr"] as const) {
    const [address = ""] = (flow[end] ?? "").split("/");
    if (address.includes(".") && address.split(".").some((part) => Number(part) > 255))
      faults.error("invalid-spec", `${path}/${end}`, `${address} is no IPv4 address: its parts go to 255`);
  }
}

/** A part of a divided workload may stand where the other end does not. */
function isDivided(
  name: string,
  path: string,
  divided: readonly string[],
  { faults }: CheckContext,
): boolean {
  if (!divided.includes(name)) return false;
  faults.error(
    "not-supported",
    path,
    `workload "${name}" is divided among places, and flows between clusters are not planned`,
    "give each cluster's side a flow with the other's addresses (fromCidr, toCidr), or name its cluster",
  );
  return true;
}

function clustersOf(flow: FlowSpec, path: string, named: Named, { faults }: CheckContext): readonly string[] {
  const ends = (["from", "to"] as const).flatMap((end) => {
    const name = flow[end];
    return name === undefined ? [] : [{ end, name, workloads: named.get(name) ?? [] }];
  });
  for (const { end, name, workloads } of ends)
    if (workloads.length === 0)
      faults.error(
        "unknown-name",
        `${path}/${end}`,
        `no workload of a cluster is called "${name}"`,
        nameHint(name, [...named.keys()], "workload"),
      );
  if (ends.some(({ workloads }) => workloads.length === 0)) return [];
  const [first, ...others] = ends.map(({ workloads }) => new Set(workloads.map(({ target }) => target.name)));
  const shared = [...(first ?? [])].filter((cluster) => others.every((one) => one.has(cluster))).sort();
  if (shared.length === 0)
    faults.error(
      "not-supported",
      path,
      `no cluster runs both ${flow.from ?? ""} and ${flow.to ?? ""}: flows between clusters are not planned`,
      "give each side a flow with the other's addresses (fromCidr, toCidr)",
    );
  return shared;
}

function flowsOf(flow: FlowSpec, clusters: readonly string[], named: Named): Flow[] {
  const idIn = (cluster: string, name: string | undefined): string | undefined =>
    name === undefined ? undefined : named.get(name)?.find(({ target }) => target.name === cluster)?.id;
  return clusters.map((cluster) => {
    const [from, to] = [idIn(cluster, flow.from), idIn(cluster, flow.to)];
    return {
      cluster,
      ...(from === undefined ? {} : { fromWorkload: from }),
      ...(flow.fromCidr === undefined ? {} : { fromCidr: flow.fromCidr }),
      ...(to === undefined ? {} : { toWorkload: to }),
      ...(flow.toCidr === undefined ? {} : { toCidr: flow.toCidr }),
      ports: sortedTexts(flow.ports ?? []),
    };
  });
}

/** Each once, sorted; absent where none is declared. */
export function checkedFlows(
  { workloads, divided = [] }: Pick<CheckedFleet, "workloads" | "divided">,
  context: CheckContext,
): { readonly flows?: readonly Flow[] } {
  const { flows: declared } = context.spec;
  if (declared === undefined || declared.length === 0) return {};
  const named = namedWorkloads(workloads);
  const flows = declared.flatMap((flow, index) => {
    const path = `/flows/${index}`;
    const keys = divided.map(({ key }) => key);
    const ends = (["from", "to"] as const).filter((end) =>
      isDivided(flow[end] ?? "", `${path}/${end}`, keys, context),
    );
    if (ends.length > 0) return [];
    if (!hasEnds(flow, path, context)) return [];
    checkAddresses(flow, path, context);
    for (const [place, port] of (flow.ports ?? []).entries())
      if (Number(port.split("/")[1]) > 65_535)
        context.faults.error("invalid-spec", `${path}/ports/${place}`, `${port} is above 65535`);
    return flowsOf(flow, clustersOf(flow, path, named, context), named);
  });
  const distinct = new Map(flows.map((flow) => [canonicalJson(flow), flow]));
  const sorted = [...distinct].sort(([left], [right]) => compareText(left, right)).map(([, flow]) => flow);
  return { flows: sorted };
}

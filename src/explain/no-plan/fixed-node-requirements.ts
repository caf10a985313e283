/** Nodes that exist: more of a shape would do. */
import { everyWorkload } from "../../model/fleet-parts.js";
import type { CheckedFleet, Cluster, EdgeSite, NodeShape } from "../../model/fleet.js";
import type { Plan, TargetPlan } from "../../model/plan.js";
import { onPool } from "./requirement.js";
import type { Edit, Requirement } from "./requirement.js";

/** A node for each replica: more than any plan uses. */
function plenty(fleet: CheckedFleet): number {
  return everyWorkload(fleet).reduce((sum, { replicas, peak = 0 }) => sum + Math.max(replicas, peak), 0);
}

/** Nodes of the shape that hold something. */
function busyNodes(target: TargetPlan | undefined, pool: string, shape: NodeShape): number {
  return Object.values(target?.purchases ?? {})
    .filter(
      (one) =>
        one.pool === pool &&
        one.instanceType === shape.type &&
        one.availabilityZone === shape.availabilityZone,
    )
    .flatMap(({ layouts, peak, hours = [] }) => [
      layouts,
      peak?.layouts ?? [],
      ...hours.map((state) => state.layouts),
    ])
    .map((layouts) =>
      layouts.reduce((sum, { nodes, pods }) => sum + (Object.keys(pods).length > 0 ? nodes : 0), 0),
    )
    .reduce((most, nodes) => Math.max(most, nodes), 0);
}

interface Standing {
  /** "pool \"fixed\"". */
  readonly place: string;
  readonly subject: string;
  readonly path: string;
  /** Pool's name in the plan. */
  readonly pool: string;
  readonly shapes: readonly NodeShape[];
  readonly targetOf: (plan: Plan) => TargetPlan | undefined;
  readonly withShapes: (edit: (shapes: readonly NodeShape[]) => NodeShape[]) => Edit;
}

function shapeRequirements({
  place,
  subject,
  path,
  pool,
  shapes,
  targetOf,
  withShapes,
}: Standing): Requirement[] {
  return shapes.map((shape, index): Requirement => {
    const at = (count: number): Edit =>
      withShapes((all) => all.map((one, other) => (other === index ? { ...one, count } : one)));
    const zone = `in ${shape.availabilityZone}`;
    return {
      label: "fixed-nodes",
      subject,
      path: `${path}/${index}/count`,
      words: `${place} has ${shape.count} node(s) of shape "${shape.type}" ${zone}`,
      without: (fleet) => at(shape.count + plenty(fleet))(fleet),
      easing: {
        kind: "limit",
        limit: shape.count,
        used: (plan) => Math.max(shape.count, busyNodes(targetOf(plan), pool, shape)),
        at,
        words: (amount) => `add ${amount - shape.count} node(s) of shape "${shape.type}" ${zone} to ${place}`,
      },
    };
  });
}

export function poolNodeRequirements({ name, pools }: Cluster): Requirement[] {
  return pools.flatMap((pool) =>
    shapeRequirements({
      place: `pool "${pool.name}"`,
      subject: `${name}/${pool.name}`,
      path: `/clusters/${name}/pools/${pool.name}/nodes`,
      pool: pool.name,
      shapes: pool.nodes,
      targetOf: ({ clusters }) => clusters[name],
      withShapes: (edit) => onPool(name, pool.name, (one) => ({ ...one, nodes: edit(one.nodes) })),
    }),
  );
}

export function siteNodeRequirements({ name, nodes }: EdgeSite): Requirement[] {
  return shapeRequirements({
    place: `edge site "${name}"`,
    subject: name,
    path: `/edgeSites/${name}/nodes`,
    pool: name,
    shapes: nodes,
    targetOf: ({ edgeSites }) => edgeSites[name],
    withShapes: (edit) => (fleet) => ({
      ...fleet,
      edgeSites: fleet.edgeSites.map((one) => (one.name === name ? { ...one, nodes: edit(one.nodes) } : one)),
    }),
  });
}

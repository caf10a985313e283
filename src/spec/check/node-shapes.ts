/** Nodes that exist already: of a pool, or of an edge site. */
import type { NodeShapeSpec } from "../../model/fleet-spec.js";
import type { NodeShape } from "../../model/fleet.js";
import type { Faults } from "../faults.js";
import { checkZoneName } from "./labels.js";
import { countOf, cpuMilliOf, extendedResourcesOf, mebibytesOf, nonZero } from "./resources.js";

/** What a node's disk is taken for where the spec does not say. */
const DEFAULT_EPHEMERAL = "32Gi";
const DEFAULT_PODS = 110;
const MICRO = 1_000_000;

function shapeOf(shape: NodeShapeSpec, availabilityZone: string, path: string, faults: Faults): NodeShape {
  const {
    type,
    count,
    architecture,
    cpu,
    memory,
    ephemeralStorage,
    extendedResources,
    pods,
    pricePerHour,
    attachableVolumes,
    slots,
    watts,
  } = shape;
  const microPerHour = Math.round((pricePerHour ?? 0) * MICRO);
  if (!Number.isSafeInteger(microPerHour * count))
    faults.error(
      "invalid-quantity",
      `${path}/pricePerHour`,
      `${String(pricePerHour)} USD an hour is too much to add up`,
    );
  return {
    type,
    count,
    architecture,
    capacity: nonZero({
      ...extendedResourcesOf(extendedResources ?? {}, `${path}/extendedResources`, faults),
      cpuMilli: cpuMilliOf(cpu, `${path}/cpu`, faults, "down"),
      memoryMiB: mebibytesOf(memory, `${path}/memory`, faults, "down"),
      ephemeralMiB: mebibytesOf(
        ephemeralStorage ?? DEFAULT_EPHEMERAL,
        `${path}/ephemeralStorage`,
        faults,
        "down",
      ),
      pods: countOf(pods ?? DEFAULT_PODS, `${path}/pods`, faults),
    }),
    availabilityZone: shape.availabilityZone ?? availabilityZone,
    microPerHour,
    ...(attachableVolumes === undefined ? {} : { attachableVolumes }),
    ...(slots === undefined ? {} : { slots }),
    ...(watts === undefined ? {} : { watts }),
  };
}

export interface NodeShapesInput {
  readonly shapes: readonly NodeShapeSpec[];
  /** Where nodes stand that do not say: the first availability zone. */
  readonly availabilityZones: readonly string[];
  readonly path: string;
  /** Whether other availability zones than those are a fault. */
  readonly closed: boolean;
}

/** Sorted by type and availability zone. */
export function nodeShapesOf(
  { shapes, availabilityZones, path, closed }: NodeShapesInput,
  faults: Faults,
): NodeShape[] {
  const [first = "none"] = availabilityZones;
  const checked = shapes.map((shape, index) => {
    const own = `${path}/${index}`;
    if (shape.availabilityZone !== undefined && !closed)
      checkZoneName(shape.availabilityZone, `${own}/availabilityZone`, faults);
    if (closed && shape.availabilityZone !== undefined)
      faults.knows(
        shape.availabilityZone,
        availabilityZones,
        `${own}/availabilityZone`,
        "availability zone of the cluster",
      );
    return shapeOf(shape, first, own, faults);
  });
  faults.distinct(
    checked.map(({ type, availabilityZone }, index) => [
      `${type} in ${availabilityZone}`,
      `${path}/${index}`,
    ]),
    "node shape",
  );
  const order = ({ type, availabilityZone }: NodeShape): string => `${type} ${availabilityZone}`;
  return checked.sort((left, right) => (order(left) < order(right) ? -1 : 1));
}

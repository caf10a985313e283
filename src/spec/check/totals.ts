/**
 * Sums over the fleet stay exact: amounts and money are whole numbers that a double holds exactly below
 * 2^53, and the planner adds them up over all replicas and nodes.
 */
import type { CheckedFleet, NodeShape, Workload } from "../../model/fleet.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Faults } from "../faults.js";

/** More replicas than this are no fleet but a slip of the keyboard. */
const MOST_REPLICAS = 100_000_000;

/** Adds up by name and tells, once a name, when a sum is no longer exact. */
class Sums {
  private readonly sums = new Map<string, number>();

  constructor(
    private readonly faults: Faults,
    private readonly what: string,
    private readonly most: number,
  ) {}

  add(name: string, amount: number, path: string): void {
    const before = this.sums.get(name) ?? 0;
    const sum = before + amount;
    this.sums.set(name, sum);
    if (before <= this.most && sum > this.most)
      this.faults.error(
        "invalid-quantity",
        path,
        `${this.what} ${name} adds up to ${sum}; at most ${this.most} can be planned`,
        "correct the amount or the count",
      );
  }

  addAll(vector: ResourceVector, times: number, path: string): void {
    for (const [name, amount] of Object.entries(vector)) this.add(name, amount * times, path);
  }
}

function checkNodes(shapes: readonly (readonly [shape: NodeShape, path: string])[], faults: Faults): void {
  const capacity = new Sums(faults, "what the fleet's nodes have of", Number.MAX_SAFE_INTEGER);
  const mostMicro = Math.floor(Number.MAX_SAFE_INTEGER / HOURS_PER_MONTH);
  const price = new Sums(faults, "the price of the fleet's nodes in", mostMicro);
  for (const [shape, path] of shapes) {
    capacity.addAll(shape.capacity, shape.count, path);
    price.add("millionths of a dollar an hour", shape.microPerHour * shape.count, path);
  }
}

/** No published price of a gigabyte is higher. */
const MOST_PER_GB = 1_000_000;
const MIB_PER_GB = 953;

/** What moves of all replicas cost at most, each with all of its data. */
function mostOfMoves({ move, volumes }: Workload): number {
  if (move === undefined) return 0;
  const { nodeDataMiB, kbps = Infinity, downSeconds, microPerDownMinute, microPerGb = 0 } = move;
  const data = volumes.reduce((sum, { sizeMiB = 0 }) => sum + sizeMiB, nodeDataMiB);
  const minutes = (downSeconds + (data * 8389) / kbps) / 60 + 1;
  return (data / MIB_PER_GB + 1) * Math.max(microPerGb, MOST_PER_GB) + minutes * microPerDownMinute;
}

export function checkTotals(
  { workloads, divided = [] }: Pick<CheckedFleet, "workloads" | "divided">,
  shapes: readonly (readonly [shape: NodeShape, path: string])[],
  faults: Faults,
): void {
  const replicas = new Sums(faults, "the number of", MOST_REPLICAS);
  const requests = new Sums(faults, "what all replicas request of", Number.MAX_SAFE_INTEGER);
  const moves = new Sums(faults, "what moves of all replicas may cost in", Number.MAX_SAFE_INTEGER);
  const each = divided.flatMap(({ candidates: [one] }) => (one === undefined ? [] : [one]));
  for (const workload of [...workloads, ...each]) {
    const most = workload.peak ?? workload.replicas;
    replicas.add("replicas", most, workload.origin);
    requests.addAll(workload.requests, most, workload.origin);
    moves.add("millionths of a dollar", Math.ceil(mostOfMoves(workload) * most), workload.origin);
  }
  checkNodes(shapes, faults);
}

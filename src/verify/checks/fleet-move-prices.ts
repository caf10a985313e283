/** Moves are priced by what the fleet says of its workloads: data that does not come along, times, prices and the limit. */
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import type { MoveLeg, PricedMoves, WorkloadMove } from "../../model/move.js";
import type { Path, Refuse } from "../refusals.js";
import type { Check } from "../review.js";

/** A node's own data always, block volumes into another zone, shared file systems into another place. */
function expectedMiB({ volumes, target }: Workload, { nodeDataMiB }: WorkloadMove, leg: MoveLeg): number {
  const leavesPlace = leg.from.place !== target.name;
  const leavesZone = leavesPlace || leg.from.availabilityZone !== leg.toZone;
  let sum = nodeDataMiB;
  for (const { sizeMiB = 0, attached } of volumes)
    if (attached === false ? leavesPlace : leavesZone) sum += sizeMiB;
  return sum;
}

function expectedCopySeconds(
  place: string,
  { kbps }: WorkloadMove,
  leg: MoveLeg,
  { links = [] }: CheckedFleet,
): bigint | undefined {
  if (kbps === undefined || leg.dataMiB === 0) return undefined;
  const way = [leg.from.place, place].sort();
  const carried = links.find(({ between: [one, other] }) => one === way[0] && other === way[1])?.kbps;
  const bitsPerSecond = 1000n * BigInt(Math.min(kbps, carried ?? kbps));
  const bits = 8n * 1024n * 1024n * BigInt(leg.dataMiB);
  return (bits + bitsPerSecond - 1n) / bitsPerSecond;
}

function checkLeg(
  leg: MoveLeg,
  { workload, move }: { readonly workload: Workload; readonly move: WorkloadMove },
  fleet: CheckedFleet,
  refuse: (field: keyof MoveLeg, message: string) => void,
): void {
  const data = expectedMiB(workload, move, leg);
  if (leg.dataMiB !== data) refuse("dataMiB", `is ${leg.dataMiB}, and a replica copies ${data}`);
  const seconds = expectedCopySeconds(workload.target.name, move, leg, fleet);
  if (leg.copySeconds !== (seconds === undefined ? undefined : Number(seconds)))
    refuse(
      "copySeconds",
      `is ${leg.copySeconds ?? "missing"}, and copying takes ${seconds ?? "no known time"}`,
    );
  const down = BigInt(move.downSeconds) + (move.downtime === "planned" ? (seconds ?? 0n) : 0n);
  if (BigInt(leg.downSeconds) !== down)
    refuse("downSeconds", `is ${leg.downSeconds}, and a replica is down ${down}`);
  const isBilled = leg.basis !== "none" && leg.dataMiB > 0;
  if (isBilled && move.microPerGb !== undefined && leg.microPerGb !== move.microPerGb)
    refuse("microPerGb", `is ${leg.microPerGb ?? "missing"}, and ${move.microPerGb} is stated`);
}

function checkPriced(
  { downtime, microPerDownMinute, legs }: PricedMoves,
  workload: Workload | undefined,
  { fleet, path }: { readonly fleet: CheckedFleet; readonly path: Path },
  refuse: Refuse,
): void {
  const move = workload?.move;
  if (workload === undefined || move === undefined) {
    refuse(path, "is priced, and the fleet does not say what a move of it takes");
    return;
  }
  if (downtime !== move.downtime)
    refuse([...path, "downtime"], `is ${downtime}, and the fleet says ${move.downtime}`);
  if (microPerDownMinute !== move.microPerDownMinute)
    refuse(
      [...path, "microPerDownMinute"],
      `is ${microPerDownMinute}, and the fleet says ${move.microPerDownMinute}`,
    );
  for (const [index, leg] of legs.entries())
    checkLeg(leg, { workload, move }, fleet, (field, message) => {
      refuse([...path, "legs", index, field], message);
    });
}

export const checkFleetMovePrices: Check = ({ plan, fleet, fleetWorkloads }, refuse) => {
  const { moves } = plan;
  if (fleet === undefined || moves === undefined) return;
  const isPriced = [...fleetWorkloads.values()].some(({ move }) => move !== undefined);
  if ((moves.priceMicro !== undefined) !== isPriced)
    refuse(
      ["moves", "priceMicro"],
      isPriced
        ? "is missing, and workloads say what moves take"
        : "is there, and no workload says what a move takes",
    );
  for (const [id, own] of Object.entries(moves.priced ?? {}))
    checkPriced(own, fleetWorkloads.get(id), { fleet, path: ["moves", "priced", id] }, refuse);
  const limit = isPriced ? fleet.limits.maxMoveMicro : undefined;
  if (moves.priceLimitMicro !== limit)
    refuse(
      ["moves", "priceLimitMicro"],
      `is ${moves.priceLimitMicro ?? "missing"}, and the fleet has ${limit ?? "none"}`,
    );
};

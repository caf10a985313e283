/** What a move of a replica takes: times that its downtime asks for are there. */
import type { MoveSpec } from "../../model/fleet-spec.js";
import type { WorkloadMove } from "../../model/move.js";
import type { CheckContext } from "./context.js";
import { mebibytesOf } from "./resources.js";

const MICRO = 1_000_000;

function checkTimes(
  { downtime = "none", downSeconds, kbps, perDownMinute = 0 }: MoveSpec,
  path: string,
  { faults }: CheckContext,
): void {
  if (downtime !== "none" && downSeconds === undefined)
    faults.error(
      "invalid-spec",
      `${path}/downSeconds`,
      `a ${downtime} move takes the replica down, and nothing says for how long`,
      "state downSeconds: from its stop to its first answer, without the copying of its data",
    );
  if (downtime === "planned" && kbps === undefined)
    faults.error(
      "invalid-spec",
      `${path}/kbps`,
      "the replica is down until its data has been copied, and nothing says how fast that is",
      "state kbps, or downtime: brief where the data is there already",
    );
  if (downtime === "none" && (downSeconds ?? 0) + perDownMinute > 0)
    faults.error(
      "invalid-spec",
      `${path}/downtime`,
      "downSeconds or perDownMinute is given, and the replica is never down (none)",
      "say brief or planned, or leave both out",
    );
}

/** Absent where nothing is said. */
export function moveOf(
  move: MoveSpec | undefined,
  path: string,
  context: CheckContext,
): { readonly move?: WorkloadMove } {
  if (move === undefined) return {};
  checkTimes(move, path, context);
  const { nodeData, kbps, downtime = "none", downSeconds = 0, perDownMinute = 0, pricePerGb } = move;
  return {
    move: {
      nodeDataMiB: nodeData === undefined ? 0 : mebibytesOf(nodeData, `${path}/nodeData`, context.faults),
      ...(kbps === undefined ? {} : { kbps }),
      downtime,
      downSeconds,
      microPerDownMinute: Math.round(perDownMinute * MICRO),
      ...(pricePerGb === undefined ? {} : { microPerGb: Math.round(pricePerGb * MICRO) }),
    },
  };
}

/**
 * Karpenter's own scheduler on a problem file, where its program is on this machine: `STOWAGE_BENCH_PEERS` names
 * the folder that holds `karpsolve`. Its time is its own (user and system time of Solve alone, not of its start).
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { GpuPool } from "./fleets/karpenter.js";

export interface PeerResult {
  readonly cost: number;
  readonly cpuMs: number;
}

const FOLDER = process.env["STOWAGE_BENCH_PEERS"];

export function peerProgram(): string | undefined {
  const program = FOLDER === undefined ? undefined : join(FOLDER, "karpsolve");
  return program !== undefined && existsSync(program) ? program : undefined;
}

interface PeerAnswer {
  readonly costPerHour: number;
  readonly cpuSeconds: number;
  readonly placement?: readonly PeerNode[];
}

function answerOf(program: string, args: readonly string[]): PeerAnswer {
  const child = spawnSync(program, ["-repeat", "1", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as PeerAnswer;
}

export function runPeer(program: string, file: string, pool: GpuPool): PeerResult {
  const { costPerHour, cpuSeconds } = answerOf(program, [
    "-pools",
    pool === "tainted" ? "gpu" : "single",
    file,
  ]);
  return { cost: costPerHour, cpuMs: cpuSeconds * 1000 };
}

/** Class -> how many of it. */
type PodsByClass = Readonly<Record<string, number>>;

export interface PeerNode {
  readonly type: string;
  readonly zone: string;
  readonly pods: PodsByClass;
}

/** Every node that it asks for, and their cost an hour; its pool with accelerators is tainted. */
export function placedByPeer(
  program: string,
  file: string,
): { readonly cost: number; readonly nodes: readonly PeerNode[] } {
  const { costPerHour, placement = [] } = answerOf(program, ["-pools", "gpu", "-placement", file]);
  return { cost: costPerHour, nodes: placement };
}

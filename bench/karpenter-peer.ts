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

export function runPeer(program: string, file: string, pool: GpuPool): PeerResult {
  const args = ["-repeat", "1", "-pools", pool === "tainted" ? "gpu" : "single", file];
  const child = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (child.status !== 0) throw new Error(child.stderr);
  const { costPerHour, cpuSeconds } = JSON.parse(child.stdout) as { costPerHour: number; cpuSeconds: number };
  return { cost: costPerHour, cpuMs: cpuSeconds * 1000 };
}

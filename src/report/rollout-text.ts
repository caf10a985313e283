/** The waves of a rollout, as text: nodes and replicas of one kind in one line. */
import type { ByName } from "../model/by-name.js";
import type { PodMove, PodStep, Rollout, RolloutWave } from "../model/rollout.js";
import { plural } from "./amounts.js";
import { printable } from "./printable.js";

/** "main/general-x-small/0/2" -> "main/general-x-small". */
function kindOf(name: string): string {
  const [target = "", kind = ""] = name.split("/");
  return kind === "previous" || kind === "surge" ? `${target} (${kind})` : `${target}/${kind}`;
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string, replicasOf: (one: T) => number): string[] {
  const sums = new Map<string, number>();
  for (const one of list) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + replicasOf(one));
  return [...sums].map(([key, sum]) => `${sum} ${key}`);
}

function nodesLine(words: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`    ${words}: ${grouped(names, kindOf, () => 1).join(", ")}`];
}

function podsLine(words: string, steps: readonly PodStep[]): string[] {
  const all = grouped(
    steps,
    ({ workload }) => workload,
    ({ replicas }) => replicas,
  );
  return all.length === 0 ? [] : [`    ${words}: ${all.join(", ")}`];
}

function movesLine(moves: readonly PodMove[]): string[] {
  const keyOf = ({ workload, startFirst }: PodMove): string =>
    startFirst === true ? `${workload} (started before the old one ends)` : workload;
  const all = grouped(moves, keyOf, ({ replicas }) => replicas);
  return all.length === 0 ? [] : [`    move: ${all.join(", ")}`];
}

function waveLines({ addNodes, end, move, start, removeNodes }: RolloutWave, index: number): string[] {
  return [
    `  wave ${index + 1}`,
    ...nodesLine("add nodes", addNodes),
    ...podsLine("end", end),
    ...movesLine(move),
    ...podsLine("start", start),
    ...nodesLine("remove nodes", removeNodes),
  ];
}

function members(list: ByName<number>, noun: string): string[] {
  return Object.entries(list).map(([key, more]) => `  ${key}: ${plural(more, noun)} more`);
}

function surgeLines({ surge: { limits, replicas, nodes } }: Rollout): string[] {
  const lines = [
    ...Object.entries(limits).map(([key, more]) => `  ${key}: ${more} more at once`),
    ...members(replicas, "replica"),
    ...Object.entries(nodes).map(([name, key]) => `  ${name}: a node like ${key}, for some waves`),
  ];
  return lines.length === 0 ? [] : ["no order was found without a surge; this one takes:", ...lines];
}

/** "  quota aws/eu-central-1/L-1: 24 of 32 at most at once". */
function limitLines({ limits = {} }: Rollout): string[] {
  return Object.entries(limits)
    .filter(([, { atOnce }]) => atOnce > 0)
    .map(([key, { most, atOnce }]) => `  ${key}: ${atOnce} of ${most} at most at once`);
}

/** Waves told one by one; the others are in the JSON. */
const MOST_WAVES = 40;

export function renderRollout(rollout: Rollout): string {
  const { status, waves, blocked, stays, notCounted } = rollout;
  const moved = waves.reduce(
    (sum, { move }) => sum + move.reduce((all, { replicas }) => all + replicas, 0),
    0,
  );
  const head =
    status === "blocked"
      ? `Rollout: no order was found; ${plural(waves.length, "wave")} lead as far as they can`
      : `Rollout in ${plural(waves.length, "wave")}: ${plural(stays.length, "node")} stay, ${plural(moved, "replica")} move`;
  const lines = [
    head,
    ...surgeLines(rollout),
    ...waves.slice(0, MOST_WAVES).flatMap(waveLines),
    ...(waves.length > MOST_WAVES
      ? [`  and ${plural(waves.length - MOST_WAVES, "wave")} more (--json)`]
      : []),
    ...limitLines(rollout),
    ...blocked.map((line) => `  blocked: ${line}`),
    ...notCounted.map((line) => `  not counted: ${line}`),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

/**
 * Packs a target whose gangs must each stand in one availability zone. The packing without that bounds the cost of
 * every one with it; where it does not keep a gang together, choices of a zone for each gang are packed: all of them
 * where they are few, else one gang after another, each in the zone that is best beside the others' choices. A gang
 * that may stay out does so as a whole, which is one more choice. Where all choices were packed, the least of their
 * bounds is a bound too.
 */
import type { Workload } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import { gangsConflict, zonesHolding } from "../constraints/gangs.js";
import type { Demand } from "../formulate/demand.js";
import { inZones, zonesOf } from "../formulate/eligibility.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import { gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget, TargetPacking } from "./target-packing.js";

type Pack = (input: PackTargetInput) => TargetPacking;

/** A zone, or that the gang stays out. */
type Place = string | undefined;
type Choice = ReadonlyMap<string, Place>;

interface Gang {
  readonly key: string;
  readonly demands: readonly Demand[];
  /** In the order in which they are tried. */
  readonly places: readonly Place[];
}

/** Choices that are packed at most. */
const MOST_CHOICES = 24;

function idsOf({ demands }: Pick<Gang, "demands">): ReadonlySet<string> {
  return new Set(demands.map(({ workload }) => workload.id));
}

function replicasIn(gang: Pick<Gang, "demands">, nodes: readonly FilledNodes[], zone?: string): number {
  const ids = idsOf(gang);
  let replicas = 0;
  for (const { kind, nodes: count, pods } of nodes)
    if (zone === undefined || kind.availabilityZone === zone)
      for (const [id, each] of pods) if (ids.has(id)) replicas += count * each;
  return replicas;
}

function askedBy({ demands }: Pick<Gang, "demands">): number {
  return demands.reduce((sum, { replicas }) => sum + replicas, 0);
}

function isTogether(gang: Pick<Gang, "demands">, nodes: readonly FilledNodes[]): boolean {
  const placed = replicasIn(gang, nodes);
  return placed === 0 || (placed === askedBy(gang) && zonesHolding(idsOf(gang), nodes).length === 1);
}

function groupsOf(demands: readonly Demand[]): Pick<Gang, "key" | "demands">[] {
  const gangs = new Map<string, Demand[]>();
  for (const demand of demands)
    if (demand.gang !== undefined) gangs.set(demand.gang, [...(gangs.get(demand.gang) ?? []), demand]);
  return [...gangs].map(([key, own]) => ({ key, demands: own }));
}

export function gathersInZones({ demands }: PackTargetInput): boolean {
  return demands.demands.some(({ gang }) => gang !== undefined);
}

/** Zones in which the packing without the rule has most of the gang first, and last that it stays out. */
function gangsOf({ demands, kinds }: PackTargetInput, nodes: readonly FilledNodes[]): Gang[] {
  const gangs = groupsOf(demands.demands).map((gang): Gang => {
    const held = (zone: string): number => replicasIn(gang, nodes, zone);
    const zones = gang.demands
      .map(({ mask }) => zonesOf(mask, kinds))
      .reduce((shared, own) => shared.filter((zone) => own.includes(zone)))
      .sort((left, right) => held(right) - held(left) || (left < right ? -1 : 1));
    const mayStayOut = gang.demands.every(({ penalty }) => penalty !== undefined);
    return { ...gang, places: mayStayOut ? [...zones, undefined] : zones };
  });
  return gangs.sort((left, right) => askedBy(right) - askedBy(left) || (left.key < right.key ? -1 : 1));
}

function allChoices(gangs: readonly Gang[]): Choice[] {
  return gangs.reduce<Choice[]>(
    (choices, { key, places }) =>
      choices.flatMap((choice) => places.map((place): Choice => new Map([...choice, [key, place]]))),
    [new Map()],
  );
}

/** Of what stays out by the choice: its penalty, or undefined where priorities do not allow as many. */
interface Chosen {
  readonly demands: readonly Demand[];
  readonly penalty: number;
}

function chosen(demands: readonly Demand[], choice: Choice, { kinds }: PackTargetInput): Chosen | undefined {
  const out = new Map<number, number>();
  let penalty = 0;
  const placed = demands.flatMap((demand): Demand[] => {
    if (demand.gang === undefined) return [demand];
    const zone = choice.get(demand.gang);
    if (zone === undefined) {
      penalty += demand.replicas * (demand.penalty ?? 0);
      if (demand.priority !== undefined)
        out.set(demand.priority, (out.get(demand.priority) ?? 0) + demand.replicas);
      return [];
    }
    const fixed = omitted(demand, "penalty", "priority", "mostLeftOut");
    return [{ ...fixed, mask: inZones(demand.mask, kinds, [zone]) }];
  });
  const most = new Map(
    demands.flatMap(({ priority, mostLeftOut }) =>
      priority === undefined || mostLeftOut === undefined ? [] : [[priority, mostLeftOut] as const],
    ),
  );
  if ([...most].some(([priority, limit]) => (out.get(priority) ?? 0) > limit)) return undefined;
  return {
    penalty,
    demands: placed.map((demand) => {
      const { priority, mostLeftOut } = demand;
      if (priority === undefined || mostLeftOut === undefined) return demand;
      const left = mostLeftOut - (out.get(priority) ?? 0);
      return left === 0
        ? omitted(demand, "penalty", "priority", "mostLeftOut")
        : { ...demand, mostLeftOut: left };
    }),
  };
}

class GangSearch {
  private best: SolvedTarget | undefined;
  private workUnits: number;
  private packed = 0;
  /** Least bound over the choices; undefined where one has none. */
  private bound: number | undefined = Infinity;
  private allInfeasible = true;

  constructor(
    private readonly pack: Pack,
    private readonly input: PackTargetInput,
    private readonly free: SolvedTarget,
    private readonly gangs: readonly Gang[],
  ) {
    this.workUnits = free.workUnits;
  }

  private try(choice: Choice): number {
    const { demands: given } = this.input;
    const own = chosen(given.demands, choice, this.input);
    const whole = chosen(given.whole, choice, this.input);
    if (own === undefined || whole === undefined) return Infinity;
    this.packed += 1;
    const demands = { ...omitted(given, "relaxed"), demands: own.demands, whole: whole.demands };
    const packing = this.pack({ ...this.input, demands });
    this.workUnits += packing.workUnits;
    if (packing.status !== "packed") {
      if (packing.status === "noneFound") [this.bound, this.allInfeasible] = [undefined, false];
      return Infinity;
    }
    this.allInfeasible = false;
    // Where rules beside this one are only relaxed, what is proved of their restriction is none of the whole.
    if (given.relaxed !== undefined) this.bound = undefined;
    if (this.bound !== undefined) this.bound = Math.min(this.bound, packing.bound + own.penalty);
    const cost = packing.cost + own.penalty;
    if (this.best === undefined || cost < this.best.cost) this.best = { ...packing, cost };
    return cost;
  }

  private isGoodEnough(): boolean {
    const { targetGapMilliPercent } = this.input.limits;
    return this.best !== undefined && gapPpm(this.best.cost, this.free.bound) <= targetGapMilliPercent * 10;
  }

  private tryAll(choices: readonly Choice[]): boolean {
    for (const choice of choices) {
      this.try(choice);
      if (this.isGoodEnough()) return false;
    }
    return true;
  }

  private tryOneByOne(): void {
    let current: Choice = new Map(this.gangs.map(({ key, places: [first] }) => [key, first]));
    let cost = this.try(current);
    for (const { key, places } of this.gangs) {
      for (const place of places.slice(1)) {
        if (this.packed >= MOST_CHOICES || this.isGoodEnough()) return;
        const other = new Map([...current, [key, place] as const]);
        const found = this.try(other);
        if (found < cost) [current, cost] = [other, found];
      }
    }
  }

  run(): TargetPacking {
    const { gangs, free } = this;
    const combinations = gangs.reduce((product, { places }) => product * places.length, 1);
    const isWhole = combinations <= MOST_CHOICES && this.tryAll(allChoices(gangs));
    if (combinations > MOST_CHOICES) this.tryOneByOne();
    if (this.best === undefined) {
      const proved = isWhole && this.allInfeasible;
      const workloads = gangs.map(({ demands }) => demands.map(({ workload }): Workload => workload));
      const conflicts = [gangsConflict(workloads, this.input.kinds, proved)];
      return { status: proved ? "infeasible" : "noneFound", conflicts, workUnits: this.workUnits };
    }
    const proved = isWhole && this.bound !== undefined && this.bound < Infinity ? this.bound : 0;
    const bound = Math.max(free.bound, proved);
    const { cost } = this.best;
    const ranOut = [free.stop, this.best.stop].includes("workBudget");
    const stop = stopOf(gapPpm(cost, bound), this.input.limits.targetGapMilliPercent, ranOut);
    return { ...this.best, bound, bounding: free.bounding, stop, workUnits: this.workUnits };
  }
}

export function packGangs(pack: Pack, input: PackTargetInput): TargetPacking {
  const groups = groupsOf(input.demands.demands);
  const zones = new Set(
    groups.flatMap(({ demands }) => demands.flatMap(({ mask }) => zonesOf(mask, input.kinds))),
  );
  const choices = Math.min(MOST_CHOICES, (zones.size + 1) ** groups.length);
  const workUnits = Math.max(1, Math.floor(input.limits.workUnits / (choices + 1)));
  const part = { ...input, limits: { ...input.limits, workUnits } };
  const free = pack(part);
  if (free.status !== "packed" || groups.every((gang) => isTogether(gang, free.nodes))) return free;
  return new GangSearch(pack, part, free, gangsOf(part, free.nodes)).run();
}

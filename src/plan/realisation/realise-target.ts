/**
 * A packing alone is not executable: kube-scheduler places one pod after another by scores of its own, and in most
 * orders of arrival large pods find no hole in the end. This stage replays the pods in the scheduler model and buys
 * what it takes; so it does with nodes that must be replaceable. Several designs (`design.ts`) are searched side by side (`design-search.ts`), always the one that costs
 * least so far, until one holds every order of arrival that is tried and is confirmed in orders that no search has
 * seen. Layouts show, as for any plan, that its nodes hold everything; the bound stays that of the packing.
 */
import type { TargetRealisation, UnboundReason } from "../../model/plan.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { costOf, gapPpm, stopOf } from "../pack/target-packing.js";
import type { SolvedTarget } from "../pack/target-packing.js";
import { ORDER_ROWS } from "./arrivals-tried.js";
import type { OrderRow } from "./arrivals-tried.js";
import { boundDesign } from "./bound-design.js";
import { homesDesign, packedDesign, preferringDesign, slackDesign } from "./design.js";
import type { Design } from "./design.js";
import { DesignSearch } from "./design-search.js";
import type { Step } from "./design-search.js";
import { evenZones } from "./even-zones.js";
import { Exchanges } from "./exchanges.js";
import type { HeldNodes } from "./exchanges.js";
import { boundNodes, layoutsOn } from "./layouts.js";
import { inOneClassEach } from "./one-class.js";
import { oneTypeDesigns } from "./one-type.js";
import { countsOf, modelOf, standingsOf } from "./model-of-nodes.js";
import type { NodeCounts, Standing, Standings } from "./model-of-nodes.js";
import { withEmpty } from "./more-nodes.js";
import { rollingUpdatesOf } from "./rolling-updates.js";
import { promisedMore, replacementsOf } from "./replacements.js";
import { steeringOf } from "./steering.js";
import type { Steering } from "./steering.js";
import { Trials, replayCost } from "./trials.js";

export interface RealiseInput {
  readonly input: PackTargetInput;
  readonly packing: SolvedTarget;
  /** Looks of pods at nodes. */
  readonly workUnitsLimit: number;
  /** Rows of orders of arrival: the first is tried, all confirm. @default ORDER_ROWS */
  readonly rows?: readonly [OrderRow, ...OrderRow[]];
  /** Whether workloads may be bound to instance types, with caps a node. @default false */
  readonly mayBind?: boolean;
  /** Nothing is bought but more nodes beside those of the packing. Absent: whatever is cheapest. */
  readonly keepsNodes?: true;
}

export interface Realised {
  readonly packing: SolvedTarget;
  readonly realisation: TargetRealisation;
  /** Workload id -> how its pods are steered; none where they go anywhere. */
  readonly steering: ReadonlyMap<string, Steering>;
  readonly workUnits: number;
}

/** How many orders, by the part of the work that trying one set of nodes in all of them may take. */
interface OrderCounts {
  readonly fewest: number;
  readonly most: number;
  readonly part: number;
}

/** In which every set of nodes is tried. */
const TRIED: OrderCounts = { fewest: 6, most: 24, part: 0.02 };
/** Of the row that is tried, in which the chosen one is confirmed. */
const FRESH = { fewest: 8, part: 0.3 } as const;
/** Fewer orders than this leave one in thirty open that is not held, at a confidence of 95 %. */
const FEW_FRESH = 100;
/**
 * Of each other row, in which a plan whose replays cost little is confirmed in the end: one in ten that is not held
 * is found at 95 %. A hundred found one in 150 of the shop's plan, against which nodes for 2.7 % of its cost were bought.
 */
const FRESH_IN_OTHERS = 30;
/** Designs that hold, of which the cheapest is taken. */
const MOST_HELD = 3;
/** Part of the work that exchanges of nodes may take. */
const EXCHANGED = 0.02;
/** Mean pods that designs by homes leave free on every node. */
const LOST_AT_HOME = [0.5, 1] as const;
/** The same of packings with slack. */
const LOST_IN_PACKINGS = [1, 2, 4] as const;
/**
 * Designs of one type for each class, where replays are dear. Where they are not, exchanges of nodes begin elsewhere
 * because of them, and end dearer at times.
 */
const ONE_TYPES = 2;
/** Packings with slack are for small targets, where a home is less than a few nodes; more pods would cost time. */
const MOST_PODS_OF_SMALL = 2000;

function ordersWithin({ fewest, most, part }: OrderCounts, cost: number, workUnitsLimit: number): number {
  return Math.max(fewest, Math.min(most, Math.floor((workUnitsLimit * part) / cost)));
}

function allBound(standings: Standings): boolean {
  return standings.size > 0 && [...standings.values()].every(({ bound }) => bound !== undefined);
}

function steeredIn(standing: Standing | undefined): Pick<Standing, "instanceTypes" | "bound"> {
  const { instanceTypes = new Set<string>(), bound } = standing ?? {};
  return { instanceTypes, ...(bound === undefined ? {} : { bound }) };
}

interface Answer extends Omit<TargetRealisation, "orders" | "extraMicroPerHour"> {
  readonly nodes: readonly FilledNodes[];
  readonly standings: Standings;
}

function confirmedMore(answer: Answer, orders: number): Answer {
  const { confirmedOrders, replacements } = answer;
  const promised = replacements === undefined ? {} : { replacements: promisedMore(replacements, orders) };
  return { ...answer, confirmedOrders: confirmedOrders + orders, ...promised };
}

class Realisation {
  private readonly trials: Trials;
  private readonly rows: readonly [OrderRow, ...OrderRow[]];
  /** Orders in which a design is confirmed. */
  private readonly fresh: number;
  /** What is bought where no design is confirmed. */
  private fallback: Answer | undefined;
  /** Numbers of the rows of orders that confirm a design. */
  private confirming: readonly number[];
  /** Why nothing is bound, where nothing is. */
  private unbound: UnboundReason = "notCheaper";

  constructor(private readonly given: RealiseInput) {
    const { input, packing, workUnitsLimit, rows = ORDER_ROWS } = given;
    const { counts, standings } = packedDesign(packing.nodes);
    this.rows = rows;
    const cost = replayCost(modelOf(input.target, counts, standings));
    const tried = ordersWithin(TRIED, cost, workUnitsLimit);
    this.trials = new Trials({ rows, tried, workUnitsLimit });
    this.fresh = ordersWithin({ ...FRESH, most: rows[0].most }, cost, workUnitsLimit);
    this.confirming = this.isDear ? [...rows.keys()] : [0];
  }

  /** Whether fewer orders than are wished for confirm a design, since replays cost much. */
  private get isDear(): boolean {
    return this.fresh < this.rows[0].most;
  }

  /** Whether so few orders confirm a design that no work is left for other designs once one has held. */
  private get isDearest(): boolean {
    return this.fresh < FEW_FRESH;
  }

  private get isSmall(): boolean {
    const { whole } = this.given.input.demands;
    return whole.reduce((sum, { replicas }) => sum + replicas, 0) <= MOST_PODS_OF_SMALL;
  }

  private searchOf(design: Design): DesignSearch {
    const { input } = this.given;
    // Where replays are dear, steps are large.
    const { trials, isDear, isDearest, fresh } = this;
    const steps = { byHalves: isDear, isGenerous: isDearest, kept: fresh };
    return new DesignSearch({ input, design, trials, ...steps });
  }

  private layouts({ design, counts, standings }: DesignSearch): readonly FilledNodes[] | undefined {
    const { layouts, floor } = design;
    if (layouts === undefined) {
      const target = modelOf(this.given.input.target, counts, standings);
      const replayed = this.trials.held(target);
      const start = replayed === undefined ? [] : boundNodes(replayed, target);
      return layoutsOn(this.given.input, counts, standings, start);
    }
    return [...counts].reduce<readonly FilledNodes[]>((nodes, [kind, count]) => {
      const more = count - (floor.get(kind) ?? 0);
      return more > 0 ? withEmpty(nodes, kind, more) : nodes;
    }, layouts);
  }

  /** What components will make of the layouts: pools and architectures are theirs, preferences the design's. */
  private asLaidOut(nodes: readonly FilledNodes[], design: Standings): Standings {
    return new Map(
      [...standingsOf(nodes)].map(([id, standing]) => [id, { ...standing, ...steeredIn(design.get(id)) }]),
    );
  }

  /**
   * Confirms what holds every order that is tried. Undefined where it has to be searched further, with the pools and
   * architectures of its layouts and one order more.
   */
  private confirmed(search: DesignSearch, nodes: readonly FilledNodes[]): Answer | undefined {
    const { trials } = this;
    const standings = this.asLaidOut(nodes, search.standings);
    // What holds by counting needs no more than a look whether the model agrees.
    const fresh = allBound(standings) ? FRESH.fewest : this.fresh;
    const target = modelOf(this.given.input.target, search.counts, standings);
    search.standings = standings;
    // The packing's own layouts are what was tried.
    if (search.design.layouts === undefined && !trials.holds(target)) return undefined;
    const { orders, failure } = trials.confirm(target, fresh, this.confirming);
    const answer = { nodes, standings, confirmedOrders: orders, pendingPods: failure?.pendingPods ?? 0 };
    if (failure === undefined)
      return {
        ...answer,
        status: "held",
        ...replacementsOf(trials, target, orders),
        ...rollingUpdatesOf(trials, target),
      };
    // It may be all that the work allows.
    this.fallback = { ...answer, status: "pending", confirmedOrders: 0 };
    return undefined;
  }

  /** What was bought for a design that does not hold. */
  private keepPending(search: DesignSearch): void {
    const nodes = this.fallback === undefined ? this.layouts(search) : undefined;
    if (nodes === undefined) return;
    const pendingPods = this.trials.mostPending(search.model());
    const { standings } = search;
    this.fallback = { status: "pending", nodes, standings, pendingPods, confirmedOrders: 0 };
  }

  private laidOut(
    counts: NodeCounts,
    design: Standings,
    start: readonly FilledNodes[],
  ): HeldNodes | undefined {
    const nodes = layoutsOn(this.given.input, counts, design, start);
    return nodes === undefined ? undefined : { counts, nodes, standings: this.asLaidOut(nodes, design) };
  }

  /** What is cheaper and confirmed as well; the answer itself where nothing is. */
  private cheaper(search: DesignSearch, answer: Answer): Answer {
    if (this.given.keepsNodes === true || allBound(answer.standings)) return answer;
    const { input, workUnitsLimit } = this.given;
    const { nodes, standings } = answer;
    const exchanges = new Exchanges({
      input,
      trials: this.trials,
      start: { counts: search.counts, nodes, standings },
      laidOut: (counts, start) => this.laidOut(counts, standings, start),
      workUnitsLimit: workUnitsLimit * EXCHANGED,
    });
    for (;;) {
      const found = exchanges.run();
      if (found === undefined) return answer;
      const design = { counts: found.counts, floor: new Map(), standings: found.standings };
      const confirmed = this.confirmed(this.searchOf(design), found.nodes);
      // What is left of the work may confirm it in fewer orders than what is known.
      if (confirmed !== undefined)
        return confirmed.confirmedOrders < answer.confirmedOrders ? answer : confirmed;
      exchanges.refute();
    }
  }

  /**
   * Steps leave work for the confirmation of what they find. What is bound holds by counting, whether or not there is
   * work left for a look whether the model agrees.
   */
  private stepOf(search: DesignSearch): Step {
    if (this.trials.affords(search.model(), FRESH.fewest)) return search.step();
    return allBound(search.standings) ? "held" : "stuck";
  }

  /** Whether what else is found could be confirmed in as many orders as what holds already. */
  private mayCompare(search: DesignSearch): boolean {
    return this.trials.affordable(search.model()) >= this.fresh + this.trials.count;
  }

  /** The cheapest so far; where replays are dearest, one that held and was refuted: it lacks little, and others much. */
  private nextOf(open: readonly DesignSearch[]): DesignSearch | undefined {
    const refuted = this.isDearest ? open.filter(({ isRefuted }) => isRefuted) : [];
    const among = refuted.length > 0 ? refuted : open;
    const least = Math.min(...among.map(({ microPerHour }) => microPerHour));
    return among.find(({ microPerHour }) => microPerHour === least);
  }

  /**
   * Undefined where none holds within the limits. Nodes are given back only once they hold, so the design that holds
   * first need not be the cheapest in the end: where replays cost little, a few are searched to their end.
   */
  private searched(searches: readonly DesignSearch[]): Answer | undefined {
    const open = [...searches];
    const held: { readonly search: DesignSearch; readonly answer: Answer }[] = [];
    while (held.length < (this.isSmall ? MOST_HELD : 1)) {
      const search = this.nextOf(open);
      if (search === undefined || (held.length > 0 && !this.mayCompare(search))) break;
      const step = this.stepOf(search);
      const nodes = step === "held" ? this.layouts(search) : undefined;
      const answer = nodes === undefined ? undefined : this.confirmed(search, nodes);
      if (answer !== undefined) held.push({ search, answer });
      else if (nodes !== undefined) search.isRefuted = true;
      if (step === "stuck") this.keepPending(search);
      if (step === "stuck" || answer !== undefined || (step === "held" && nodes === undefined))
        open.splice(open.indexOf(search), 1);
    }
    const least = Math.min(...held.map(({ answer }) => costOf(answer.nodes)));
    const best = held.find(({ answer }) => costOf(answer.nodes) === least);
    return best === undefined ? undefined : this.cheaper(best.search, best.answer);
  }

  /**
   * Where replays cost little, what is chosen is confirmed in the other rows of orders in the end, and nodes are added
   * to it where that fails. So they need not hold for designs that are not chosen.
   */
  private inAllRows(answer: Answer): Answer {
    const others = [...this.rows.keys()].filter((row) => !this.confirming.includes(row));
    if (others.length === 0 || answer.status !== "held" || allBound(answer.standings)) return answer;
    const { nodes, standings } = answer;
    const target = modelOf(this.given.input.target, countsOf(nodes), standings);
    const { orders, failure } = this.trials.confirm(target, FRESH_IN_OTHERS, others);
    if (failure === undefined) return confirmedMore(answer, orders);
    this.confirming = [...this.rows.keys()];
    const { pendingPods } = failure;
    this.fallback = { status: "pending", nodes, standings, pendingPods, confirmedOrders: 0 };
    return this.searched([this.searchOf({ ...packedDesign(nodes), standings })]) ?? this.fallback;
  }

  private realised({ nodes, standings, ...answer }: Answer): Realised {
    const { packing, input } = this.given;
    const extraMicroPerHour = costOf(nodes) - costOf(packing.nodes);
    const cost = packing.cost + extraMicroPerHour;
    const { targetGapMilliPercent } = input.limits;
    const stop = stopOf(gapPpm(cost, packing.bound), targetGapMilliPercent, packing.stop === "workBudget");
    return {
      packing: { ...packing, nodes, cost, stop },
      realisation: {
        ...answer,
        ...(answer.status === "held" && allBound(standings) ? { everyOrder: true } : {}),
        ...(this.given.mayBind === true && !allBound(standings) ? { unbound: this.unbound } : {}),
        orders: answer.status === "notReplayed" ? 0 : this.trials.count,
        extraMicroPerHour: Math.max(0, extraMicroPerHour),
      },
      steering: steeringOf(standings),
      workUnits: this.trials.workUnits,
    };
  }

  private bindingDesign(): Design | undefined {
    const design = this.given.mayBind === true ? boundDesign(this.given.input) : undefined;
    if (design === undefined) return undefined;
    if (typeof design === "string") this.unbound = design;
    else if (this.searchOf(design).keepsLimits()) return design;
    else this.unbound = "limits";
    return undefined;
  }

  private moreDesigns(packed: readonly FilledNodes[]): DesignSearch[] {
    const { input } = this.given;
    const lost = this.isSmall ? LOST_IN_PACKINGS : [];
    const apart = this.isSmall ? inOneClassEach(input, packed) : undefined;
    const designs = [
      this.bindingDesign(),
      ...(this.isDear ? oneTypeDesigns(input, packed, ONE_TYPES) : []),
      preferringDesign(packed, input),
      ...LOST_AT_HOME.map((mean) => homesDesign(input, mean)),
      ...lost.map((mean) => slackDesign(input, mean)),
      ...(apart === undefined ? [] : [0, ...lost].map((mean) => slackDesign(apart, mean))),
    ];
    return designs
      .flatMap((design) => (design === undefined ? [] : [this.searchOf(design)]))
      .filter((search) => search.keepsLimits());
  }

  /** With machines that stand, each is where it is. */
  private designs(nodes: readonly FilledNodes[]): DesignSearch[] {
    const { input, keepsNodes = false } = this.given;
    if (keepsNodes) return [this.searchOf(packedDesign(nodes))];
    const even = evenZones(input, nodes);
    return [this.searchOf(packedDesign(even)), ...this.moreDesigns(even)];
  }

  run(): Realised {
    const { nodes } = this.given.packing;
    const design = packedDesign(nodes);
    const { standings } = design;
    const packed = this.searchOf(design);
    if (!this.trials.affords(packed.model()))
      return this.realised({ status: "notReplayed", nodes, standings, pendingPods: 0, confirmedOrders: 0 });
    if (this.trials.holds(packed.model())) {
      const answer = this.confirmed(packed, nodes);
      if (answer !== undefined) return this.realised(this.inAllRows(answer));
    }
    const answer = this.searched(this.designs(nodes)) ?? this.fallback;
    return this.realised(
      answer !== undefined
        ? this.inAllRows(answer)
        : { status: "notReplayed", nodes, standings, pendingPods: 0, confirmedOrders: 0 },
    );
  }
}

export function realiseTarget(given: RealiseInput): Realised {
  return new Realisation(given).run();
}

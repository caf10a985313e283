/**
 * Replicas in each place that keep every rule about places, as near to counts that are wished for as costs least: a
 * flow of least cost, by shortest paths one after another. Parts of the replicas go to places that may take them,
 * places into groups that may hold so many. Small: some parts, some places.
 */
export interface CountsInput {
  /** How many replicas may stand in which places (indices). */
  readonly parts: readonly { readonly replicas: number; readonly places: readonly number[] }[];
  /** Number of places. */
  readonly places: number;
  readonly most: (place: number) => number;
  /** Places that together may hold so many; no place is in two of them. */
  readonly groups?: readonly { readonly places: readonly number[]; readonly most: number }[];
  /** Places that must hold one. */
  readonly held: ReadonlySet<number>;
  /** Replicas that a place has already, which cost nothing more there. */
  readonly wished: (place: number) => number;
  /** What one replica more than those costs in a place. */
  readonly extra: (place: number) => number;
  /** What a replica of one part costs in a place, wished for or not. */
  readonly price: (place: number, part: number) => number;
}

interface Arc {
  readonly to: number;
  room: number;
  readonly cost: number;
  /** Index of the arc back. */
  readonly back: number;
}

/** Above any price that is really paid. */
const MUST_HOLD = 1e15;

class Flow {
  private readonly arcs: Arc[] = [];
  private readonly leaving: number[][];

  constructor(private readonly nodes: number) {
    this.leaving = Array.from({ length: nodes }, () => []);
  }

  /** Index of the arc. */
  arc(from: number, to: number, room: number, cost: number): number {
    const index = this.arcs.length;
    this.arcs.push({ to, room, cost, back: index + 1 }, { to: from, room: 0, cost: -cost, back: index });
    this.leaving[from]?.push(index);
    this.leaving[to]?.push(index + 1);
    return index;
  }

  /** What went over an arc. */
  over(index: number): number {
    return this.arcs[index + 1]?.room ?? 0;
  }

  /** The arc by which each node is reached most cheaply; undefined: it is not. */
  private cheapest(source: number): (number | undefined)[] {
    const cost = new Array<number>(this.nodes).fill(Infinity);
    const by = new Array<number | undefined>(this.nodes).fill(undefined);
    cost[source] = 0;
    const waiting = [source];
    const isWaiting = new Array<boolean>(this.nodes).fill(false);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      isWaiting[next] = false;
      for (const index of this.leaving[next] ?? []) {
        const arc = this.arcs[index];
        if (arc === undefined || arc.room === 0) continue;
        const through = (cost[next] ?? Infinity) + arc.cost;
        if (through >= (cost[arc.to] ?? Infinity)) continue;
        cost[arc.to] = through;
        by[arc.to] = index;
        if (isWaiting[arc.to] !== true) waiting.push(arc.to);
        isWaiting[arc.to] = true;
      }
    }
    return by;
  }

  private from(index: number): number {
    return this.arcs[this.arcs[index]?.back ?? 0]?.to ?? 0;
  }

  /** As much as there is room for, at the least cost. */
  fill(source: number, sink: number): number {
    let sum = 0;
    for (;;) {
      const by = this.cheapest(source);
      if (by[sink] === undefined) return sum;
      const path: number[] = [];
      let at: number | undefined = by[sink];
      while (at !== undefined) {
        path.push(at);
        at = by[this.from(at)];
      }
      const room = path.reduce((least, index) => Math.min(least, this.arcs[index]?.room ?? 0), Infinity);
      for (const index of path) {
        const arc = this.arcs[index];
        const back = arc === undefined ? undefined : this.arcs[arc.back];
        if (arc === undefined || back === undefined) continue;
        arc.room -= room;
        back.room += room;
      }
      sum += room;
    }
  }
}

/** Replicas by part and place; undefined: no counts keep the rules. */
export function placeCounts(input: CountsInput): readonly (readonly number[])[] | undefined {
  const { parts, places, most, held, wished, extra, price, groups = [] } = input;
  const [source, sink] = [0, 1];
  const placeNode = (place: number): number => 2 + parts.length + place;
  const groupNode = (group: number): number => 2 + parts.length + places + group;
  const flow = new Flow(2 + parts.length + places + groups.length);
  const total = parts.reduce((sum, { replicas }) => sum + replicas, 0);
  const taken = parts.map((part, index) => {
    flow.arc(source, 2 + index, part.replicas, 0);
    return part.places.map((place) => ({
      place,
      arc: flow.arc(2 + index, placeNode(place), part.replicas, price(place, index)),
    }));
  });
  for (let place = 0; place < places; place += 1) {
    const group = groups.findIndex((one) => one.places.includes(place));
    const to = group === -1 ? sink : groupNode(group);
    const room = Math.max(0, most(place));
    const first = held.has(place) ? Math.min(1, room) : 0;
    const here = Math.min(Math.max(0, wished(place) - first), room - first);
    if (first > 0) flow.arc(placeNode(place), to, first, -MUST_HOLD);
    if (here > 0) flow.arc(placeNode(place), to, here, 0);
    flow.arc(placeNode(place), to, room - first - here, extra(place));
  }
  for (const [index, group] of groups.entries()) flow.arc(groupNode(index), sink, group.most, 0);
  if (flow.fill(source, sink) < total) return undefined;
  const counts = taken.map((arcs) => {
    const own = new Array<number>(places).fill(0);
    for (const { place, arc } of arcs) own[place] = (own[place] ?? 0) + flow.over(arc);
    return own;
  });
  const at = (place: number): number => counts.reduce((sum, own) => sum + (own[place] ?? 0), 0);
  return [...held].every((place) => at(place) > 0) ? counts : undefined;
}

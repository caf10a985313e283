/**
 * The simulated cloud's operations over its file. Each is one locked change: it either happens whole or the
 * cloud is as it was, so an apply can stop half-way between resources but never inside one.
 */
import type { Change, LockedJsonFile } from "../../files/locked-json-file.js";
import {
  entryOf,
  type SimCloudState,
  type SimCollection,
  type SimInputs,
  type SimOperation,
} from "./cloud-state.js";
import { strike } from "./faults.js";
import type { SimKind } from "./kinds/index.js";
import { SimRefusal } from "./refusal.js";

type Entries<C extends SimCollection> = Readonly<Record<string, SimInputs[C]>>;

/** The cloud's kinds are told apart by their collection; this is the one place that says so. */
function entriesOf<C extends SimCollection>(state: SimCloudState, { collection }: SimKind<C>): Entries<C> {
  return state[collection] as unknown as Entries<C>;
}

function withEntry<C extends SimCollection>(
  state: SimCloudState,
  kind: SimKind<C>,
  id: string,
  inputs: SimInputs[C] | undefined,
): SimCloudState {
  const others = Object.fromEntries(Object.entries(entriesOf(state, kind)).filter(([key]) => key !== id));
  return { ...state, [kind.collection]: inputs === undefined ? others : { ...others, [id]: inputs } };
}

export class SimCloud {
  readonly #file: LockedJsonFile<SimCloudState>;

  constructor(file: LockedJsonFile<SimCloudState>) {
    this.#file = file;
  }

  read<C extends SimCollection>(kind: SimKind<C>, id: string): SimInputs[C] | undefined {
    return entryOf(entriesOf(this.#file.read(), kind), id);
  }

  async create<C extends SimCollection>(kind: SimKind<C>, inputs: SimInputs[C]): Promise<string> {
    const id = kind.idOf(inputs);
    await this.#change("create", id, (state) => {
      if (entryOf(entriesOf(state, kind), id) !== undefined)
        throw new SimRefusal(
          "AlreadyExists",
          `${id} exists already in ${this.#file.file}. Choose another name, import it ` +
            `(pulumi import ${kind.token} NAME ${id}), or give this stack a cloud of its own with STOWAGE_SIM_FILE.`,
        );
      kind.requireRoom(state, id, inputs);
      return withEntry(state, kind, id, inputs);
    });
    return id;
  }

  async update<C extends SimCollection>(kind: SimKind<C>, id: string, inputs: SimInputs[C]): Promise<void> {
    await this.#change("update", id, (state) => {
      if (entryOf(entriesOf(state, kind), id) === undefined)
        throw new SimRefusal(
          "NotFound",
          `${id} is gone from ${this.#file.file}. Run \`pulumi refresh\` first.`,
        );
      kind.requireRoom(state, id, inputs);
      return withEntry(state, kind, id, inputs);
    });
  }

  /** Deleting what is gone already succeeds: the wish is fulfilled. */
  async delete<C extends SimCollection>(kind: SimKind<C>, id: string): Promise<void> {
    await this.#change("delete", id, (state) => {
      if (entryOf(entriesOf(state, kind), id) === undefined) return state;
      kind.requireUnused(state, id);
      return withEntry(state, kind, id, undefined);
    });
  }

  async #change(
    operation: SimOperation,
    id: string,
    change: (state: SimCloudState) => SimCloudState,
  ): Promise<void> {
    const fault = await this.#file.update((state): Change<SimCloudState, SimRefusal | undefined> => {
      const struck = strike(state, operation, id);
      return struck === undefined
        ? { next: change(state), result: undefined }
        : { next: struck.next, result: new SimRefusal("InjectedFault", struck.fault.message) };
    });
    if (fault !== undefined) throw fault;
  }
}

/** A kind of object as it stands in the API server, kept up to date by a watch. */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient, ApiList, ApiObject } from "./api-client.js";

interface WatchEvent<T extends ApiObject> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

export interface Watched<T extends ApiObject> {
  readonly objects: () => readonly T[];
  /** How often anything was added, changed or removed. */
  readonly changes: () => number;
  readonly stop: () => void;
}

/** `keep` gives the part of an object that is wanted, so that ten thousand pods stay small. */
export async function watched<T extends ApiObject>(
  api: ApiClient,
  path: string,
  keep: (object: T) => T,
): Promise<Watched<T>> {
  const objects = new Map<string, T>();
  let [changes, stopped] = [0, false];
  let stopStream = (): void => undefined;
  const keyOf = ({ metadata: { namespace = "", name } }: T): string => `${namespace}/${name}`;

  const take = ({ type, object }: WatchEvent<T>): boolean => {
    if (type === "ERROR") return false;
    if (type === "BOOKMARK") return true;
    changes += 1;
    if (type === "DELETED") objects.delete(keyOf(object));
    else objects.set(keyOf(object), keep(object));
    return true;
  };
  const list = async (): Promise<string> => {
    const { metadata, items } = await api.get<ApiList<T>>(path);
    objects.clear();
    for (const item of items) objects.set(keyOf(item), keep(item));
    changes += 1;
    return metadata.resourceVersion;
  };
  const follow = async (version: string): Promise<void> => {
    const stream = await api.open(`${path}?watch=true&resourceVersion=${version}`);
    stopStream = () => stream.destroy();
    const lines = createInterface({ input: stream });
    // A stream that breaks ends the lines; what was missed comes with the next list.
    stream.on("error", () => {
      lines.close();
    });
    for await (const line of lines) if (!take(JSON.parse(line) as WatchEvent<T>)) return;
  };
  const run = async (first: string): Promise<void> => {
    for (let version = first; ; version = await list()) {
      await follow(version);
      if (stopped) return;
      await sleep(100);
    }
  };
  const running = run(await list());
  // Without a control plane there is nothing to watch; whoever waits for an object says so.
  running.catch(() => undefined);
  return {
    objects: () => [...objects.values()],
    changes: () => changes,
    stop: () => {
      stopped = true;
      stopStream();
    },
  };
}

/** Asks until the answer is there; undefined after `milliseconds`. */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  milliseconds: number,
): Promise<T | undefined> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  return undefined;
}

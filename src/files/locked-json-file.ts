/**
 * One JSON value in a file that several processes change. A change reads, decides and writes without giving
 * up the thread, inside a queue of this process and a lock folder (`FILE.lock`) between processes. A lock
 * whose holder was killed is taken over after `STALE_MILLISECONDS`. Readers need no lock.
 */
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { lock } from "proper-lockfile";
import { removeAbandonedWrites, replaceFile } from "./replace-file.js";

const STALE_MILLISECONDS = 5_000;
/** Waits at most about half a minute: long enough to outlast a killed holder and a busy one. */
const RETRIES = { retries: 600, factor: 1, minTimeout: 20, maxTimeout: 80, randomize: true } as const;

/** A file that cannot be read, understood or written. The file itself is as it was. */
export class JsonFileError extends Error {
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "JsonFileError";
    this.file = file;
  }
}

export interface JsonFileFormat<T> {
  /** What an absent file stands for. */
  readonly empty: T;
  /** Throws JsonFileError when the text is not what this program writes. */
  readonly parse: (text: string, file: string) => T;
  readonly format: (value: T) => string;
}

/** What a change decided: the value to write (the same object: nothing is written) and what to tell. */
export interface Change<T, R> {
  readonly next: T;
  readonly result: R;
}

export interface LockedJsonFile<T> {
  readonly file: string;
  readonly read: () => T;
  readonly update: <R>(change: (current: T) => Change<T, R>) => Promise<R>;
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

function cannot(verb: string, file: string, cause: unknown): JsonFileError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new JsonFileError(file, `cannot ${verb} ${file}: ${reason}. The file is as it was.`, { cause });
}

function readValue<T>(file: string, format: JsonFileFormat<T>): T {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return format.empty;
    throw cannot("read", file, error);
  }
  return format.parse(text, file);
}

function changeFile<T, R>(file: string, format: JsonFileFormat<T>, change: (current: T) => Change<T, R>): R {
  const current = readValue(file, format);
  const { next, result } = change(current);
  if (next === current) return result;
  try {
    removeAbandonedWrites(file);
    replaceFile(file, format.format(next));
  } catch (error) {
    throw cannot("write", file, error);
  }
  return result;
}

async function acquire(file: string): Promise<() => Promise<void>> {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // The work under the lock is synchronous, so a lock lost meanwhile can only be noticed after it.
    return await lock(file, {
      realpath: false,
      stale: STALE_MILLISECONDS,
      retries: RETRIES,
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (errorCode(error) === "ELOCKED")
      throw new JsonFileError(
        file,
        `${file} is locked by another process. If none runs, remove the folder ${file}.lock.`,
        { cause: error },
      );
    throw cannot("lock", file, error);
  }
}

export function lockedJsonFile<T>(file: string, format: JsonFileFormat<T>): LockedJsonFile<T> {
  const absolute = path.resolve(file);
  let queue: Promise<unknown> = Promise.resolve();

  async function locked<R>(change: (current: T) => Change<T, R>): Promise<R> {
    const release = await acquire(absolute);
    try {
      return changeFile(absolute, format, change);
    } finally {
      // A lock that was taken over meanwhile is no longer ours to release.
      await release().catch(() => undefined);
    }
  }

  return {
    file: absolute,
    read: () => readValue(absolute, format),
    update: (change) => {
      const turn = queue.then(() => locked(change));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

/**
 * A process of its own that changes a counter file: `counting-writer.ts FILE KEY TIMES PADDING`. Every value
 * holds the counts by writer and padding that the reader can check, so that a lost or torn write shows.
 */
import { keepRunningOnFileSizeLimit } from "../../src/files/file-size-limit.js";
import { JsonFileError, lockedJsonFile } from "../../src/files/locked-json-file.js";

export interface Counters {
  readonly counts: Readonly<Record<string, number>>;
  readonly padding: string;
}

export function parseCounters(text: string, file: string): Counters {
  try {
    return JSON.parse(text) as Counters;
  } catch (error) {
    throw new JsonFileError(file, `${file} is torn: ${String(error)}`);
  }
}

export const COUNTERS = {
  empty: { counts: {}, padding: "" },
  parse: parseCounters,
  format: (value: Counters) => JSON.stringify(value),
};

async function write([file = "", key = "", times = "0", padding = "0"]: readonly string[]): Promise<void> {
  const store = lockedJsonFile(file, COUNTERS);
  for (let round = 0; round < Number(times); round++) {
    const count = await store.update((current) => {
      const next = (current.counts[key] ?? 0) + 1;
      const counts = { ...current.counts, [key]: next };
      return { next: { counts, padding: String(next % 10).repeat(Number(padding)) }, result: next };
    });
    console.log(count);
  }
}

if (require.main === module) {
  keepRunningOnFileSizeLimit();
  write(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

/**
 * Work counts as they were when last looked at, by line of the bench. They are the same on every machine, so a
 * count that rises is a change of the program: the gate that times cannot be.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(__dirname, "work-counts.json");

export class WorkCounts {
  private readonly counts: Record<string, number>;

  constructor(private readonly update: boolean) {
    this.counts = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number>;
  }

  /** Why the line fails, if it does. */
  fault(name: string, workUnits: number): string | undefined {
    const known = this.counts[name];
    if (this.update) this.counts[name] = workUnits;
    else if (known === undefined) return "no work count is recorded: run with --update";
    else if (workUnits > known) return `it takes ${workUnits} work units, ${known} are recorded`;
    return undefined;
  }

  save(): void {
    if (!this.update) return;
    const sorted = Object.entries(this.counts).sort(([one], [other]) => (one < other ? -1 : 1));
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
  }
}

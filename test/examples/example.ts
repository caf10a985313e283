/** Fleets of `examples/`, planned, and compared with the text of the plan that stands in `test/golden/examples`. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CheckedFleet, LoadedFleet, Plan, PlanOutcome } from "../../src/planner/index.js";
import { planOutcome, readFleetText, verifyPlan } from "../../src/planner/index.js";
import { renderPlan } from "../../src/report/index.js";

const root = join(__dirname, "../..");

export interface Planned {
  readonly fleet: CheckedFleet;
  readonly outcome: PlanOutcome;
}

/** `edit`: of the spec's text. */
export function loadedExample(name: string, edit: (text: string) => string = (text) => text): LoadedFleet {
  const baseDirectory = join(root, "examples", name);
  return readFleetText(edit(readFileSync(join(baseDirectory, "fleet.yaml"), "utf8")), { baseDirectory });
}

/** `edit`: of the spec's text. */
export function plannedExample(name: string, edit: (text: string) => string = (text) => text): Planned {
  const loaded = loadedExample(name, edit);
  return { fleet: loaded.fleet, outcome: planOutcome(loaded) };
}

export function planOfExample(name: string): { readonly fleet: CheckedFleet; readonly plan: Plan } {
  const { fleet, outcome } = plannedExample(name);
  assert.ok(outcome.status === "planned", JSON.stringify(outcome, undefined, 2));
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet }), []);
  return { fleet, plan: outcome.plan };
}

/** Part of the example's page, which tells what was computed. */
export function assertOnPage(name: string, text: string): void {
  const page = readFileSync(join(root, "examples", name, "README.md"), "utf8");
  assert.ok(page.includes(text), `examples/${name}/README.md does not have:\n${text}`);
}

/** `UPDATE_GOLDEN=1` writes it. */
export function assertGolden(name: string, plan: Plan): void {
  const file = join(root, "test/golden/examples", `${name}.txt`);
  const text = renderPlan(plan);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, "utf8"));
}

/**
 * `npm run readme`: writes the plan that README shows from the spec that README shows. A test keeps both equal,
 * so run it after a change of prices, of the search or of the plan's text.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadFleet, planFleetSync } from "../src/planner/index.js";
import { renderPlan } from "../src/report/index.js";

const ROOT = path.join(__dirname, "..");
const COMMAND = "$ stowage plan fleet.yaml\n";

export const README = path.join(ROOT, "README.md");

/** The manifests that README's spec names: those of the example. */
const MANIFESTS = path.join(ROOT, "examples", "shop", "k8s", "web");

/** README's spec as it is printed there. */
export function specOf(readme: string): string {
  const found = /^```yaml\n(apiVersion: stowage[^]*?)^```$/m.exec(readme)?.[1];
  if (found === undefined) throw new Error("README.md shows no fleet spec");
  return found;
}

/** Puts README's spec and its manifests into `folder`. */
export function layOut(readme: string, folder: string): void {
  cpSync(MANIFESTS, path.join(folder, "k8s"), { recursive: true });
  writeFileSync(path.join(folder, "fleet.yaml"), specOf(readme));
}

/** The plan as README shows it: without what it says of prices and assumptions. */
function shownPlan(readme: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-readme-"));
  try {
    layOut(readme, folder);
    const text = renderPlan(planFleetSync(loadFleet("fleet.yaml", { baseDirectory: folder })));
    return `${text.slice(0, text.indexOf("\nPrices\n"))}\n...\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** README with the plan that its spec has now. */
export function withPlan(readme: string): string {
  const from = readme.indexOf(COMMAND) + COMMAND.length;
  return readme.slice(0, from) + shownPlan(readme) + readme.slice(readme.indexOf("```", from));
}

if (require.main === module) writeFileSync(README, withPlan(readFileSync(README, "utf8")));

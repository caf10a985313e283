/** `run-losses.ts zones INDEX` or `run-losses.ts site INDEX`: prints what came out as one JSON line. */
import "../../src/cli/short-process.js";
import { SITE_LOSSES, ZONE_LOSSES } from "./loss-cases.js";
import { siteLoss } from "./site-loss.js";
import { zoneLoss } from "./zone-loss.js";

function run(kind: string, index: number): unknown {
  if (kind === "site") {
    const one = SITE_LOSSES[index];
    return one === undefined ? undefined : siteLoss(one.input);
  }
  const spec = ZONE_LOSSES[index]?.spec();
  return spec === undefined ? undefined : zoneLoss(spec);
}

const [kind, index] = process.argv.slice(2);
if (kind !== undefined && index !== undefined)
  process.stdout.write(JSON.stringify(run(kind, Number(index)) ?? null));

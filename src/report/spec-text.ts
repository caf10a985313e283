/** A fleet spec as YAML, under a comment. */
import { stringify } from "yaml";
import type { FleetSpec } from "../model/fleet-spec.js";

/** Width at which long values are folded. */
const LINE_WIDTH = 110;

export function renderSpec(spec: FleetSpec, comment: readonly string[]): string {
  const head = comment.map((line) => `# ${line}\n`).join("");
  return head + stringify(spec, { lineWidth: LINE_WIDTH });
}

/** Events as people write them. */
import type { RiskGroup, Risks } from "../model/trials.js";
import { LOSS_KINDS, RISK_KINDS } from "../model/whatif.js";
import type { WhatIfEvent } from "../model/whatif.js";

/** What is wrong with the text. */
export interface EventFault {
  readonly fault: string;
}

/** "az:eu-central-1a", "cluster:shop". */
export function parseLoss(text: string): WhatIfEvent | EventFault {
  const colon = text.indexOf(":");
  const what = LOSS_KINDS.find((kind) => kind === text.slice(0, colon));
  const name = text.slice(colon + 1);
  if (what === undefined || name === "")
    return { fault: `"${text}" is no loss: write one of ${LOSS_KINDS.join(", ")}, a colon and a name` };
  return { kind: "lose", what, name };
}

/** Most that prices or demand are multiplied by. */
const MOST_TIMES = 1000;

/** "spot=1.5", "web=2"; the number alone stands for all. */
export function parseFactor(kind: "price" | "demand", text: string): WhatIfEvent | EventFault {
  const equals = text.lastIndexOf("=");
  const of = equals === -1 ? "all" : text.slice(0, equals);
  const number = text.slice(equals + 1);
  const thousandths = Math.round(Number(number) * 1000);
  if (number.trim() === "" || of === "" || !(thousandths >= 0 && thousandths <= MOST_TIMES * 1000))
    return {
      fault: `"${text}" is no factor: write a number from 0 to ${MOST_TIMES}, such as 1.5, or a name, =, and one`,
    };
  return { kind, of, thousandths };
}

/** 0.001 -> 1000 millionths; undefined: no share of time. */
function ppmOf(text: string): number | undefined {
  const ppm = Math.round(Number(text) * 1_000_000);
  return text.trim() === "" || !(ppm >= 0 && ppm <= 1_000_000) ? undefined : ppm;
}

/** "az=0.001": how much of the time a single one is down. */
export function parseRisk(text: string): Risks | EventFault {
  const [kind, share = ""] = text.split("=");
  const what = RISK_KINDS.find((one) => one === kind);
  const ppm = ppmOf(share);
  if (what === undefined || ppm === undefined)
    return {
      fault: `"${text}" is no risk: write one of ${RISK_KINDS.join(", ")}, = and a share of time from 0 to 1, such as az=0.001`,
    };
  return { [what]: ppm };
}

/** "power=0.0005:az:eu-central-1a,cluster:shop": what fails together, and how much of the time. */
export function parseRiskGroup(text: string): RiskGroup | EventFault {
  const equals = text.indexOf("=");
  const colon = text.indexOf(":", equals);
  const fault = {
    fault: `"${text}" is no group: write a name, =, a share of time from 0 to 1, a colon and losses with commas, such as power=0.0005:az:eu-central-1a,cluster:shop`,
  };
  if (equals < 1 || colon === -1) return fault;
  const downPpm = ppmOf(text.slice(equals + 1, colon));
  const losses = text
    .slice(colon + 1)
    .split(",")
    .map(parseLoss);
  const known = losses.flatMap((loss) => ("fault" in loss || loss.kind !== "lose" ? [] : [loss]));
  if (downPpm === undefined || known.length < losses.length || known.some(({ what }) => what === "node"))
    return fault;
  return {
    name: text.slice(0, equals),
    losses: known,
    downPpm,
    evidence: { source: "given", asOf: "as given", confidence: "measured" },
  };
}

/** Events as people write them. */
import { LOSS_KINDS } from "../model/whatif.js";
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

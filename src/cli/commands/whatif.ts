import {
  OUTAGES,
  loadFleet,
  outageNamed,
  parseFactor,
  parseLoss,
  planFleetSync,
  priceLimitsSync,
  singleLossesSync,
  unknownEvents,
  whatIfSync,
} from "../../planner/index.js";
import type { EventFault, WhatIfEvent } from "../../planner/index.js";
import { renderOutages, renderPriceLimits, renderWhatIf, renderWhatIfTable } from "../../report/index.js";
import { canonicalJson, canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";
import { trials } from "./trials.js";
import type { TrialsOptions } from "./trials.js";

export interface WhatIfOptions extends TrialsOptions {
  /** Name of one that happened. */
  readonly outage?: string;
  readonly listOutages?: boolean;
  readonly lose?: readonly string[];
  readonly withdraw?: readonly string[];
  readonly price?: readonly string[];
  readonly demand?: readonly string[];
  /** How far prices may rise, in place of events. */
  readonly priceLimits?: boolean;
  readonly json?: boolean;
}

function limits(spec: string, { json }: WhatIfOptions, terminal: Terminal): ExitCode {
  const found = priceLimitsSync(loadFleet(spec, { baseDirectory: terminal.cwd }));
  if (found === undefined) {
    terminal.err("stowage: no packing of the fleet was found within the work limit; stowage plan says why\n");
    return EXIT.noPlanInBudget;
  }
  terminal.out(json === true ? canonicalText(found) : renderPriceLimits(found));
  return EXIT.done;
}

function outageEvents(name: string | undefined): readonly (WhatIfEvent | EventFault)[] {
  if (name === undefined) return [];
  const names = OUTAGES.map((outage) => outage.name).join(", ");
  return outageNamed(name)?.events ?? [{ fault: `no outage is called "${name}"; known: ${names}` }];
}

function eventsOf(options: WhatIfOptions): (WhatIfEvent | EventFault)[] {
  const { lose = [], withdraw = [], price = [], demand = [] } = options;
  return [
    ...outageEvents(options.outage),
    ...lose.map(parseLoss),
    ...withdraw.map((instanceType): WhatIfEvent => ({ kind: "withdraw", instanceType })),
    ...price.map((text) => parseFactor("price", text)),
    ...demand.map((text) => parseFactor("demand", text)),
  ];
}

/** All given events together; without any, the table of every single loss. */
export function whatif(spec: string, options: WhatIfOptions, terminal: Terminal): ExitCode {
  if (options.listOutages === true) {
    terminal.out(options.json === true ? canonicalText(OUTAGES) : renderOutages(OUTAGES));
    return EXIT.done;
  }
  if (options.trials !== undefined) return trials(spec, options, terminal);
  if (options.priceLimits === true) return limits(spec, options, terminal);
  const given = eventsOf(options);
  const faults = given.flatMap((event) => ("fault" in event ? [event.fault] : []));
  const events = given.flatMap((event) => ("fault" in event ? [] : [event]));
  if (faults.length > 0) {
    terminal.err(faults.map((fault) => `stowage: ${fault}\n`).join(""));
    return EXIT.usage;
  }
  const loaded = loadFleet(spec, { baseDirectory: terminal.cwd });
  const plan = planFleetSync(loaded);
  const unknown = unknownEvents(loaded, plan, events);
  if (unknown.length > 0) {
    terminal.err(
      unknown
        .map((event) => `stowage: the fleet has nothing that this is about: ${canonicalJson(event)}\n`)
        .join(""),
    );
    return EXIT.usage;
  }
  if (events.length === 0) {
    const results = singleLossesSync(loaded, plan);
    terminal.out(options.json === true ? canonicalText(results) : renderWhatIfTable(results));
    return EXIT.done;
  }
  const result = whatIfSync(loaded, plan, events);
  terminal.out(options.json === true ? canonicalText(result) : renderWhatIf(result));
  return EXIT.done;
}

/** How far prices may rise until the plan changes, as text. */
import type { PriceLimit, PriceLimits, TypeNodes } from "../model/price-limits.js";
import { firstOf, monthly, plural } from "./amounts.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

/** 1234 -> "x 1.234". */
function times(thousandths: number): string {
  return `x ${(thousandths / 1000).toFixed(3)}`;
}

/** Changes shown of one plan. */
const MOST_CHANGES = 4;

function changeWords(changes: readonly TypeNodes[]): string {
  const words = changes.map(({ instanceType, nodes }) => `${nodes > 0 ? "+" : ""}${nodes} ${instanceType}`);
  return firstOf(words, MOST_CHANGES);
}

function row(limit: PriceLimit, { mostThousandths, currency }: PriceLimits): string[] {
  const { instanceType, nodes, microPerHour, provenThousandths, changesThousandths, changes } = limit;
  return [
    instanceType,
    String(nodes),
    monthly(microPerHour, currency),
    times(provenThousandths),
    changesThousandths === undefined ? `above ${times(mostThousandths)}` : times(changesThousandths),
    changes.length === 0 ? "-" : changeWords(changes),
  ];
}

export function renderPriceLimits(limits: PriceLimits): string {
  const { microPerHour, boundMicroPerHour, currency, types, partial } = limits;
  const gap = microPerHour - boundMicroPerHour;
  const columns = [
    leftColumn("instance type"),
    rightColumn("nodes"),
    rightColumn("a month"),
    rightColumn("proven until"),
    rightColumn("changes from"),
    leftColumn("then"),
  ];
  const lines = [
    `Prices at which the plan changes: packing of ${plural(types.length, "instance type")} at ${monthly(microPerHour, currency)} a month, bound ${monthly(boundMicroPerHour, currency)}`,
    ...renderTable(
      columns,
      types.map((one) => row(one, limits)),
    ),
    gap === 0
      ? "proven until: no plan is cheaper up to that price"
      : `proven until: no plan is cheaper by more than ${monthly(gap, currency)} a month, the gap of today, up to that price`,
    "changes from: from that price on the plan with the changes is cheaper; it was found and verified; below it none was found",
    ...(partial ? ["the questions that may be asked ended before all was asked"] : []),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

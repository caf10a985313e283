/**
 * `npm run bench:reported`: each case that users of Karpenter reported, planned at the catalogue's prices,
 * with what it saves of what they got. Fails where a plan costs more than what they asked for.
 */
import { monthly } from "../src/report/amounts.js";
import { REPORTED_CASES } from "./reported-cases.js";
import { answerOf } from "./reported-answer.js";

for (const one of REPORTED_CASES) {
  const { plan, bought, machines, reported, asked, faults } = answerOf(one);
  const money = (micro: number): string => monthly(micro, plan.cost.currency);
  console.log(`${one.report}: ${one.says}`);
  console.log(
    `  got ${money(reported)}, asked for ${money(asked)}, planned ${money(machines)} a month: ${bought}`,
  );
  console.log(
    `  saves ${money(reported - machines)} a month (${(100 - (100 * machines) / reported).toFixed(1)} %), gap ${(plan.search.gapPpm / 10_000).toFixed(2)} %`,
  );
  for (const fault of faults) {
    console.error(`  FAILED: ${fault}`);
    process.exitCode = 1;
  }
}

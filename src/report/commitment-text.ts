/** What a promise of use would save, as text. */
import type { CommitmentOffer, CommitmentPlan } from "../model/commitment-plan.js";
import type { Plan } from "../model/plan.js";
import { count, money, percentOfPpm, plural } from "./amounts.js";

function offerText(
  { name, payPpm, commit, savedMicroPerMonth, evidence }: CommitmentOffer,
  currency: string,
): string {
  const rate = `${name} (pays ${percentOfPpm(payPpm)}, so a node must run in more than that share of the hours; ${evidence.confidence}, ${evidence.asOf})`;
  return commit === 0
    ? `${rate}: do not buy`
    : `${rate}: buy for ${plural(commit, "node")}, saves ${money(savedMicroPerMonth, currency)} a month`;
}

function typeLines(one: CommitmentPlan, currency: string): string[] {
  const [least, most] = [Math.min(...one.nodes), Math.max(...one.nodes)];
  const nodes = least === most ? plural(most, "node") : `${count(least)} to ${plural(most, "node")}`;
  const title = `${one.instanceType} in ${one.region}, ${nodes}`;
  if (one.offers.length === 0)
    return [`${title}: no rate is known; give it in commitments of a catalogue override`];
  return [title, ...one.offers.map((offer) => `  ${offerText(offer, currency)}`)];
}

export function commitmentLines({ commitments = [], cost }: Plan): string[] {
  return commitments.flatMap((one) => typeLines(one, cost.currency));
}

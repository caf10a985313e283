/**
 * What each declared transfer takes from where the plan has its workload, by the rules of the compliance zone there.
 * People are counted over all transfers under a rule as if none were in two of them, which asks for more, never less.
 */
import type { CheckedFleet } from "../../model/fleet.js";
import type { ByName, TargetPlan } from "../../model/plan.js";
import type {
  Transfer,
  TransferNeed,
  TransferPlan,
  TransferRule,
  TransferTier,
} from "../../model/transfer.js";
import { compareText } from "../../units/compare.js";

interface Leaving {
  readonly transfer: Transfer;
  readonly rule: TransferRule;
  readonly fromCountry: string;
}

function isFree({ transfer, rule }: Leaving): boolean {
  const { toCountry, ground, safeguards = [] } = transfer;
  const condition = Object.hasOwn(rule.freeIf, toCountry) ? rule.freeIf[toCountry] : undefined;
  return (
    rule.free.includes(toCountry) ||
    (ground !== undefined && rule.grounds.includes(ground)) ||
    (condition !== undefined && safeguards.includes(condition))
  );
}

/** Every rule under which the transfer leaves a country where replicas of its workload stand. */
function leavingOf(
  transfer: Transfer,
  { complianceZones }: CheckedFleet,
  targets: readonly TargetPlan[],
): Leaving[] {
  const found = targets.flatMap(({ name, country, complianceZone, placements }): Leaving[] => {
    const here = placements[`${name}/${transfer.from}`];
    if (here === undefined || here.replicas === 0 || country === transfer.toCountry) return [];
    const rules = complianceZones.find((zone) => zone.name === complianceZone)?.law?.transfers ?? [];
    return rules
      .filter(({ from }) => from.includes(country))
      .map((rule) => ({ transfer, rule, fromCountry: country }));
  });
  const distinct = new Map(found.map((one) => [`${one.rule.id} ${one.fromCountry}`, one]));
  return [...distinct].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}

function leavesAnywhere({ from, toCountry }: Transfer, targets: readonly TargetPlan[]): boolean {
  return targets.some(
    ({ name, country, placements }) =>
      country !== toCountry && (placements[`${name}/${from}`]?.replicas ?? 0) > 0,
  );
}

interface Counted {
  readonly persons: number;
  readonly sensitive: number;
}

/** Each transfer once a rule, however many countries it leaves. */
function countedBy(leaving: readonly Leaving[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  const seen = new Set<string>();
  for (const one of leaving) {
    const key = `${one.rule.id} ${one.transfer.name}`;
    if (isFree(one) || seen.has(key)) continue;
    seen.add(key);
    const { persons = 0, sensitive = 0 } = counts.get(one.rule.id) ?? {};
    counts.set(one.rule.id, {
      persons: persons + one.transfer.persons,
      sensitive: sensitive + one.transfer.sensitive,
    });
  }
  return counts;
}

function reaches(
  { persons, sensitive, important }: TransferTier,
  counted: Counted,
  { transfer }: Leaving,
): boolean {
  return (
    (transfer.persons > 0 && persons !== undefined && counted.persons >= persons) ||
    (transfer.sensitive > 0 && sensitive !== undefined && counted.sensitive >= sensitive) ||
    (important === true && transfer.important === true)
  );
}

function needOf(one: Leaving, counted: Counted): TransferNeed {
  const { rule, fromCountry, transfer } = one;
  const tier = isFree(one) ? undefined : rule.tiers.find((each) => reaches(each, counted, one));
  const covered =
    tier === undefined || tier.safeguards.some((each) => transfer.safeguards?.includes(each) === true);
  return { rule: rule.id, fromCountry, needs: tier?.needs ?? "none", covered };
}

/** Those that leave a country; absent where none does. */
export function transferPlans(
  fleet: CheckedFleet,
  targets: readonly TargetPlan[],
): { readonly transfers?: ByName<TransferPlan> } {
  const declared = (fleet.transfers ?? []).filter((transfer) => leavesAnywhere(transfer, targets));
  if (declared.length === 0) return {};
  const leaving = declared.map((transfer) => leavingOf(transfer, fleet, targets));
  const counts = countedBy(leaving.flat());
  return {
    transfers: Object.fromEntries(
      declared.map(({ name, ...transfer }, index) => [
        name,
        {
          ...transfer,
          needs: (leaving[index] ?? []).map((one) =>
            needOf(one, counts.get(one.rule.id) ?? { persons: 0, sensitive: 0 }),
          ),
        },
      ]),
    ),
  };
}

/** Why a workload stands where it stands, in lines for a person. */
import type {
  HoldingRequirement,
  LimitPrice,
  Otherwise,
  OtherPlace,
  OtherPool,
  PlaceKind,
  ShadowPrices,
  WhyHere,
  WithoutPlace,
} from "../../model/why-here.js";
import { monthly, plural } from "../../report/index.js";

type Money = (microPerHour: number) => string;

function moreOrLess(micro: number, money: Money): string {
  if (micro === 0) return "nothing more";
  return `${money(Math.abs(micro))} a month ${micro > 0 ? "more" : "less"}`;
}

/** "$12.00 a month more, at least $9.00 in any plan". */
function answerWords(answer: Otherwise, money: Money): string {
  switch (answer.status) {
    case "planned": {
      const { moreMicroPerHour, atLeastMicroPerHour, moreLeftOut } = answer;
      if (moreLeftOut !== undefined) {
        const out = `${plural(Math.abs(moreLeftOut), "replica")} ${moreLeftOut > 0 ? "more" : "fewer"} left out`;
        return `${moreOrLess(moreMicroPerHour, money)} found, with ${out} by priority`;
      }
      const proved =
        atLeastMicroPerHour > 0
          ? `, at least ${money(atLeastMicroPerHour)} more in any plan`
          : ", not proved to cost more";
      return `${moreOrLess(moreMicroPerHour, money)} found${moreMicroPerHour > 0 ? proved : ""}`;
    }
    case "infeasible":
      return `no plan: ${answer.because.join("; ")}`;
    case "noneFound":
      return `no plan was found: ${answer.because.join("; ")}`;
    case "notAsked":
      return `not asked: ${answer.because.join("; ")}`;
  }
}

const KINDS: Readonly<Record<PlaceKind, string>> = {
  pool: "pool",
  instanceType: "instance type",
  availabilityZone: "availability zone",
};

/** Names told of one kind. */
const MOST_NAMES = 4;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function withoutLine({ kind, names, goesTo, answer }: WithoutPlace, money: Money): string {
  const then = goesTo.length === 0 ? "" : ` (then ${listed(goesTo)})`;
  return `  without ${KINDS[kind]} ${listed(names)}: ${answerWords(answer, money)}${then}`;
}

function nextBest({ without }: WhyHere, money: Money): string[] {
  const planned = without.flatMap(({ kind, goesTo, answer }) =>
    answer.status === "planned" ? [{ kind, goesTo, answer }] : [],
  );
  const [first] = planned;
  if (first === undefined) return without.length === 0 ? [] : ["next best place: none that has a plan"];
  const { kind, goesTo, answer } = first;
  return [`next best place: ${KINDS[kind]} ${listed(goesTo)}, ${answerWords(answer, money)}`];
}

function requirementLine(
  { words, savesMicroPerHour = 0, savesAtLeastMicroPerHour = 0 }: HoldingRequirement,
  money: Money,
): string {
  const proved =
    savesAtLeastMicroPerHour > 0 ? `at least ${money(savesAtLeastMicroPerHour)} of it proved` : "not proved";
  return `  ${words}: without it ${money(savesMicroPerHour)} a month less, ${proved}`;
}

function requirementLines({ requirements }: WhyHere, money: Money): string[] {
  const holding = requirements.filter(({ savesMicroPerHour = 0 }) => savesMicroPerHour > 0);
  const free = requirements.filter(({ savesMicroPerHour }) => (savesMicroPerHour ?? 1) <= 0);
  const unknown = requirements.filter(({ savesMicroPerHour }) => savesMicroPerHour === undefined);
  return [
    holding.length === 0 ? "no requirement was found that costs anything" : "requirements that cost:",
    ...holding.map((one) => requirementLine(one, money)),
    ...(free.length === 0
      ? []
      : ["requirements that cost nothing here:", ...free.map(({ words }) => `  ${words}`)]),
    ...(unknown.length === 0
      ? []
      : [
          "requirements without which no plan of as many replicas was found:",
          ...unknown.map(({ words }) => `  ${words}`),
        ]),
  ];
}

function poolLines({ pool, offerings, allowed, refusals, answer }: OtherPool, money: Money): string[] {
  const head = answer === undefined ? "not allowed" : `in it alone ${answerWords(answer, money)}`;
  return [
    `  pool ${pool} (${allowed} of ${plural(offerings, "offering")} may hold it): ${head}`,
    ...refusals.map(
      ({ rules, offerings: excluded, detail }) => `    ${rules.join(" and ")} off ${excluded}: ${detail}`,
    ),
  ];
}

function placeLine({ kind, name, region, answer }: OtherPlace, money: Money): string {
  const where = region === undefined ? "" : ` (${region})`;
  return `  ${kind === "cluster" ? "cluster" : "edge site"} ${name}${where}: all of it there ${answerWords(answer, money)}`;
}

/** Of a unit that people count in. */
const UNITS: Readonly<Record<string, { readonly words: string; readonly each: number }>> = {
  cpuMilli: { words: "100 mCPU", each: 100 },
  memoryMiB: { words: "128 MiB", each: 128 },
  ephemeralMiB: { words: "1 GiB of ephemeral storage", each: 1024 },
};

function resourceLines({ resources, withoutCertificate }: ShadowPrices, money: Money): string[] {
  if (withoutCertificate !== undefined) return [`  resources have no multipliers: ${withoutCertificate}`];
  if (Object.keys(resources).length === 0) return ["  resources: the bound puts no price on more of any"];
  return Object.entries(resources).map(([resource, millionths]) => {
    const { words, each } = UNITS[resource] ?? { words: `1 ${resource}`, each: 1 };
    const micro = Math.round((millionths * each) / 1_000_000);
    return `  ${words} more in every replica: about ${money(micro)} a month (multipliers of the bound: first order)`;
  });
}

function limitLine({ words, answer, rentMicroPerHour }: LimitPrice, money: Money): string {
  const rent = rentMicroPerHour === undefined ? "" : `; the bound falls by ${money(rentMicroPerHour)}`;
  return `  ${words}: with one more ${answerWords(answer, money)}${rent}`;
}

function shadowLines({ replica, limits, ...prices }: ShadowPrices, money: Money): string[] {
  const { answer, boundRisesMicroPerHour: rises, boundFallsMicroPerHour: falls } = replica;
  const proved = [
    ...(rises === undefined ? [] : [`the certified bound rises by ${money(rises)}`]),
    ...(falls === undefined ? [] : [`with one fewer the certified bound falls by ${money(falls)}`]),
  ];
  return [
    "one more of what counts:",
    `  replica: ${[answerWords(answer, money), ...proved].join("; ")}`,
    ...resourceLines({ replica, limits, ...prices }, money),
    ...limits.map((limit) => limitLine(limit, money)),
  ];
}

export function whyHereLines(why: WhyHere): readonly string[] {
  const money: Money = (microPerHour) => monthly(microPerHour, why.currency);
  const { packing, scope, without, otherPools, otherPlaces, shadowPrices, partial } = why;
  return [
    `planned again as a packing of ${scope}: ${money(packing.microPerHour)} a month, bound ${money(packing.boundMicroPerHour)}; all that follows is against that`,
    ...nextBest(why, money),
    ...without.map((one) => withoutLine(one, money)),
    ...requirementLines(why, money),
    ...(otherPools.length === 0 ? [] : ["pools that it does not stand in:"]),
    ...otherPools.flatMap((pool) => poolLines(pool, money)),
    ...(otherPlaces.length === 0 ? [] : ["other places:"]),
    ...otherPlaces.map((place) => placeLine(place, money)),
    ...shadowLines(shadowPrices, money),
    ...(partial ? ["the questions that may be asked ended before all was asked"] : []),
  ];
}

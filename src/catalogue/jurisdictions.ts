/**
 * Which countries a jurisdiction of a compliance zone takes in. Only where clusters stand is judged: remote
 * access, operators and contracts are not. Territories with an ISO code of their own (French Guiana, Hong
 * Kong) belong to no group here: name them by their code.
 */
import type { Evidence } from "../model/evidence.js";

/** The 27 member states since 2020-02-01. */
const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
/** EU and the EFTA states that are party to the EEA Agreement. */
const EEA = [...EU, "IS", "LI", "NO"];

const GROUPS: Readonly<Record<string, readonly string[]>> = { EEA, EU };

export const JURISDICTION_EVIDENCE: Readonly<Record<"EEA" | "EU", Evidence>> = {
  EU: {
    source: "Treaty on European Union, Art. 52; Withdrawal Agreement in force on 2020-02-01",
    asOf: "2026-11-01",
    confidence: "vendor-doc",
  },
  EEA: {
    source: "Agreement on the European Economic Area, OJ L 1, 3.1.1994, as enlarged",
    asOf: "2026-11-01",
    confidence: "vendor-doc",
  },
};

/** ISO 3166-1 alpha-2, officially assigned codes of 2026. */
const COUNTRIES = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
    "NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
    "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);

export function isKnownJurisdiction(jurisdiction: string): boolean {
  return Object.hasOwn(GROUPS, jurisdiction) || COUNTRIES.has(jurisdiction);
}

/** Groups first, then countries, each sorted: what a message may suggest. */
export function knownJurisdictions(): readonly string[] {
  return [...Object.keys(GROUPS).sort(), ...[...COUNTRIES].sort()];
}

/** Whether `country` (ISO 3166-1 alpha-2) lies in `jurisdiction`. An unknown jurisdiction takes in nothing. */
export function jurisdictionContains(jurisdiction: string, country: string): boolean {
  const members = Object.hasOwn(GROUPS, jurisdiction) ? GROUPS[jurisdiction] : undefined;
  if (members !== undefined) return members.includes(country);
  return COUNTRIES.has(jurisdiction) && jurisdiction === country;
}

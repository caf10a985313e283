/**
 * China's programme of replacing foreign information technology ("xinchuang"). Its directives are not published: what
 * stands here is what press and trade report of them, and what counts as domestic is decided by lists that are not public
 * either. We count the country of a chip's designer and of who makes a system or a platform, as catalogue and spec say.
 */
import type { Evidence } from "../../model/evidence.js";
import type { DomesticPart, RegimeRule } from "../../model/law.js";
import type { Sector } from "../../model/law-spec.js";
import { rulesOf } from "./regime.js";

const GOVERNMENT: Evidence = {
  source:
    "trade press on replacement in party and government offices, with Guangdong's target for all of them, handmsg.com",
  asOf: "2025-02-15",
  confidence: "secondary",
};

const STATE_OWNED: Evidence = {
  source:
    "Wall Street Journal on document 79 of 2022, as reported by asiafinancial.com; the document is not public",
  asOf: "2024-03-11",
  confidence: "secondary",
};

const FINANCE: Evidence = {
  source: "a figure that is planned with; no public text of it was found",
  asOf: "2026-11-22",
  confidence: "assumption",
};

interface Share {
  readonly sector: Sector;
  readonly of: DomesticPart;
  readonly percent: number;
  readonly by: string;
  readonly evidence: Evidence;
}

const WORDS: Readonly<Record<DomesticPart, string>> = {
  chips: "have processors of domestic design",
  systems: "run domestic operating systems",
  platforms: "stand under domestic container platforms",
};

function share({ sector, of, percent, by, evidence }: Share): Omit<RegimeRule, "regime"> {
  return {
    id: `XINCHUANG:${sector}-${of}`,
    statement: `${percent} % of the nodes ${WORDS[of]} by ${by} (${sector})`,
    sectors: [sector],
    domesticShare: { of, country: "CN", percent, by },
    evidence,
  };
}

const PARTS: readonly DomesticPart[] = ["chips", "systems", "platforms"];

export const XINCHUANG = rulesOf("xinchuang", GOVERNMENT, [
  ...PARTS.map((of) =>
    share({ sector: "government", of, percent: 100, by: "2027-12-31", evidence: GOVERNMENT }),
  ),
  ...PARTS.filter((of) => of !== "chips").map((of) =>
    share({ sector: "state-owned", of, percent: 100, by: "2027-12-31", evidence: STATE_OWNED }),
  ),
  ...(["finance", "telecom"] as const).flatMap((sector) =>
    PARTS.map((of) => share({ sector, of, percent: 90, by: "2026-12-31", evidence: FINANCE })),
  ),
]);

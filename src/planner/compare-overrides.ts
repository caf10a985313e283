/** Override files against the catalogue, or against each other; and what they hold. */
import { catalogueDifference, dayNumber } from "../catalogue/index.js";
import type { Side } from "../catalogue/index.js";
import { CLOUD_PROVIDERS } from "../model/catalogue.js";
import type { CatalogueDifference } from "../model/catalogue-answer.js";
import type { CatalogueOverride } from "../model/catalogue-override.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { ParsedOverride } from "../spec/index.js";
import { catalogueWith, readOverrides, regionsOf } from "./override-files.js";
import type { RegionOfProvider } from "./load-catalogue.js";

export interface DifferenceQuestion {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly baseDirectory?: string;
}

/**
 * What a plan would see differently with the overrides `after` in the place of `before`, in every region that one
 * of them names. No file stands for the catalogue of the package.
 *
 * @throws FleetError with every fault of the files
 */
export function compareOverrides({ before, after, baseDirectory }: DifferenceQuestion): CatalogueDifference {
  const at = baseDirectory === undefined ? {} : { baseDirectory };
  const [left, right] = [
    readOverrides({ overrides: before, ...at }),
    readOverrides({ overrides: after, ...at }),
  ];
  const regions: readonly RegionOfProvider[] = regionsOf([...left, ...right]);
  const side = (parsed: readonly ParsedOverride[]): Side =>
    catalogueWith(parsed, { regions, providers: CLOUD_PROVIDERS });
  return catalogueDifference({ before: side(left), after: side(right), regions });
}

export interface OverrideCheck {
  readonly files: readonly {
    readonly file: string;
    readonly override: CatalogueOverride;
    /** Days between the override's date and `today`. */
    readonly ageDays: number;
  }[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface OverrideCheckQuestion {
  /** In the order in which they count. */
  readonly overrides: readonly string[];
  /** ISO date. */
  readonly today: string;
  /** Older figures are a warning. @default any age */
  readonly maxAgeDays?: number;
  readonly baseDirectory?: string;
}

function ageWarning(file: string, ageDays: number, maxAgeDays: number): Diagnostic[] {
  if (ageDays >= 0 && ageDays <= maxAgeDays) return [];
  const message =
    ageDays < 0
      ? `the figures are dated ${-ageDays} days from now`
      : `the figures are ${ageDays} days old; at most ${maxAgeDays} days are asked for`;
  const hint = ageDays < 0 ? "correct asOf" : "import newer ones";
  return [{ code: "outdated", severity: "warning", file, path: "/asOf", message, hint }];
}

/** @throws FleetError with every fault of the files */
export function checkOverrides(question: OverrideCheckQuestion): OverrideCheck {
  const { overrides, today, maxAgeDays = Infinity } = question;
  const parsed = readOverrides(question);
  const { diagnostics } = catalogueWith(parsed, { regions: [], providers: CLOUD_PROVIDERS });
  const files = parsed.map(({ override }, index) => ({
    file: overrides[index] ?? "",
    override,
    ageDays: dayNumber(today) - dayNumber(override.asOf),
  }));
  const old = files.flatMap(({ file, ageDays }) => ageWarning(file, ageDays, maxAgeDays));
  return { files, diagnostics: [...diagnostics, ...old] };
}

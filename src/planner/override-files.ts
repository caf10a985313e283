/** Override files that a user names one by one, as the command does: read, checked, put onto a catalogue. */
import path from "node:path";
import type { Catalogue } from "../catalogue/index.js";
import { readFileText } from "../files/index.js";
import type { CloudProvider } from "../model/catalogue.js";
import type { CatalogueOverride } from "../model/catalogue-override.js";
import type { Diagnostic } from "../model/diagnostic.js";
import { MAX_FILE_BYTES, tooLarge } from "../spec/index.js";
import type { ParsedOverride } from "../spec/index.js";
import { applyOverrides, parseOverrides, providersOf } from "./catalogue-overrides.js";
import type { OverrideText } from "./catalogue-overrides.js";
import { fileFailure, invalidOverride } from "./failures.js";
import { loadCatalogue } from "./load-catalogue.js";
import type { CatalogueScope, RegionOfProvider } from "./load-catalogue.js";

export interface OverrideFiles {
  /** In the order in which they count. */
  readonly overrides?: readonly string[];
  /** Folder from which they are found. @default the working directory */
  readonly baseDirectory?: string;
}

/** @throws FleetError with every fault of shape, or with the reason why a file cannot be read */
export function readOverrides({
  overrides = [],
  baseDirectory = process.cwd(),
}: OverrideFiles): readonly ParsedOverride[] {
  const large: Diagnostic[] = [];
  const texts = overrides.flatMap((file): OverrideText[] => {
    const read = readFileText(path.resolve(baseDirectory, file), MAX_FILE_BYTES);
    switch (read.status) {
      case "text":
        return [{ file, text: read.text }];
      case "tooLarge":
        large.push(...tooLarge(file, read.bytes).diagnostics);
        return [];
      case "unreadable":
        throw fileFailure(file, read.reason);
    }
  });
  const parsed = parseOverrides(texts);
  if (!parsed.ok || large.length > 0) throw invalidOverride([...large, ...parsed.diagnostics]);
  return parsed.value;
}

/** Regions that overrides speak of. */
export function regionsOf(parsed: readonly ParsedOverride[]): readonly RegionOfProvider[] {
  const places = parsed.flatMap(({ override }) =>
    [override.offerings, override.withdrawn, override.availabilityZones].flatMap((list) =>
      (list ?? []).map(({ provider, region }): [string, RegionOfProvider] => [
        `${provider} ${region}`,
        { provider, region },
      ]),
    ),
  );
  return [...new Map(places).values()];
}

export interface OpenedCatalogue {
  readonly catalogue: Catalogue;
  readonly overrides: readonly CatalogueOverride[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Scope extends Omit<CatalogueScope, "regions"> {
  readonly regions: readonly RegionOfProvider[];
}

/**
 * The catalogue with all of them in it. The regions that they name are read besides those of the scope, so that
 * what is withdrawn can be checked.
 *
 * @throws FleetError with every fault
 */
export function catalogueWith(parsed: readonly ParsedOverride[], scope: Scope): OpenedCatalogue {
  const providers: CloudProvider[] = [...(scope.providers ?? []), ...providersOf(parsed)];
  const regions = [...scope.regions, ...regionsOf(parsed)];
  const opened = applyOverrides(loadCatalogue({ ...scope, providers, regions }), parsed);
  if (!opened.ok) throw invalidOverride(opened.diagnostics);
  return {
    catalogue: opened.value,
    overrides: parsed.map(({ override }) => override),
    diagnostics: opened.diagnostics,
  };
}

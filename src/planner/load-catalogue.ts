/** Reads the catalogue's files from the package: only those of the regions that are asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  INDEX_FILE,
  POWER_FILE,
  REGIONS_FILE,
  SOURCES_FILE,
  decodeCatalogue,
  instanceTypesFile,
  pricesFile,
} from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import type { CloudProvider } from "../model/catalogue.js";

export interface CatalogueScope {
  /** Regions whose prices are needed; the instance types of their providers are read with them. */
  readonly regions: readonly { readonly provider: CloudProvider; readonly region: string }[];
  /** Folder of the files. @default the one of this package */
  readonly directory?: string;
}

/** The same place beside `planner/` in src/ and, copied by the build, in dist/. */
const DIRECTORY = join(__dirname, "..", "catalogue", "data");

/** Undefined where there is no such file: a region without prices is the planner's diagnostic, not a crash. */
function readOptional(directory: string, path: string): string | undefined {
  try {
    return readFileSync(join(directory, path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The catalogue of some regions. Regions that it does not price have no offerings; `pricedRegions` names
 * those that it does. The digest covers only what was read, so a plan goes stale only when its figures do.
 */
export function loadCatalogue({ regions, directory = DIRECTORY }: CatalogueScope): Catalogue {
  const index = readFileSync(join(directory, INDEX_FILE), "utf8");
  // A region is the user's text: only paths that the index names are opened.
  const known = new Set(
    (JSON.parse(index) as { readonly rows: readonly (readonly [string, string])[] }).rows.map(
      ([path]) => path,
    ),
  );
  const wanted = [
    REGIONS_FILE,
    SOURCES_FILE,
    POWER_FILE,
    ...regions.flatMap(({ provider, region }) => [instanceTypesFile(provider), pricesFile(provider, region)]),
  ].filter((path) => known.has(path));
  const files = new Map<string, string>([[INDEX_FILE, index]]);
  for (const path of new Set(wanted)) {
    const content = readOptional(directory, path);
    if (content !== undefined) files.set(path, content);
  }
  return decodeCatalogue(files);
}

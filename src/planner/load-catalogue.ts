/** Reads the catalogue's files from the package: only those of the regions that are asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  INDEX_FILE,
  SHARED_FILES,
  decodeCatalogue,
  embodiedFile,
  instanceTypesFile,
  pricesFile,
} from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import type { CloudProvider } from "../model/catalogue.js";
import type { IndexFile } from "../model/catalogue-files.js";

export interface RegionOfProvider {
  readonly provider: CloudProvider;
  readonly region: string;
}

export interface CatalogueScope {
  /** Regions whose prices are needed, or "all"; the instance types of their providers are read with them. */
  readonly regions: readonly RegionOfProvider[] | "all";
  /** Providers whose instance types are needed besides those. */
  readonly providers?: readonly CloudProvider[];
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

function wantedPaths(
  known: readonly string[],
  { regions, providers = [] }: CatalogueScope,
): readonly string[] {
  if (regions === "all") return known;
  const all = [...providers, ...regions.map(({ provider }) => provider)];
  const wanted = new Set<string>([
    ...SHARED_FILES,
    ...all.flatMap((provider) => [instanceTypesFile(provider), embodiedFile(provider)]),
    ...regions.map(({ provider, region }) => pricesFile(provider, region)),
  ]);
  // A region is the user's text: only paths that the index names are opened.
  return known.filter((path) => wanted.has(path));
}

/**
 * The catalogue of some regions. Regions that it does not price have no offerings; `pricedRegions` names
 * those that it does. The digest covers only what was read, so a plan goes stale only when its figures do.
 */
export function loadCatalogue(scope: CatalogueScope): Catalogue {
  const { directory = DIRECTORY } = scope;
  const index = readFileSync(join(directory, INDEX_FILE), "utf8");
  const { rows } = JSON.parse(index) as IndexFile;
  const known = rows.map(([path]) => path);
  const files = new Map<string, string>([[INDEX_FILE, index]]);
  for (const path of wantedPaths(known, scope)) {
    const content = readOptional(directory, path);
    if (content !== undefined) files.set(path, content);
  }
  return decodeCatalogue(files);
}

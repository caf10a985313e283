/** Turns the catalogue's files into look-ups. Rows become objects when they are first asked for. */
import type { CloudProvider, InstanceType, Region } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";
import { CATALOGUE_FORMAT } from "../model/catalogue-files.js";
import type { CatalogueFile, IndexFile } from "../model/catalogue-files.js";
import { canonicalJson } from "../units/canonical.js";
import { compareText } from "../units/compare.js";
import { invariant, present } from "../units/invariant.js";
import { sha256 } from "../units/sha256.js";
import { answerTo, placedAbilities } from "./abilities.js";
import type { Catalogue, CatalogueSource, EmbodiedServer, ProcessorPower } from "./catalogue.js";
import { sheetEvidence } from "./decode-evidence.js";
import type { SheetEvidence, Sources } from "./decode-evidence.js";
import { decodeInstanceType, decodeOfferings } from "./decode-machines.js";
import { decodeChip, decodeCommitment, decodeHub, decodeRegion } from "./decode-places.js";
import {
  ABILITIES_FILE,
  CHIPS_FILE,
  COMMITMENTS_FILE,
  HUBS_FILE,
  INDEX_FILE,
  POWER_FILE,
  REGIONS_FILE,
  SOURCES_FILE,
  embodiedFile,
  instanceTypesFile,
  pricesFile,
} from "./file-paths.js";
import { SHAPE_FROM_NAME_EVIDENCE, shapeFromName } from "./shape-from-name.js";

/** The digest of what was loaded: the files' own digests, which the build has put into the index. */
function digestOf(index: IndexFile, loaded: ReadonlySet<string>): string {
  const used = index.rows
    .filter(([path]) => loaded.has(path))
    .sort(([left], [right]) => compareText(left, right));
  return sha256(canonicalJson({ format: CATALOGUE_FORMAT, files: used }));
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}

/** Computes a value once a key. The cache only repeats what a pure function would give again. */
function memoised<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const fresh = compute(key);
    known.set(key, fresh);
    return fresh;
  };
}

type FileOf<K extends CatalogueFile["kind"]> = Extract<CatalogueFile, { readonly kind: K }>;

interface Opened<K extends CatalogueFile["kind"]> {
  readonly file: FileOf<K>;
  readonly evidence: SheetEvidence;
}

/** Reads files by path and kind. */
class Shelf {
  private readonly sources: Sources;
  readonly sourceList: readonly CatalogueSource[];

  constructor(private readonly files: ReadonlyMap<string, string>) {
    const { rows } = this.parsed("sources", SOURCES_FILE);
    this.sourceList = rows.map(([id, origin, commit, asOf, licence, holds]) => ({
      id,
      origin,
      commit,
      asOf,
      licence,
      holds,
    }));
    this.sources = byKey(this.sourceList, ({ id }) => id);
  }

  /** The files are built and tested by this project: one that is not as the model says is our bug. */
  parsed<K extends CatalogueFile["kind"]>(kind: K, path: string): FileOf<K> {
    const file = JSON.parse(present(this.files.get(path), `catalogue file ${path}`)) as CatalogueFile;
    invariant(file.kind === kind, `catalogue file ${path} holds no ${kind}`);
    return file as FileOf<K>;
  }

  open<K extends CatalogueFile["kind"]>(kind: K, path: string): Opened<K> {
    const file = this.parsed(kind, path);
    return { file, evidence: sheetEvidence(path, file, this.sources) };
  }

  optional<K extends CatalogueFile["kind"]>(kind: K, path: string): Opened<K> | undefined {
    return this.files.has(path) ? this.open(kind, path) : undefined;
  }
}

function regionLookups(shelf: Shelf): Pick<Catalogue, "region" | "regions"> {
  const { file, evidence } = shelf.open("regions", REGIONS_FILE);
  const regions: readonly Region[] = file.rows.map((row) => decodeRegion(row, evidence));
  const byName = byKey(regions, ({ provider, name }) => `${provider} ${name}`);
  return { region: (provider, name) => byName.get(`${provider} ${name}`), regions: () => regions };
}

type MachineLookups = Pick<
  Catalogue,
  "instanceType" | "instanceTypes" | "instanceTypeEvidence" | "offerings" | "embodiedServer"
>;

interface TypeList {
  readonly evidence: SheetEvidence | undefined;
  readonly byName: ReadonlyMap<string, unknown>;
}

function typeEvidence(
  { evidence, byName }: TypeList,
  { provider, name }: InstanceType,
  field: keyof InstanceType,
): Evidence | undefined {
  if (byName.has(name)) return evidence?.ofColumn(field);
  return provider === "tencent" || provider === "huawei" ? SHAPE_FROM_NAME_EVIDENCE[provider] : undefined;
}

function machineLookups(shelf: Shelf): MachineLookups {
  const types = memoised((provider) => {
    const opened = shelf.optional("instanceTypes", instanceTypesFile(provider as CloudProvider));
    const list = (opened?.file.rows ?? []).map((row) => decodeInstanceType(provider as CloudProvider, row));
    return { list, evidence: opened?.evidence, byName: byKey(list, ({ name }) => name) };
  });
  const offerings = memoised((path) => {
    const opened = shelf.optional("prices", path);
    return opened === undefined ? [] : decodeOfferings(opened.file, opened.evidence);
  });
  const embodied = memoised((provider): ReadonlyMap<string, EmbodiedServer> => {
    const opened = shelf.optional("embodied", embodiedFile(provider as CloudProvider));
    if (opened === undefined) return new Map();
    const evidence = opened.evidence.at(0);
    return new Map(
      opened.file.rows.map(([family, kilograms, vcpus]) => [family, { kilograms, vcpus, evidence }]),
    );
  });
  return {
    instanceType: (provider, name) => types(provider).byName.get(name) ?? shapeFromName(provider, name),
    instanceTypes: (provider) => types(provider).list,
    instanceTypeEvidence: (type, field = "cpuMilli") => typeEvidence(types(type.provider), type, field),
    offerings: (provider, region) => offerings(pricesFile(provider, region)),
    embodiedServer: ({ provider, family }) => embodied(provider).get(family),
  };
}

function powerLookup(shelf: Shelf): Catalogue["processorPower"] {
  const { file, evidence } = shelf.open("power", POWER_FILE);
  const power = new Map(
    file.rows.map(
      ([provider, architecture, minMilliwatts, maxMilliwatts, index]): [string, ProcessorPower] => [
        `${provider} ${architecture}`,
        { minMilliwatts, maxMilliwatts, evidence: evidence.at(index) },
      ],
    ),
  );
  return (provider, architecture) => power.get(`${provider} ${architecture}`);
}

/** Each is read when it is first asked for. */
function referenceLookups(
  shelf: Shelf,
): Pick<Catalogue, "chips" | "chip" | "hubClusters" | "ability" | "abilities" | "commitmentTerms"> {
  const chips = memoised((path) => {
    const { file, evidence } = shelf.open("chips", path);
    const list = file.rows.map((row) => decodeChip(row, evidence));
    return { list, byName: byKey(list, ({ name }) => name) };
  });
  const hubs = memoised((path) => {
    const { file, evidence } = shelf.open("hubs", path);
    return file.rows.map((row) => decodeHub(row, evidence));
  });
  const abilities = memoised((path) => shelf.open("abilities", path));
  const commitments = memoised((path) => {
    const { file, evidence } = shelf.open("commitments", path);
    return file.rows.map((row) => decodeCommitment(row, evidence));
  });
  return {
    chips: () => chips(CHIPS_FILE).list,
    chip: (name) => chips(CHIPS_FILE).byName.get(name),
    hubClusters: () => hubs(HUBS_FILE),
    abilities: () => {
      const { file, evidence } = abilities(ABILITIES_FILE);
      return placedAbilities(file, evidence);
    },
    ability: (question) => {
      const { file, evidence } = abilities(ABILITIES_FILE);
      return answerTo(file, evidence, question);
    },
    commitmentTerms: (provider) => commitments(COMMITMENTS_FILE).filter((term) => term.provider === provider),
  };
}

/** What stands between two parts of the paths of the index: "aws" of "instance-types/aws.json". */
function namesBetween(index: IndexFile, prefix: string): string[] {
  return index.rows
    .filter(([path]) => path.startsWith(prefix))
    .map(([path]) => path.slice(prefix.length, -".json".length));
}

/**
 * A catalogue over the contents of its files, by their path ("prices/aws/eu-west-1.json"). Needs the index and
 * the shared files; instance types, embodied carbon and prices of what is asked.
 */
export function decodeCatalogue(files: ReadonlyMap<string, string>): Catalogue {
  const shelf = new Shelf(files);
  const index = shelf.parsed("index", INDEX_FILE);
  invariant(
    (index.format as number) === CATALOGUE_FORMAT,
    "the catalogue's format is not the one this version reads",
  );
  return {
    digest: digestOf(index, new Set(files.keys())),
    sources: shelf.sourceList,
    isLoaded: (provider, region) => {
      const path = pricesFile(provider, region);
      return files.has(path) || !index.rows.some(([known]) => known === path);
    },
    providers: () => namesBetween(index, "instance-types/") as CloudProvider[],
    pricedRegions: (provider) => namesBetween(index, `prices/${provider}/`),
    ...machineLookups(shelf),
    ...regionLookups(shelf),
    ...referenceLookups(shelf),
    processorPower: powerLookup(shelf),
  };
}

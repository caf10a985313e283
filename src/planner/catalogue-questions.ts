/** Questions to the catalogue, override files included: what is sold where, and all that is known of a name. */
import {
  ADDRESS_MODES,
  PLATFORM_OF,
  abilitySheet,
  chipSheet,
  isAddressModeOf,
  isPlatform,
  listMachines,
  machineSheet,
  nodeSheet,
  platformSheet,
  regionSheet,
} from "../catalogue/index.js";
import type {
  AddressMode,
  AllocatablePlatform,
  Catalogue,
  MachineQuery,
  NodeQuestion,
} from "../catalogue/index.js";
import { CLOUD_PROVIDERS } from "../model/catalogue.js";
import type { Chip, CloudProvider, InstanceType, Region } from "../model/catalogue.js";
import type { CatalogueAnswer, MachineList } from "../model/catalogue-answer.js";
import { nameHint } from "../spec/index.js";
import type { ResourceVector } from "../units/resources.js";
import { unknownName } from "./failures.js";
import { loadCatalogue } from "./load-catalogue.js";
import type { RegionOfProvider } from "./load-catalogue.js";
import { catalogueWith, readOverrides } from "./override-files.js";
import type { OverrideFiles } from "./override-files.js";
import { pricedPlaces, regionsAsked } from "./catalogue-places.js";
import type { PlaceQuestion } from "./catalogue-places.js";

export interface MachineQuestion
  extends PlaceQuestion, OverrideFiles, Omit<MachineQuery, "regions" | "platforms"> {
  /** Only what one of these platforms takes as a node. */
  readonly platforms?: readonly string[];
}

export interface AnsweredMachines extends MachineList {
  /** Regions asked for of which no price is known. */
  readonly unpriced: readonly RegionOfProvider[];
}

function platformNamed(name: string): AllocatablePlatform {
  if (isPlatform(name)) return name;
  throw unknownName("platform", name, nameHint(name, Object.keys(ADDRESS_MODES), "platform"));
}

/** Of a platform that every cloud's machines may carry, all clouds. */
function cloudsOf(platform: AllocatablePlatform): readonly CloudProvider[] {
  const own = CLOUD_PROVIDERS.filter((provider) => PLATFORM_OF[provider] === platform);
  return own.length > 0 ? own : CLOUD_PROVIDERS;
}

function mustKnow(names: readonly string[] | undefined, known: readonly string[], what: string): void {
  for (const name of names ?? [])
    if (!known.includes(name)) throw unknownName(what, name, nameHint(name, [...new Set(known)], what));
}

function checkNames(catalogue: Catalogue, { chips, families, instanceTypes }: MachineQuestion): void {
  const types = CLOUD_PROVIDERS.flatMap((provider) => catalogue.instanceTypes(provider));
  mustKnow(chips, ["amd64", "arm64", ...catalogue.chips().map(({ name }) => name)], "chip");
  mustKnow(
    families,
    types.map(({ family }) => family),
    "family",
  );
  mustKnow(
    instanceTypes,
    types.map(({ name }) => name),
    "instance type",
  );
}

/** @throws FleetError where an override has faults or a name is nobody's */
export function askMachines(question: MachineQuestion): AnsweredMachines {
  const { platforms: platformNames, ...query } = question;
  const parsed = readOverrides(question);
  const platforms = platformNames?.flatMap((name) => {
    const platform = platformNamed(name);
    return cloudsOf(platform).map((provider) => ({ platform, provider }));
  });
  const regions = pricedPlaces(regionsAsked(loadCatalogue({ regions: [] }), question)).filter(
    ({ provider }) => platforms?.some((one) => one.provider === provider) ?? true,
  );
  const { catalogue } = catalogueWith(parsed, { regions, providers: CLOUD_PROVIDERS });
  checkNames(catalogue, question);
  const list = listMachines(catalogue, {
    ...query,
    regions,
    ...(platforms === undefined ? {} : { platforms }),
  });
  const isPriced = ({ provider, region }: RegionOfProvider): boolean =>
    catalogue.offerings(provider, region).length > 0;
  const priced = new Set(regions.filter(isPriced).map(({ region }) => region));
  // Of two clouds' regions of one name, the one with prices is meant.
  const unpriced = question.regions === undefined ? [] : regions.filter(({ region }) => !priced.has(region));
  return { ...list, unpriced };
}

/** @throws FleetError where a name is nobody's */
export function askRegions(question: PlaceQuestion): readonly Region[] {
  return regionsAsked(loadCatalogue({ regions: [] }), question);
}

export function askChips(): readonly Chip[] {
  return loadCatalogue({ regions: [] }).chips();
}

export interface NameQuestion extends PlaceQuestion, OverrideFiles {
  /** An instance type, a region, a chip, a platform or provider, or an ability. */
  readonly name: string;
  /** @default that of the machine's cloud */
  readonly platform?: string;
  /** Kubernetes minor version. */
  readonly version?: string;
  readonly podsPerNode?: readonly number[];
  readonly addressMode?: string;
  /** A machine of one's own on the platform that `name` names. */
  readonly capacity?: ResourceVector;
}

function addressModeOf(platform: AllocatablePlatform, mode: string | undefined): AddressMode | undefined {
  if (mode === undefined || isAddressModeOf(platform, mode)) return mode;
  throw unknownName(
    `address mode of ${platform}`,
    mode,
    nameHint(mode, ADDRESS_MODES[platform], "address mode"),
  );
}

function nodeQuestion(
  question: NameQuestion,
  platform: AllocatablePlatform,
  machine: NodeQuestion["machine"],
): NodeQuestion {
  const { version, podsPerNode } = question;
  const addressMode = addressModeOf(platform, question.addressMode);
  return {
    platform,
    machine,
    ...(version === undefined ? {} : { version }),
    ...(podsPerNode === undefined ? {} : { podsPerNode }),
    ...(addressMode === undefined ? {} : { addressMode }),
  };
}

function machineAnswer(catalogue: Catalogue, machine: InstanceType, question: NameQuestion): CatalogueAnswer {
  const platform =
    question.platform === undefined ? PLATFORM_OF[machine.provider] : platformNamed(question.platform);
  const regions = regionsAsked(catalogue, question)
    .filter(({ provider }) => provider === machine.provider)
    .map(({ name }) => name);
  const node = nodeSheet(nodeQuestion(question, platform, { instanceType: machine }));
  return machineSheet(catalogue, { machine, regions, node });
}

function shapeAnswer(question: NameQuestion, capacity: ResourceVector): CatalogueAnswer {
  const platform = platformNamed(question.name);
  return { kind: "shape", capacity, node: nodeSheet(nodeQuestion(question, platform, { capacity })) };
}

function knownNames(catalogue: Catalogue): readonly string[] {
  return [
    ...CLOUD_PROVIDERS.flatMap((provider) => catalogue.instanceTypes(provider).map(({ name }) => name)),
    ...catalogue.regions().map(({ name }) => name),
    ...catalogue.chips().map(({ name }) => name),
    ...Object.keys(ADDRESS_MODES),
    ...catalogue.abilities().flatMap(({ subject, fact }) => [subject, fact.ability]),
  ];
}

/**
 * Everything that carries the name: two clouds may have a region of one name.
 *
 * @throws FleetError where nothing carries it, an override has faults, or another name is nobody's
 */
export function askName(question: NameQuestion): readonly CatalogueAnswer[] {
  const { name, capacity } = question;
  if (capacity !== undefined) return [shapeAnswer(question, capacity)];
  const parsed = readOverrides(question);
  const base = catalogueWith(parsed, { regions: [], providers: CLOUD_PROVIDERS }).catalogue;
  const asked = CLOUD_PROVIDERS.filter((provider) => question.providers?.includes(provider) ?? true);
  const machines = asked.flatMap((provider) => base.instanceType(provider, name) ?? []);
  const regions = base
    .regions()
    .filter((one) => one.name === name && (question.providers?.includes(one.provider) ?? true));
  const places = [
    ...pricedPlaces(regions),
    ...pricedPlaces(regionsAsked(base, question)).filter(({ provider }) =>
      machines.some((machine) => machine.provider === provider),
    ),
  ];
  const { catalogue } = catalogueWith(parsed, { regions: places, providers: CLOUD_PROVIDERS });
  const answers = [
    ...machines.map((machine) => machineAnswer(catalogue, machine, question)),
    ...regions.map((region) => regionSheet(catalogue, region)),
    ...[chipSheet(catalogue, name), platformSheet(catalogue, name), abilitySheet(catalogue, name)].flatMap(
      (answer) => answer ?? [],
    ),
  ];
  if (answers.length === 0)
    throw unknownName(
      "machine, region, chip, platform or ability",
      name,
      nameHint(name, [...new Set(knownNames(base))], "name"),
    );
  return answers;
}

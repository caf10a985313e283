import { askChips, askMachines, askRegions } from "../../planner/index.js";
import type { MachineQuestion, RegionOfProvider } from "../../planner/index.js";
import { renderChips, renderMachines, renderRegions } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";
import type { Range } from "./catalogue-options.js";

export const LISTS = ["machines", "regions", "chips"] as const;

export interface CatalogueListOptions {
  readonly json?: boolean;
  readonly provider?: readonly string[];
  readonly region?: readonly string[];
  readonly jurisdiction?: readonly string[];
  readonly chip?: readonly string[];
  readonly family?: readonly string[];
  readonly name?: readonly string[];
  readonly platform?: readonly string[];
  readonly vcpu?: Range;
  readonly memory?: Range;
  readonly maxPrice?: number;
  readonly purchase: "on-demand" | "spot" | "any";
  readonly burstable: boolean;
  readonly previous: boolean;
  readonly sort: MachineQuestion["order"];
  readonly limit: number;
  readonly perRegion?: number;
  readonly override?: readonly string[];
}

/** The members that are given. */
function given<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

function questionOf(options: CatalogueListOptions, { cwd }: Terminal): MachineQuestion {
  const { purchase, vcpu, memory } = options;
  return given<MachineQuestion>({
    baseDirectory: cwd,
    providers: options.provider,
    regions: options.region,
    jurisdictions: options.jurisdiction,
    chips: options.chip,
    families: options.family,
    instanceTypes: options.name,
    platforms: options.platform,
    minCpuMilli: vcpu?.from,
    maxCpuMilli: vcpu?.to,
    minMemoryMiB: memory?.from,
    maxMemoryMiB: memory?.to,
    maxMicroPerHour: options.maxPrice,
    purchaseOptions: purchase === "any" ? ["on-demand", "spot"] : [purchase],
    burstable: options.burstable,
    previousGeneration: options.previous,
    order: options.sort,
    limit: options.limit,
    limitPerRegion: options.perRegion,
    overrides: options.override,
  });
}

function unpricedLine(unpriced: readonly RegionOfProvider[]): string {
  return `stowage: the catalogue has no prices of ${unpriced.map(({ provider, region }) => `${region} (${provider})`).join(", ")}\n`;
}

function listMachines(options: CatalogueListOptions, terminal: Terminal): void {
  const list = askMachines(questionOf(options, terminal));
  terminal.out(options.json === true ? canonicalText(list) : `${renderMachines(list).join("\n")}\n`);
  if (list.unpriced.length > 0 && options.json !== true) terminal.err(unpricedLine(list.unpriced));
}

/** Machines on sale, regions, or chips. */
export function catalogueList(
  what: (typeof LISTS)[number],
  options: CatalogueListOptions,
  terminal: Terminal,
): ExitCode {
  if (what === "machines") {
    listMachines(options, terminal);
    return EXIT.done;
  }
  const places = given<Parameters<typeof askRegions>[0]>({
    providers: options.provider,
    regions: options.region,
    jurisdictions: options.jurisdiction,
  });
  const [value, lines] =
    what === "regions"
      ? [askRegions(places), renderRegions(askRegions(places))]
      : [askChips(), renderChips(askChips())];
  terminal.out(options.json === true ? canonicalText(value) : `${lines.join("\n")}\n`);
  return EXIT.done;
}

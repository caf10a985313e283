/** `stowage catalogue`: its commands and their options. */
import { Argument, Option } from "commander";
import type { Command } from "commander";
import { CLOUD_PROVIDERS, IMPORT_FORMATS, MACHINE_ORDERS } from "../../planner/index.js";
import type { ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";
import { catalogueCheck, catalogueDiff, catalogueImport } from "./catalogue-files.js";
import type {
  CatalogueCheckOptions,
  CatalogueDiffOptions,
  CatalogueImportOptions,
} from "./catalogue-files.js";
import { LISTS, catalogueList } from "./catalogue-list.js";
import type { CatalogueListOptions } from "./catalogue-list.js";
import * as read from "./catalogue-options.js";
import { catalogueShow } from "./catalogue-show.js";
import type { CatalogueShowOptions } from "./catalogue-show.js";

type Finish = (code: ExitCode) => void;

const DEFAULT_ROWS = 20;
/** 32 GiB, as the fleet spec's `ephemeralStorage`. */
const DEFAULT_DISK_MIB = 32 * 1024;

function withPlaces(command: Command): Command {
  return command
    .option("--provider <names>", "aws, azure, gcp, alibaba, ...; several with commas", read.names)
    .option("--region <names>", "regions, by name", read.names)
    .option("--jurisdiction <names>", "EEA, EU or country codes: where the regions stand", read.names);
}

function addList(parent: Command, terminal: Terminal, finish: Finish): void {
  withPlaces(parent.command("list"))
    .description("list machines on sale with their prices, or regions, or chips")
    .addArgument(new Argument("[what]", "what to list").choices(LISTS).default("machines"))
    .option("--chip <names>", "ISA (amd64, arm64), accelerator or processor", read.names)
    .option("--vcpu <range>", "8, 4..16, 4.. or ..16", read.cpuRange)
    .option("--memory <range>", "16Gi, 8Gi..64Gi, 8Gi.. or ..64Gi", read.memoryRange)
    .option("--family <names>", "families, such as m7g, Dsv5, n2-standard", read.names)
    .option("--name <names>", "instance types, by name", read.names)
    .option("--platform <names>", "only what one of these platforms takes as a node", read.names)
    .option("--max-price <amount>", "most an hour, in the currency of each price", read.price)
    .addOption(
      new Option("--purchase <option>", "which price")
        .choices(["on-demand", "spot", "any"])
        .default("on-demand"),
    )
    .option("--no-burstable", "without machines whose processors are credited or shared")
    .option("--no-previous", "without generations that are hardly sold any more")
    .addOption(new Option("--sort <key>", "order").choices(MACHINE_ORDERS).default("price"))
    .option("--limit <rows>", "most rows", read.rows, DEFAULT_ROWS)
    .option("--per-region <rows>", "most rows of one region", read.rows)
    .option("--override <files>", "catalogue override files", read.names)
    .option("--json", "print JSON")
    .action((what: (typeof LISTS)[number], options: CatalogueListOptions) => {
      finish(catalogueList(what, options, terminal));
    });
}

function addShow(parent: Command, terminal: Terminal, finish: Finish): void {
  withPlaces(parent.command("show"))
    .description("show all that is known of an instance type, region, chip, platform or ability")
    .argument("<name>", "such as m7g.xlarge, eu-central-1, nvidia-l4, eks, customer-key-sm4")
    .option("--platform <name>", "whose node the machine is; default: its cloud's own")
    .option("--kubernetes-version <version>", "such as 1.33", read.kubernetesVersion)
    .option("--pods <counts>", "pods a node, such as 30,110,250", read.podCounts)
    .option("--address-mode <mode>", "one of the platform's; default: all of them")
    .option("--cpu <amount>", "with a platform's name: CPU of a machine of your own", read.cpu)
    .option("--memory <amount>", "its memory, such as 8Gi", read.memory)
    .option("--disk <amount>", "its ephemeral storage (default: 32Gi)", read.memory, DEFAULT_DISK_MIB)
    .option("--override <files>", "catalogue override files", read.names)
    .option("--json", "print JSON")
    .action((name: string, options: CatalogueShowOptions) => {
      finish(catalogueShow(name, options, terminal));
    });
}

function addDiff(parent: Command, terminal: Terminal, finish: Finish): void {
  parent
    .command("diff")
    .description("compare two catalogue overrides, or one with the catalogue itself: what a plan would see")
    .argument("<file>", "a catalogue override; alone, what it changes of the catalogue")
    .argument("[other]", "a second one: what changes from the first to it")
    .option("--json", "print JSON")
    .action((file: string, other: string | undefined, options: CatalogueDiffOptions) => {
      finish(catalogueDiff([file, other], options, terminal));
    });
}

function addCheck(parent: Command, terminal: Terminal, finish: Finish): void {
  parent
    .command("check")
    .description("check catalogue overrides, each with those before it")
    .argument("<files...>", "catalogue overrides")
    .option("--max-age <days>", "warn of figures that are older", read.days)
    .option("--today <date>", "the day that ages are counted to, as YYYY-MM-DD", read.isoDate)
    .option("--json", "print JSON")
    .action((files: readonly string[], options: CatalogueCheckOptions) => {
      finish(catalogueCheck(files, options, terminal));
    });
}

function addImport(parent: Command, terminal: Terminal, finish: Finish): void {
  parent
    .command("import")
    .description("make a catalogue override of what clouds and clusters export")
    .argument("<files...>", "exports; several make one override")
    .addOption(
      new Option("--format <name>", "what they are; default: what they look like").choices(IMPORT_FORMATS),
    )
    .addOption(new Option("--provider <name>", "for exports that do not say it").choices(CLOUD_PROVIDERS))
    .option("--region <name>", "for exports that do not say it")
    .option("--currency <code>", "ISO 4217, for exports that do not say it", read.currency)
    .option("--as-of <date>", "day of the export, as YYYY-MM-DD; default: today", read.isoDate)
    .option("--output <file>", "write the override to a new file")
    .option("--force", "replace the file of --output")
    .option("--json", "as JSON in place of YAML")
    .action((files: readonly string[], options: CatalogueImportOptions) => {
      finish(catalogueImport(files, options, terminal));
    });
}

export function addCatalogue(program: Command, terminal: Terminal, finish: Finish): void {
  const catalogue = program
    .command("catalogue")
    .description("what clouds, chips, platforms and places offer: list, show, diff, check, import");
  addList(catalogue, terminal, finish);
  addShow(catalogue, terminal, finish);
  addDiff(catalogue, terminal, finish);
  addCheck(catalogue, terminal, finish);
  addImport(catalogue, terminal, finish);
}

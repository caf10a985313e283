/** The command line: what can be called with which options. Returns an exit code and never exits itself. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXPORT_FORMATS, PARETO_AXES, VERSION, missingSetting } from "../planner/index.js";
import { addCatalogue } from "./commands/catalogue.js";
import { check, type CheckOptions } from "./commands/check.js";
import { explain, type ExplainOptions } from "./commands/explain.js";
import { exportPlan, type ExportOptions } from "./commands/export.js";
import { DEFAULT_POINTS, front, MOST_POINTS, type FrontOptions } from "./commands/front.js";
import { importManifests, type ImportOptions } from "./commands/import.js";
import { importRunning, type RunningOptions, type RunningSource } from "./commands/import-running.js";
import { init, type InitOptions } from "./commands/init.js";
import { plan, type PlanOptions } from "./commands/plan.js";
import { MOST_TRIALS } from "./commands/trials.js";
import { whatif, type WhatIfOptions } from "./commands/whatif.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { reportFailure } from "./failure.js";
import type { Terminal } from "./terminal.js";

const DEFAULT_SPEC = "fleet.yaml";

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("Give a percentage of the bound, such as 1 or 2.5.");
  }
  return value;
}

function points(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 2 || value > MOST_POINTS)
    throw new InvalidArgumentError(`Give a whole number from 2 to ${MOST_POINTS}.`);
  return value;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };
}

type Finish = (code: ExitCode) => void;

function addCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("init")
    .description("write a starter fleet.yaml")
    .argument("[directory]", "where to write it", ".")
    .option("--json", "print JSON")
    .action((directory: string, options: InitOptions) => {
      finish(init(directory, options, terminal));
    });
  program
    .command("import")
    .description("print the fleet spec that Kubernetes manifests, or what runs in a cluster, say")
    .argument("[source]", "manifests: a folder, a file, or - for standard input")
    .option(
      "--from-json <file>",
      "what runs, as `kubectl get nodes,pods,... -A -o json` prints it (- for standard input)",
    )
    .option("--kubeconfig <file>", "what runs, asked of the cluster by kubectl")
    .option("--running <file>", "write the nodes and pods that run, with which plan compares the plan")
    .option("--json", "print JSON")
    .action(
      async (
        source: string | undefined,
        options: ImportOptions & RunningSource & RunningOptions,
        command: Command,
      ) => {
        const given = [source, options.fromJson, options.kubeconfig].filter((one) => one !== undefined);
        if (given.length !== 1)
          command.error("error: give one of: a source of manifests, --from-json FILE, --kubeconfig FILE");
        if (source === undefined) finish(await importRunning(options, options, terminal));
        else if (options.running !== undefined)
          command.error("error: --running needs --from-json or --kubeconfig: manifests do not run");
        else finish(await importManifests(source, options, terminal));
      },
    );
  program
    .command("plan")
    .description("plan the fleet: what to buy, what runs where, what it costs, how far from the best it is")
    .argument("[spec]", "the fleet spec", DEFAULT_SPEC)
    .option("--json", "print the plan as JSON")
    .option("--lock <file>", "write the plan to a file, to be committed")
    .option("--certificate <file>", "write the proof of its bound to a file, which check verifies")
    .option("--previous <file>", "an earlier plan, or what runs, that pods should move little against")
    .option("--waves", "with --previous: the order of nodes and replicas in which the plan takes its place")
    .option("--max-gap <percent>", "fail (exit 7) if the proven gap is wider", percentage)
    .addOption(
      new Option(
        "--pareto <axis>",
        "print the plans that trade cost for less of something, instead of one plan",
      )
        .choices(PARETO_AXES.map((axis) => `cost,${axis}`))
        .conflicts(["lock", "certificate", "maxGap"]),
    )
    .option("--points <number>", `with --pareto: plans to make at the most (${DEFAULT_POINTS})`, points)
    .action((spec: string, options: PlanOptions & FrontOptions, command: Command) => {
      if (options.pareto === undefined && options.points !== undefined)
        command.error("error: --points needs --pareto");
      if (options.waves === true && (options.previous === undefined || options.pareto !== undefined))
        command.error("error: --waves needs --previous, and one plan");
      finish((options.pareto === undefined ? plan : front)(spec, options, terminal));
    });
  program
    .command("check")
    .description("check the spec and a lock (or a fresh plan), and rehearse it in the scheduler model")
    .argument("[spec]", "the fleet spec", DEFAULT_SPEC)
    .option("--json", "print JSON")
    .option("--lock <file>", "verify this committed plan in place of planning")
    .option(
      "--certificate [file]",
      "verify the proof of the bound in whole numbers, without a search (without a file: a fresh one)",
    )
    .option("--previous <file>", "with --lock: what the plan was made with, to count its moves again")
    .action((spec: string, options: CheckOptions) => {
      finish(check(spec, options, terminal));
    });
  program
    .command("explain")
    .description("say why workloads run where they do, or why there is no plan")
    .argument("[spec]", "the fleet spec", DEFAULT_SPEC)
    .argument("[workload]", "name or id of one workload")
    .option("--json", "print JSON")
    .action((spec: string, workload: string | undefined, options: ExplainOptions) => {
      finish(explain(spec, workload, options, terminal));
    });
  program
    .command("export")
    .description("write the plan in the words of another engine, and say what those cannot express")
    .argument("[spec]", "the fleet spec", DEFAULT_SPEC)
    .addOption(new Option("--format <format>", "whose words").choices(EXPORT_FORMATS).makeOptionMandatory())
    .option("-o, --output <directory>", "where to write the files (without it they are printed)")
    .option("--lock <file>", "export this committed plan in place of planning")
    .option("--repository <url>", "argocd: the Git repository that holds a folder for each cluster")
    .option("--revision <name>", "argocd: branch, tag or commit (default: HEAD)")
    .option("--path <folder>", "argocd: folder of a cluster; {{.cluster}} is its name (default: that alone)")
    .action((spec: string, options: ExportOptions, command: Command) => {
      const missing = missingSetting(options.format, options);
      if (missing !== undefined) command.error(`error: ${missing}`);
      finish(exportPlan(spec, options, terminal));
    });
  addWhatIf(program, terminal, finish);
}

function addWhatIf(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("whatif")
    .description(
      "what is down, what is planned again at what cost: of all that is given, or of every single loss",
    )
    .argument("[spec]", "the fleet spec", DEFAULT_SPEC)
    .option(
      "--lose <what:name...>",
      "az:, region:, provider:, group:, cluster:, site:, pool:, link: or node: and a name",
    )
    .option("--withdraw <type...>", "an instance type that is no longer sold")
    .option("--price <name=times...>", "all, on-demand, spot, a family or an instance type, such as spot=1.5")
    .option("--demand <name=times...>", "all or a workload, such as web=2")
    .addOption(
      new Option(
        "--price-limits",
        "how far the price of each machine bought may rise until another plan is cheaper",
      ).conflicts(["lose", "withdraw", "price", "demand"]),
    )
    .option("--outage <name>", "one that happened, as far as the fleet has the places that it took")
    .option("--list-outages", "the outages that are known, with their sources")
    .addOption(
      new Option(
        "--trials <number>",
        "draw failures so many times: replicas down, availability of each workload, cost",
      )
        .argParser(wholeNumber(1, MOST_TRIALS))
        .conflicts(["lose", "withdraw", "price", "demand", "outage", "priceLimits"]),
    )
    .option("--seed <number>", "with --trials: what is drawn (0)", wholeNumber(0, 2 ** 32 - 1))
    .option("--risk <kind=share...>", "with --trials: share of time that one is down, such as az=0.001")
    .option(
      "--group <name=share:losses...>",
      "with --trials: what fails together, such as power=0.0005:az:eu-central-1a,cluster:shop",
    )
    .option("--json", "print JSON")
    .action((spec: string, options: WhatIfOptions) => {
      finish(whatif(spec, options, terminal));
    });
}

/** Runs one command. `argv` is without the program's own name. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = new Command("stowage")
    .description("Plan a container fleet before anything is deployed.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  const finish = (result: ExitCode): void => {
    code = result;
  };
  addCommands(program, terminal, finish);
  addCatalogue(program, terminal, finish);
  program.commands.forEach((command) =>
    command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err }),
  );
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return reportFailure(error, terminal, argv.includes("--json"));
  }
}

import { askName } from "../../planner/index.js";
import type { NameQuestion } from "../../planner/index.js";
import { renderAnswers } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface CatalogueShowOptions {
  readonly json?: boolean;
  readonly provider?: readonly string[];
  readonly region?: readonly string[];
  readonly jurisdiction?: readonly string[];
  readonly platform?: string;
  readonly kubernetesVersion?: string;
  readonly pods?: readonly number[];
  readonly addressMode?: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly disk: number;
  readonly override?: readonly string[];
}

/** Pods that a machine of one's own may hold where nothing is said, as in the fleet spec. */
const SHAPE_PODS = 110;

function capacityOf({ cpu, memory, disk }: CatalogueShowOptions): Pick<NameQuestion, "capacity"> {
  if (cpu === undefined || memory === undefined) return {};
  return { capacity: { cpuMilli: cpu, memoryMiB: memory, ephemeralMiB: disk, pods: SHAPE_PODS } };
}

/** All that is known of a name. */
export function catalogueShow(name: string, options: CatalogueShowOptions, terminal: Terminal): ExitCode {
  if ((options.cpu === undefined) !== (options.memory === undefined)) {
    terminal.err("stowage: a machine of your own needs both --cpu and --memory\n");
    return EXIT.usage;
  }
  const { provider, region, jurisdiction, platform, kubernetesVersion, pods, addressMode, override } =
    options;
  const answers = askName({
    name,
    baseDirectory: terminal.cwd,
    ...(provider === undefined ? {} : { providers: provider }),
    ...(region === undefined ? {} : { regions: region }),
    ...(jurisdiction === undefined ? {} : { jurisdictions: jurisdiction }),
    ...(platform === undefined ? {} : { platform }),
    ...(kubernetesVersion === undefined ? {} : { version: kubernetesVersion }),
    ...(pods === undefined ? {} : { podsPerNode: pods }),
    ...(addressMode === undefined ? {} : { addressMode }),
    ...(override === undefined ? {} : { overrides: override }),
    ...capacityOf(options),
  });
  terminal.out(options.json === true ? canonicalText(answers) : `${renderAnswers(answers).join("\n")}\n`);
  return EXIT.done;
}

/** The file of what runs today: written by the import, read where plans are compared with it. */
import type { PurchaseOption } from "../model/catalogue.js";
import type { RunningFleet, RunningNodes } from "../model/running.js";
import { RUNNING_API_VERSION } from "../model/running.js";
import { canonicalText } from "../units/canonical.js";
import { fileFailure } from "./failures.js";
import type { LoadOptions } from "./load-fleet.js";
import { parsedJson, readOwnFile, writeOwnFile } from "./own-file.js";
import type { FileKind } from "./own-file.js";

/** 5,000 nodes with 20 pods each take 4 MiB. */
const RUNNING_FILE: FileKind = {
  apiVersion: RUNNING_API_VERSION,
  words: "what runs",
  mostBytes: 64 * 1024 * 1024,
};

const OPTIONS: ReadonlySet<unknown> = new Set<PurchaseOption>(["on-demand", "spot", "owned", "reserved"]);

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The field of a row that is not what it should be. */
function faultOfRow(row: unknown): string | undefined {
  if (!isPlain(row)) return "";
  const texts = ["pool", "instanceType", "availabilityZone"].find((key) => typeof row[key] !== "string");
  if (texts !== undefined) return `/${texts}`;
  if (!OPTIONS.has(row["purchaseOption"])) return "/purchaseOption";
  if (!isCount(row["count"])) return "/count";
  if (!isPlain(row["pods"])) return "/pods";
  const wrong = Object.entries(row["pods"]).find(([, pods]) => !isCount(pods));
  return wrong === undefined ? undefined : `/pods/${wrong[0]}`;
}

/** JSON Pointer to the first value that is not what it should be. */
function faultOf(value: unknown): string | undefined {
  if (!isPlain(value)) return "";
  if (value["apiVersion"] !== RUNNING_API_VERSION) return "/apiVersion";
  if (!isPlain(value["clusters"])) return "/clusters";
  for (const [name, cluster] of Object.entries(value["clusters"])) {
    const nodes: unknown = isPlain(cluster) ? cluster["nodes"] : undefined;
    if (!Array.isArray(nodes)) return `/clusters/${name}/nodes`;
    const faults = (nodes as readonly RunningNodes[]).map(faultOfRow);
    const index = faults.findIndex((fault) => fault !== undefined);
    if (index !== -1) return `/clusters/${name}/nodes/${index}${faults[index] ?? ""}`;
  }
  return undefined;
}

/** @throws FleetError where the file is something else or cannot be written; it is then as it was */
export function writeRunning(
  file: string,
  running: RunningFleet,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): void {
  writeOwnFile({ file, baseDirectory, kind: RUNNING_FILE }, canonicalText(running));
}

/** @throws FleetError where the file cannot be read or is something else */
export function readRunning(file: string, { baseDirectory = process.cwd() }: LoadOptions = {}): RunningFleet {
  const value = parsedJson(readOwnFile({ file, baseDirectory, kind: RUNNING_FILE }));
  const fault = faultOf(value);
  if (fault !== undefined)
    throw fileFailure(
      file,
      `is not what \`stowage import --running\` writes${fault === "" ? "" : `: ${fault} is not as expected`}; import it again`,
    );
  return value as RunningFleet;
}

/** Power of one virtual CPU, idle and full, by provider and ISA: means over the coefficients' microarchitectures. */
import { decimal, readCsv, text } from "./csv.js";
import type { Row } from "./csv.js";
import type { EvidenceRow, PowerRow } from "./tables.js";

export const POWER_EVIDENCE = [
  {
    source: "ccf-coefficients",
    confidence: "estimate",
    note: "mean of the provider's x86 microarchitectures since Skylake",
  },
  { source: "ccf-coefficients", confidence: "estimate", note: "Graviton2" },
  {
    source: "ccf-coefficients",
    confidence: "assumption",
    note: "Graviton2 of AWS, since no coefficient is published for this provider's Arm processors",
  },
] as const satisfies readonly EvidenceRow[];

/** Generations that clouds still sell in numbers; older ones draw several times as much a core. */
const CURRENT_X86 = new Set(["Sky Lake", "Skylake", "Cascade Lake", "EPYC 2nd Gen", "EPYC 3rd Gen"]);

function mean(rows: readonly Row[], column: string): number {
  const sum = rows.reduce((total, row) => total + decimal(row, column), 0);
  return Math.round((sum * 1000) / rows.length);
}

export function powerTable(from: string): PowerRow[] {
  const read = (provider: "aws" | "azure" | "gcp"): Row[] =>
    readCsv(from, `regions/ccf/coefficients-${provider}-use.csv`);
  const graviton = read("aws").filter((row) => text(row, "Architecture") === "Graviton2");
  return (["aws", "azure", "gcp"] as const).flatMap((provider) => {
    const x86 = read(provider).filter((row) => CURRENT_X86.has(text(row, "Architecture")));
    const row = (
      architecture: "amd64" | "arm64",
      coefficients: readonly Row[],
      evidence: number,
    ): PowerRow => ({
      provider,
      architecture,
      minMilliwatts: mean(coefficients, "Min Watts"),
      maxMilliwatts: mean(coefficients, "Max Watts"),
      evidence,
    });
    return [row("amd64", x86, 0), row("arm64", graviton, provider === "aws" ? 1 : 2)];
  });
}

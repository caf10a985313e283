/** What the catalogue commands do with files: compare overrides, check them, make them of exports. */
import { checkOverrides, compareOverrides, importExports, writeOverride } from "../../planner/index.js";
import type { CloudProvider, ImportFormat } from "../../planner/index.js";
import { overrideContents, overrideLine, renderDiagnostics, renderDifference } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface CatalogueDiffOptions {
  readonly json?: boolean;
}

/** With one file: the catalogue of the package against it. */
export function catalogueDiff(
  [first, second]: readonly [string, string | undefined],
  options: CatalogueDiffOptions,
  terminal: Terminal,
): ExitCode {
  const difference = compareOverrides({
    before: second === undefined ? [] : [first],
    after: [second ?? first],
    baseDirectory: terminal.cwd,
  });
  terminal.out(
    options.json === true ? canonicalText(difference) : `${renderDifference(difference).join("\n")}\n`,
  );
  return EXIT.done;
}

export interface CatalogueCheckOptions {
  readonly json?: boolean;
  readonly maxAge?: number;
  readonly today?: string;
}

export function catalogueCheck(
  files: readonly string[],
  options: CatalogueCheckOptions,
  terminal: Terminal,
): ExitCode {
  const checked = checkOverrides({
    overrides: files,
    today: options.today ?? terminal.today(),
    ...(options.maxAge === undefined ? {} : { maxAgeDays: options.maxAge }),
    baseDirectory: terminal.cwd,
  });
  if (options.json === true) {
    terminal.out(canonicalText(checked));
    return EXIT.done;
  }
  const lines = checked.files.map(({ file, override, ageDays }) => overrideLine(file, override, ageDays));
  terminal.out([...renderDiagnostics(checked.diagnostics), ...lines, ""].join("\n"));
  return EXIT.done;
}

export interface CatalogueImportOptions {
  readonly json?: boolean;
  readonly format?: ImportFormat;
  readonly provider?: CloudProvider;
  readonly region?: string;
  readonly currency?: string;
  readonly asOf?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** Prints the override, or writes it; what was left out goes to standard error. */
export function catalogueImport(
  files: readonly string[],
  options: CatalogueImportOptions,
  terminal: Terminal,
): ExitCode {
  const { format, provider, region, currency, output } = options;
  const { override, text, formats, diagnostics } = importExports({
    files,
    asOf: options.asOf ?? terminal.today(),
    ...(format === undefined ? {} : { format }),
    ...(provider === undefined ? {} : { provider }),
    ...(region === undefined ? {} : { region }),
    ...(currency === undefined ? {} : { currency }),
    baseDirectory: terminal.cwd,
  });
  const printed = options.json === true ? canonicalText(override) : text;
  if (output === undefined) terminal.out(printed);
  else {
    writeOverride(output, printed, { replace: options.force === true, baseDirectory: terminal.cwd });
    terminal.out(`${output} written: ${overrideContents(override)}, of ${formats.join(", ")}\n`);
  }
  const lines = renderDiagnostics(diagnostics);
  if (lines.length > 0) terminal.err(`${lines.join("\n")}\n`);
  return EXIT.done;
}

// `node scripts/types-and-lint.mjs`: what `npm run typecheck` and `npm run lint` say, with one program of TypeScript for
// both: the types of the cloud SDKs, a million lines, are read once, and what one of them has found out of the
// project's types the other finds there.
// @ts-check
import { fileURLToPath } from "node:url";
import path from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @type {import("typescript").FormatDiagnosticsHost} */
const host = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

const config = ts.getParsedCommandLineOfConfigFile(path.join(root, "tsconfig.json"), undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (fault) => {
    throw new Error(ts.formatDiagnostic(fault, host));
  },
});
if (config === undefined) throw new Error("no tsconfig.json");
const program = ts.createProgram(config.fileNames, config.options);
const faults = [...config.errors, ...ts.getPreEmitDiagnostics(program)];
process.stdout.write(ts.formatDiagnostics(faults, host));

const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ["**/*.ts"], languageOptions: { parserOptions: { programs: [program] } } }],
});
const results = await eslint.lintFiles(["."]);
process.stdout.write(await (await eslint.loadFormatter("stylish")).format(results));
if (faults.length > 0 || results.some(({ errorCount }) => errorCount > 0)) process.exitCode = 1;

/**
 * `npm run docs`: writes the answers into docs/catalogue.md. A test keeps the page and the command equal, so run
 * it after a change of prices, rules or tables.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../src/cli/run-command.js";

export const CATALOGUE_DOC = path.join(__dirname, "..", "docs", "catalogue.md");

/** The day on which the page's commands run. */
const TODAY = "2026-11-26";

/** A file that the page shows ("```yaml prices.yaml"), or a command with its output. */
const BLOCK = /^```(?:(?:yaml|json) (\S+)\n([^]*?)|console\n\$ stowage (.+)\n[^]*?)^```$/gm;

async function outputOf(line: string, folder: string): Promise<string> {
  let out = "";
  const code = await runCommand(line.split(" "), {
    cwd: folder,
    out: (text) => (out += text),
    err: (text) => (out += text),
    today: () => TODAY,
    readInput: () => Promise.reject(new Error("the page's commands read no input")),
    input: () => {
      throw new Error("the page's commands read no input");
    },
  });
  if (code !== 0) throw new Error(`stowage ${line} ended with ${code}:\n${out}`);
  return out;
}

/** The page with what its commands print now. */
export async function withAnswers(page: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-docs-"));
  try {
    let answered = "";
    let end = 0;
    for (const block of page.matchAll(BLOCK)) {
      const [whole, file, content = "", command] = block;
      answered += page.slice(end, block.index);
      end = block.index + whole.length;
      if (file !== undefined) writeFileSync(path.join(folder, path.basename(file)), content);
      answered +=
        command === undefined
          ? whole
          : `\`\`\`console\n$ stowage ${command}\n${await outputOf(command, folder)}\`\`\``;
    }
    return answered + page.slice(end);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module)
  void withAnswers(readFileSync(CATALOGUE_DOC, "utf8")).then((page) => {
    writeFileSync(CATALOGUE_DOC, page);
  });

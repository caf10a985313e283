// Sources as one text of JavaScript, whose packages stay outside: what tests run, and start, in place of tsx, which
// takes two to three seconds of process time for a program of some hundred modules. `node scripts/one-file.mjs
// SOURCE OUTPUT` writes it.
// @ts-check
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build, stop } from "esbuild";

/** @type {import("esbuild").Plugin} */
const ownFolders = {
  name: "__dirname of each source",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      // On the first line, so that lines keep their numbers.
      const folder = text.includes("__dirname")
        ? `const __dirname = ${JSON.stringify(path.dirname(file))};`
        : "";
      return { contents: folder + text, loader: "ts" };
    });
  },
};

/**
 * @param {Pick<import("esbuild").BuildOptions, "stdin" | "entryPoints">} entry
 * @param {string} place where the text would be; packages are found from its folder
 * @returns {Promise<string>}
 */
export async function asOneText(entry, place) {
  const { outputFiles } = await build({
    ...entry,
    outfile: place,
    write: false,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    plugins: [ownFolders],
  });
  await stop();
  return outputFiles[0]?.text ?? "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [source = "", output = ""] = process.argv.slice(2);
  const text = await asOneText({ entryPoints: [source] }, output);
  mkdirSync(path.dirname(output), { recursive: true });
  // Whoever starts it meanwhile gets a whole file.
  const part = `${output}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, output);
}

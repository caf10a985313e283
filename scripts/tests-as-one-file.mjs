// For `mocha --require`: test files come out of one text of JavaScript that is made of all of them, in place of tsx,
// which `npx mocha` takes. Through tsx every use of an import is a call of a getter, and a function gets its name
// whenever it is made. A failure shows the lines of the sources; a file that was not there when this started fails.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build, stop } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Never written; packages are found from its folder. */
const place = path.join(root, "all-tests.cjs");

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

async function asOneText() {
  const entries = readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => JSON.stringify(path.join(root, "test", name)))
    .map((file) => `${file}: () => require(${file}),`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = {\n${entries.join("\n")}\n};`, resolveDir: root },
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

process.setSourceMapsEnabled(true);
const all = /** @type {any} */ (new Module(place));
Object.assign(all, { filename: place, paths: createRequire(place).resolve.paths("x") });
all._compile(await asOneText(), place);

createRequire(place).extensions[".ts"] = (module, file) => {
  const load = all.exports[file];
  if (load === undefined) throw new Error(`${file}: no test file of this project`);
  module.exports = load();
};

// For `mocha --require`: test files come out of one text of JavaScript that is made of all of them, in place of tsx,
// which `npx mocha` takes. Through tsx every use of an import is a call of a getter, and a function gets its name
// whenever it is made. A failure shows the lines of the sources; a file that was not there when this started fails.
// @ts-check
import { readdirSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { asOneText } from "./one-file.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Never written; packages are found from its folder. */
const place = path.join(root, "all-tests.cjs");

function allTests() {
  const entries = readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => JSON.stringify(path.join(root, "test", name)))
    .map((file) => `${file}: () => require(${file}),`);
  const contents = `module.exports = {\n${entries.join("\n")}\n};`;
  return asOneText({ stdin: { contents, resolveDir: root } }, place);
}

process.setSourceMapsEnabled(true);
const all = /** @type {any} */ (new Module(place));
Object.assign(all, { filename: place, paths: createRequire(place).resolve.paths("x") });
all._compile(await allTests(), place);

createRequire(place).extensions[".ts"] = (module, file) => {
  const load = all.exports[file];
  if (load === undefined) throw new Error(`${file}: no test file of this project`);
  module.exports = load();
};

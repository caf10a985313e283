// Compiles src/ to dist/, copies the catalogue's data beside the code that reads it, and makes the command one
// file: node takes 0.4 ms to find and load a module, and the command has four hundred of its own. --types-checked:
// somebody else checks the types, as "types and lint" does in `npm test`.
// @ts-check
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { buildSync, transformSync } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = (...parts) => path.join(root, ...parts);

rmSync(inRoot("dist"), { recursive: true, force: true });
const compiled = spawnSync(
  process.execPath,
  [
    inRoot("node_modules", "typescript", "bin", "tsc"),
    ...["-p", "tsconfig.build.json"],
    ...(process.argv.includes("--types-checked") ? ["--noCheck"] : []),
  ],
  { cwd: root, stdio: "inherit" },
);
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
cpSync(inRoot("src", "catalogue", "data"), inRoot("dist", "catalogue", "data"), { recursive: true });

// Comments are for those who read the source; types keep theirs. Nobody reads generated code at all: half of its
// size is indentation and names.
const generated = path.join("spec", "generated");
for (const name of readdirSync(inRoot("dist"), { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".js")) continue;
  const file = inRoot("dist", name);
  const options = name.startsWith(generated) ? { minify: true } : {};
  writeFileSync(file, transformSync(readFileSync(file, "utf8"), options).code);
}

const cli = inRoot("dist", "cli");
const bin = path.join(cli, "bin.js");
// Packages stay outside: they are installed beside it, under their own licences.
buildSync({
  entryPoints: [bin],
  outfile: bin,
  allowOverwrite: true,
  bundle: true,
  packages: "external",
  // Generated code is half a megabyte that stands beside it already.
  external: [path.join(inRoot("dist"), generated, "*")],
  platform: "node",
  target: "node20",
  // Names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
});
// What it was made of is nobody's door.
for (const name of readdirSync(cli)) if (name !== "bin.js") rmSync(path.join(cli, name), { recursive: true });
chmodSync(bin, 0o755);

// Types that no door leads to are of no use to anybody, and each file takes a block on disk.
const doors = ["index.d.ts", "planner/index.d.ts", "policy/index.d.ts"].map((door) => inRoot("dist", door));
const reached = new Set(doors);
for (const file of reached)
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g))
    reached.add(`${path.resolve(path.dirname(file), name)}.d.ts`);
for (const name of readdirSync(inRoot("dist"), { recursive: true, encoding: "utf8" })) {
  const file = inRoot("dist", name);
  if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
}

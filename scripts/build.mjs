// Compiles src/ to dist/ and copies the catalogue's data beside the code that reads it.
// @ts-check
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = (...parts) => path.join(root, ...parts);

rmSync(inRoot("dist"), { recursive: true, force: true });
const compiled = spawnSync(
  process.execPath,
  [inRoot("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
  { cwd: root, stdio: "inherit" },
);
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
cpSync(inRoot("src", "catalogue", "data"), inRoot("dist", "catalogue", "data"), { recursive: true });
const bin = inRoot("dist", "cli", "bin.js");
if (existsSync(bin)) chmodSync(bin, 0o755);

/**
 * A script of the bench in a process of its own, so that code is cold and memory is its own. It is made one file
 * first, as the command is: loaded module by module from TypeScript it takes a fifth more.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";

const BUILT = join(__dirname, "..", "node_modules", ".cache", "bench");
const built = new Map<string, string>();

function asOneFile(script: string, home: string): string {
  const known = built.get(script);
  if (known !== undefined) return known;
  const outfile = join(BUILT, script.replace(/\.ts$/, ".cjs"));
  buildSync({
    entryPoints: [join(__dirname, script)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    define: { __dirname: JSON.stringify(home) },
  });
  built.set(script, outfile);
  return outfile;
}

/**
 * What the script prints as JSON; undefined where it prints null.
 *
 * @param home folder that the files of the script are in, for those that look for others beside them
 */
export function measured(script: string, args: readonly string[], home = __dirname): unknown {
  const child = spawnSync(process.execPath, [asOneFile(script, home), ...args], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(child.stderr);
  return (JSON.parse(child.stdout) as unknown) ?? undefined;
}

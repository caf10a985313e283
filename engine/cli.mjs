// `node engine/cli.mjs [--yaml] [--optional]`: makes sure that there is an engine and says which.
// With --optional a machine that can have none is told so, loudly, and the exit code stays 0.
// @ts-check
import { EngineUnavailableError, findEngine } from "./find-engine.mjs";

const args = process.argv.slice(2);
const optional = args.includes("--optional") && process.env.STOWAGE_REQUIRE_ENGINE !== "1";
try {
  const engine = await findEngine({
    env: process.env,
    log: (line) => process.stderr.write(`${line}\n`),
    yaml: args.includes("--yaml"),
  });
  process.stdout.write(`engine: pulumi ${engine.version}, ${engine.origin}: ${engine.pulumi}\n`);
} catch (error) {
  if (!(error instanceof EngineUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (!optional) process.exitCode = 1;
  else process.stderr.write("THE TESTS THAT NEED AN ENGINE WILL BE SKIPPED.\n");
}

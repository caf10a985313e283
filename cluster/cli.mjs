// `node cluster/cli.mjs [--optional]`: makes sure that there is a control plane and says which. With --optional
// a machine that can have none is told so, loudly, and the exit code stays 0.
// @ts-check
import { ControlPlaneUnavailableError, findControlPlane } from "./find-control-plane.mjs";

const required = process.env.STOWAGE_REQUIRE_CLUSTER === "1";
const optional = process.argv.includes("--optional") && !required;
try {
  const { program, version } = await findControlPlane({
    env: process.env,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`control plane: Kubernetes ${version}: ${program}\n`);
} catch (error) {
  if (!(error instanceof ControlPlaneUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (!optional) process.exitCode = 1;
  else process.stderr.write("THE TESTS THAT NEED A CONTROL PLANE WILL BE SKIPPED.\n");
}

// `npm run demo`: all set-up, then the main job in seven steps on a real engine and the simulated cloud. With --built
// the package stands already.
// @ts-check

import { fileURLToPath } from "node:url";
import path from "node:path";
import { ensureDependencies } from "./setup.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureDependencies();
const { openStage } = await import("./demo/stage.mjs");
const { steps } = await import("./demo/steps.mjs");

const stage = await openStage(root, { built: process.argv.includes("--built") });
stage.say(
  `Seven steps on a real Pulumi engine. Lines that begin with "$" are commands that are run, those with "|" their output.`,
);
try {
  for (const [index, step] of steps.entries()) {
    stage.heading(`(${index + 1}) ${step.title}`);
    await step.run(stage);
  }
  stage.say("\nThe demo is over: seven steps, all as expected.");
} catch (error) {
  stage.say(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  stage.close();
}

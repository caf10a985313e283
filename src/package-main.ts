/**
 * What `require(folder of this package)` loads. Programs import `stowage` and its parts through package.json's
 * `exports` and never come here; Pulumi's `run-plugin`, which starts a source plugin (PulumiPlugin.yaml,
 * `pulumi package add FOLDER`), requires the folder and so does. It would take exported component classes for
 * an invitation to derive a schema from their sources, hence: for it, the provider; for others, the library.
 */
import path from "node:path";

const RUN_PLUGIN = path.join("@pulumi", "pulumi", "cmd", "run-plugin", "run.js");

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/consistent-type-imports -- only one of the two is loaded */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way to know who requires this file
if (module.parent?.filename.endsWith(RUN_PLUGIN) === true) {
  const { servePlugin } = require("./provider/main.js") as typeof import("./provider/main.js");
  servePlugin(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
} else module.exports = require("./index.js");

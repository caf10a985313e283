/** Entry of the plugin: serves the provider to the engine whose address stands among the arguments. */
import { provider } from "@pulumi/pulumi";
import { keepRunningOnFileSizeLimit } from "../files/file-size-limit.js";
import { VERSION } from "../planner/index.js";
import { acceptProviderResources } from "./component-inputs.js";
import { stowageProvider } from "./stowage-provider.js";

/** Prints the port on standard output, as the engine expects, and serves until the engine stops it. */
export function servePlugin(args: readonly string[]): Promise<void> {
  keepRunningOnFileSizeLimit();
  acceptProviderResources();
  return provider.main(stowageProvider(VERSION), [...args]);
}

if (require.main === module)
  servePlugin(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

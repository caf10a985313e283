/**
 * Cloud SDKs are optional peers: a fleet on one cloud needs no other cloud's package. So they are imported
 * as types only, and loaded here when a platform is used. Deep sub-modules only: a whole index costs seconds.
 */
import * as pulumi from "@pulumi/pulumi";

/** How a module is found; a test gives its own. */
export type Resolve = (module: string) => unknown;

/** "@pulumi/aws/eks" -> "@pulumi/aws". */
function packageOf(module: string): string {
  return module.split("/").slice(0, 2).join("/");
}

/** Whether it is the package itself that is missing, and not something that it needs. */
function isMissing(error: unknown, packageName: string): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND" &&
    error.message.includes(`'${packageName}`)
  );
}

/**
 * The module's exports, for the caller to give their type.
 * @throws pulumi.RunError that names the install command, where the package is not installed
 */
export function loadSdk(module: string, platform: string, resolve: Resolve = require): unknown {
  const packageName = packageOf(module);
  try {
    return resolve(module);
  } catch (error) {
    if (!isMissing(error, packageName)) throw error;
    throw new pulumi.RunError(
      `Platform ${platform} needs the package ${packageName}, which is not installed.\n` +
        `  Install it next to your program: npm install ${packageName}`,
    );
  }
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { invariant } from "../units/invariant.js";

function packageVersion(): string {
  // Two folders up in src/ and, after the build, in dist/.
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(__dirname, "..", "..", "package.json"), "utf8"),
  );
  invariant(
    typeof manifest === "object" &&
      manifest !== null &&
      "version" in manifest &&
      typeof manifest.version === "string",
    "package.json has no version",
  );
  return manifest.version;
}

/** The version of this package, which every plan carries. */
export const VERSION = packageVersion();

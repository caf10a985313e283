import { readFileSync } from "node:fs";
import path from "node:path";
import { invariant } from "../units/invariant.js";

/** The version of this package; its package.json stands two folders up in src/ and in dist/. */
export function packageVersion(): string {
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

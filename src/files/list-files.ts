/** The files under a folder by their endings, sorted by path, so that no file system's order shows. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** More files than any manifest folder has; a guard against being pointed at a whole disk. */
const MOST_FILES = 20_000;

export type Listing =
  | { readonly status: "file" }
  | { readonly status: "folder"; readonly files: readonly string[] }
  | { readonly status: "tooMany"; readonly limit: number }
  | { readonly status: "missing" };

function collect(folder: string, endings: readonly string[], found: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length > MOST_FILES) return;
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const full = path.join(folder, entry.name);
    // Links to folders are not followed: they may lead in a circle.
    if (entry.isDirectory()) collect(full, endings, found);
    else if (endings.some((ending) => entry.name.endsWith(ending))) found.push(full);
  }
}

/** Paths are given as `folder` was, with "/" between their parts. */
export function listFiles(folder: string, endings: readonly string[]): Listing {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return { status: "missing" };
  if (!stats.isDirectory()) return { status: "file" };
  const files: string[] = [];
  collect(folder, endings, files);
  if (files.length > MOST_FILES) return { status: "tooMany", limit: MOST_FILES };
  return { status: "folder", files: files.map((file) => file.split(path.sep).join("/")).sort() };
}

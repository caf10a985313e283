/** The files under a folder by their endings, sorted by path, so that no file system's order shows. */
import { readdirSync, statSync } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import path from "node:path";
import { fileReason } from "./file-reason.js";

/** More files than any manifest folder has; a guard against being pointed at a whole disk. */
const MOST_FILES = 20_000;

/** Entries looked at, whatever they are: what is no manifest costs time too. */
const MOST_ENTRIES = 200_000;

/** Something under the folder that may have held files and was not read. */
export interface Unlisted {
  readonly file: string;
  readonly reason: string;
  /** Whether it is only left out by rule, as links to folders are. */
  readonly byRule: boolean;
}

export type Listing =
  | { readonly status: "file" }
  | {
      readonly status: "folder";
      readonly files: readonly string[];
      readonly unlisted: readonly Unlisted[];
    }
  | { readonly status: "tooMany"; readonly limit: number; readonly what: "entries" | "files" }
  | { readonly status: "unreadable"; readonly reason: string };

class Collection {
  readonly files: string[] = [];
  readonly unlisted: Unlisted[] = [];
  private entries = 0;

  constructor(private readonly endings: readonly string[]) {}

  get exceeded(): Extract<Listing, { readonly status: "tooMany" }> | undefined {
    if (this.files.length > MOST_FILES) return { status: "tooMany", limit: MOST_FILES, what: "files" };
    if (this.entries > MOST_ENTRIES) return { status: "tooMany", limit: MOST_ENTRIES, what: "entries" };
    return undefined;
  }

  folder(folder: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.unlisted.push({ file: slashed(folder), reason: fileReason(error), byRule: false });
      return;
    }
    for (const entry of entries) {
      this.entries += 1;
      if (this.exceeded !== undefined) return;
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      this.entry(entry, path.join(folder, entry.name));
    }
  }

  private entry(entry: Dirent, full: string): void {
    if (entry.isDirectory()) this.folder(full);
    else if (entry.isSymbolicLink()) this.link(full);
    // A pipe or a device would keep its reader waiting.
    else if (entry.isFile()) this.file(full);
  }

  private link(full: string): void {
    let stats: Stats;
    try {
      stats = statSync(full);
    } catch {
      // Reading it says why it leads nowhere.
      this.file(full);
      return;
    }
    if (stats.isFile()) this.file(full);
    else if (stats.isDirectory())
      this.unlisted.push({
        file: slashed(full),
        reason: "it is a link to a folder, which may lead in a circle and is not followed",
        byRule: true,
      });
  }

  private file(full: string): void {
    if (this.endings.some((ending) => full.endsWith(ending))) this.files.push(slashed(full));
  }
}

function slashed(file: string): string {
  return file.split(path.sep).join("/");
}

/** Paths are given as `folder` was, with "/" between their parts. Never throws. */
export function listFiles(folder: string, endings: readonly string[]): Listing {
  let stats: Stats;
  try {
    stats = statSync(folder);
  } catch (error) {
    return { status: "unreadable", reason: fileReason(error) };
  }
  if (!stats.isDirectory()) return { status: "file" };
  const collection = new Collection(endings);
  collection.folder(folder);
  const { exceeded, files, unlisted } = collection;
  const byFile = [...unlisted].sort((left, right) => (left.file < right.file ? -1 : 1));
  return exceeded ?? { status: "folder", files: files.sort(), unlisted: byFile };
}

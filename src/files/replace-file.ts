/**
 * Replaces a file in one step: readers see the old bytes or the new bytes, never a mixture. The text goes to
 * a sibling first. A full device or a file-size limit may take only part of a write and report success, so
 * every byte is counted before the sibling takes the file's place.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";

const TEMPORARY = ".stowage-tmp";

function writeWhole(descriptor: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  fsyncSync(descriptor);
}

/** A link stays a link: what it points to is replaced. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

/** Who may read the file stays as the owner set it. */
function modeOf(target: string): number {
  return (statSync(target, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777;
}

/** Throws the system's error, and leaves the file as it was, when the text cannot be written whole. */
export function replaceFile(file: string, text: string): void {
  const target = targetOf(file);
  const temporary = `${target}.${process.pid}${TEMPORARY}`;
  const descriptor = openSync(temporary, "w", modeOf(target));
  try {
    try {
      writeWhole(descriptor, Buffer.from(text, "utf8"));
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what killed writers left beside the file. Only for a caller that keeps all others out. */
export function removeAbandonedWrites(file: string): void {
  const target = targetOf(file);
  const prefix = `${path.basename(target)}.`;
  for (const entry of readdirSync(path.dirname(target)))
    if (entry.startsWith(prefix) && entry.endsWith(TEMPORARY))
      rmSync(path.join(path.dirname(target), entry), { force: true });
}

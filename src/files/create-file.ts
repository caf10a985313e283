/** Writing a file that must not exist yet. */
import { closeSync, openSync, rmSync } from "node:fs";
import { replaceFile } from "./replace-file.js";

/**
 * False where something is there already: it stays as it is. The name is taken first and filled in one step, so
 * that no reader sees half of the text. Throws the system's error otherwise.
 */
export function createFile(path: string, text: string): boolean {
  try {
    closeSync(openSync(path, "wx"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    replaceFile(path, text);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Writing a file that must not exist yet. */
import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";

/** False where something is there already: it stays as it is. Throws the system's error otherwise. */
export function createFile(path: string, text: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeFileSync(descriptor, text);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

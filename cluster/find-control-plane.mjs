// A real Kubernetes control plane: one file built from Go modules into the cache.
// @ts-check
import path from "node:path";
import { buildProgram } from "../engine/build-program.mjs";
import { CONTROL_PLANE } from "./recipe.mjs";

/** No control plane can be had; the message says why, and how to get one. */
export class ControlPlaneUnavailableError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(
      [
        `No Kubernetes control plane: ${reason}.`,
        `It is built from Go modules, once, in about seven minutes: that needs Go ${CONTROL_PLANE.minimumGo} or newer,`,
        `a Go module proxy that answers (or a module cache that is filled), and 3 GB of memory.`,
      ].join("\n"),
    );
    this.name = "ControlPlaneUnavailableError";
  }
}

/**
 * The file that holds the programs; its first argument says which one runs.
 * @param {{ env: NodeJS.ProcessEnv, log: (line: string) => void }} options
 * @returns {Promise<{ program: string, version: string }>}
 */
export async function findControlPlane(options) {
  try {
    const folder = await buildProgram(CONTROL_PLANE, options);
    return { program: path.join(folder, CONTROL_PLANE.name), version: CONTROL_PLANE.version };
  } catch (error) {
    throw new ControlPlaneUnavailableError(error instanceof Error ? error.message : String(error));
  }
}

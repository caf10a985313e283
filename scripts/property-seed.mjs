// For `mocha --require`: property tests draw the same inputs in every run, so that a failure is of what was changed.
// `STOWAGE_SEED=N` draws others.
// @ts-check
import { createRequire } from "node:module";

// The tests `require` it too, and one copy is enough.
const fc = /** @type {typeof import("fast-check")} */ (createRequire(import.meta.url)("fast-check"));
const { STOWAGE_SEED = "1" } = process.env;
const seed = Number(STOWAGE_SEED);
if (!Number.isInteger(seed)) throw new Error(`STOWAGE_SEED is "${STOWAGE_SEED}", and must be a whole number`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

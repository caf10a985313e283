#!/usr/bin/env node
import "./short-process.js";
import { readStandardInput } from "../files/index.js";
import { MAX_FILE_BYTES as MAX_INPUT_BYTES } from "../planner/index.js";
import { EXIT } from "./exit-codes.js";
import { runCommand } from "./run-command.js";

/** A reader that has gone (`stowage plan | head`) wants no more; any other failure to print is one of files. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") process.exitCode = EXIT.file;
}

process.stdout.on("error", onOutputError);
process.stderr.on("error", onOutputError);

void runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  today: () => new Date().toISOString().slice(0, 10),
  readInput: () => readStandardInput(MAX_INPUT_BYTES),
  input: () => process.stdin,
}).then((code) => {
  process.exitCode ??= code;
});

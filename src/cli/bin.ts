#!/usr/bin/env node
import { readStandardInput } from "../files/index.js";
import { MAX_FILE_BYTES as MAX_INPUT_BYTES } from "../planner/index.js";
import { runCommand } from "./run-command.js";

void runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readInput: () => readStandardInput(MAX_INPUT_BYTES),
}).then((code) => {
  process.exitCode = code;
});

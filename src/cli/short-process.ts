/**
 * The command lives for a second or two, and V8 spends two fifths of its process time on optimising code that then
 * hardly runs. Code that is hot for longer before it is optimised costs 13 % less process time and no more wall
 * time (Online Boutique in three regions with every family, Node 20.20, pairs of runs, 2026-11-26). Loops that are
 * not peeled are compiled in three quarters of the time and run a twentieth slower: 9-13 % less process time
 * (the kernel on 100 classes, 200 types, 10,000 replicas, pairs of runs, 2026-11-27). Callees of more than 150 bytes
 * of bytecode are not copied to where they are called, which V8 does up to 460: a fifth less to compile. The flags
 * are V8's own and may go; where one is unknown V8 complains, so only versions that were looked at get them.
 *
 * V8 ends the process where a callee is found too long that a job of its compiler thread has already chosen, so that
 * limit is set only while nothing has run that could be compiled: first in the program, and with nothing preloaded.
 */
import { setFlagsFromString } from "node:v8";
import { isPreloaded } from "./preloaded.js";

const KNOWN = /^(11\.3|12\.4)\./;

if (KNOWN.test(process.versions.v8)) {
  setFlagsFromString("--interrupt-budget=250000");
  setFlagsFromString("--no-turbo-loop-peeling");
  if (!isPreloaded(process)) setFlagsFromString("--max-inlined-bytecode-size=150");
}

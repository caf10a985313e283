/**
 * The command lives for a second or two, and V8 spends two fifths of its process time on optimising code that then
 * hardly runs. Code that is hot for longer before it is optimised costs 13 % less process time and no more wall
 * time (Online Boutique in three regions with every family, Node 20.20, pairs of runs, 2026-11-26). The flag is
 * V8's own and may go; where it is unknown V8 complains, so only versions that were looked at get it.
 */
import { setFlagsFromString } from "node:v8";

const KNOWN = /^(11\.3|12\.4)\./;

if (KNOWN.test(process.versions.v8)) setFlagsFromString("--interrupt-budget=250000");

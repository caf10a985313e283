import assert from "node:assert/strict";
import { isPreloaded } from "../../src/cli/preloaded.js";

describe("a process of the command", () => {
  it("has run nothing before where node got nothing but the program", () => {
    assert.equal(isPreloaded({ execArgv: [], env: {} }), false);
    assert.equal(isPreloaded({ execArgv: [], env: { NODE_OPTIONS: "" } }), false);
  });

  // V8 then may be compiling: it ended `tsx src/cli/bin.ts` with "Check failed: inlineability == ...".
  it("may have run other code before where node got options", () => {
    assert.equal(isPreloaded({ execArgv: ["--require", "./trace.cjs"], env: {} }), true);
    assert.equal(isPreloaded({ execArgv: [], env: { NODE_OPTIONS: "--import tsx" } }), true);
  });
});

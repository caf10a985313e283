import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { EXIT } from "../../src/cli/exit-codes.js";
import { runCommand } from "../../src/cli/run-command.js";
import { eachInFolder } from "./stowage.js";

const README = readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");

describe("the exit codes", () => {
  const held = eachInFolder();

  it("are those of README's table", () => {
    const table = README.slice(README.indexOf("## Exit codes"), README.indexOf("## Diagnostics"));
    const told = [...table.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    assert.deepEqual(told, Object.values(EXIT));
  });

  it("are 0 for help and the version, 2 for a command or option that there is not", async () => {
    const { folder } = held;
    for (const argv of [["--help"], ["help", "plan"], ["plan", "--help"], ["--version"]])
      assert.equal((await folder.run(argv)).code, 0, argv.join(" "));
    for (const argv of [
      [],
      ["plam"],
      ["plan", "--loc", "x"],
      ["plan", "a", "b"],
      ["import"],
      ["plan", "--lock"],
    ])
      assert.equal((await folder.run(argv)).code, 2, argv.join(" "));
  });

  it("are 70 for a fault of Stowage's own, which asks to be reported", async () => {
    let err = "";
    const code = await runCommand(["import", "-"], {
      cwd: held.folder.path,
      out: () => undefined,
      err: (text) => (err += text),
      today: () => "2026-11-26",
      readInput: () => Promise.reject(new TypeError("undefined is not a function")),
      input: () => {
        throw new TypeError("undefined is not a function");
      },
    });
    assert.equal(code, 70);
    assert.match(err, /^stowage: this is a bug in Stowage [^]*undefined is not a function\n +at /);
  });
});

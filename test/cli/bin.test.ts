/** The command as a process: what only the operating system can show. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { oneFile } from "../one-file.js";
import { FLEET, eachInFolder } from "./stowage.js";

describe("the stowage process", () => {
  const held = eachInFolder();
  /** `$STOWAGE` in `script` is the command. */
  const shell = (script: string): { code: number | null; out: string; err: string } => {
    const command = `"${process.execPath}" "${oneFile("src/cli/bin.ts")}"`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script.replaceAll("$STOWAGE", command)], {
      cwd: held.folder.path,
      encoding: "utf8",
    });
    return { code: status, out: stdout, err: stderr };
  };

  beforeEach(() => {
    held.folder.write("fleet.yaml", FLEET);
  });

  it("ends with the exit code of its command", () => {
    assert.deepEqual(shell("$STOWAGE plan missing.yaml"), {
      code: 74,
      out: "",
      err: "missing.yaml: there is no such file or folder\n",
    });
  });

  it("ends quietly when its reader has gone", () => {
    const { code, out, err } = shell("set -o pipefail; $STOWAGE plan | head -n 1");
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Plan of fleet small/);
  });

  it("fails when its output cannot be written (exit 74)", function () {
    if (process.platform !== "linux") this.skip();
    assert.equal(shell("$STOWAGE plan > /dev/full").code, 74);
  });

  it("refuses a standard input that is too long, though it is a pipe without a size (exit 3)", () => {
    const { code, err } = shell("head -c 20000000 /dev/zero | $STOWAGE import -");
    assert.equal(code, 3);
    assert.match(err, /standard input: error \[file-too-large\]/);
  });

  it("prints no colours into a pipe", () => {
    assert.doesNotMatch(shell("$STOWAGE plan").out, /\u001b/);
  });
});

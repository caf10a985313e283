/** The command as a process: what only the operating system can show. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { FLEET, eachInFolder } from "./stowage.js";

const ROOT = path.join(__dirname, "..", "..");
const BIN = `"${process.execPath}" --require tsx/cjs "${path.join(ROOT, "src", "cli", "bin.ts")}"`;

describe("the stowage process", () => {
  const held = eachInFolder();
  /** `$STOWAGE` in `script` is the command. */
  const shell = (script: string): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script.replaceAll("$STOWAGE", BIN)], {
      cwd: held.folder.path,
      encoding: "utf8",
      env: { ...process.env, NODE_PATH: path.join(ROOT, "node_modules") },
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

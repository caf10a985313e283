/** README says what is so: its tables, its spec, its commands and the plan that it shows. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { README, layOut, withPlan } from "../scripts/readme.js";
import { DIAGNOSTIC_CODES } from "../src/model/diagnostic.js";
import { MAX_FILE_BYTES } from "../src/planner/index.js";
import { eachInFolder } from "./cli/stowage.js";
import { withFewReplays } from "./few-replays.js";

const ROOT = path.dirname(README);
const TEXT = readFileSync(README, "utf8");

describe("README", () => {
  const held = eachInFolder();

  it("lists every diagnostic code, in the order of their names", () => {
    const table = TEXT.slice(TEXT.indexOf("## Diagnostics"), TEXT.indexOf("## Out of scope"));
    const told = [...table.matchAll(/^\| ([a-z]+(?:-[a-z]+)*) +\|/gm)].map(([, code]) => code);
    assert.deepEqual(told.slice(1), [...DIAGNOSTIC_CODES]);
    assert.deepEqual([...DIAGNOSTIC_CODES].sort(), [...DIAGNOSTIC_CODES]);
  });

  it("lists no diagnostic code that nothing reports", () => {
    const source = path.join(ROOT, "src");
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && file !== path.join("model", "diagnostic.ts"),
    );
    const texts = files.map((file) => readFileSync(path.join(source, file), "utf8")).join("\n");
    assert.deepEqual(
      DIAGNOSTIC_CODES.filter((code) => !texts.includes(`"${code}"`)),
      [],
    );
  });

  it("shows the plan of the spec that it shows (after a change: npm run readme)", () => {
    assert.equal(TEXT, withPlan(TEXT));
  });

  it("shows commands that run, in their order", async () => {
    const { folder } = held;
    const commands = [...TEXT.matchAll(/^ {4}stowage (.+?)(?: +#.*)?$/gm)].map(
      ([, line]) => line?.split(/ +/) ?? [],
    );
    assert.deepEqual(
      commands.map(([name]) => name),
      [
        "init",
        "import",
        "plan",
        "plan",
        "plan",
        "check",
        "plan",
        "check",
        "explain",
        "explain",
        "whatif",
        "whatif",
        "plan",
        "whatif",
        "whatif",
        "whatif",
      ],
    );
    for (const argv of commands) {
      const { code, err } = await folder.run(argv);
      assert.equal(code, 0, `${argv.join(" ")}\n${err}`);
      if (argv[0] !== "init") continue;
      rmSync(folder.at("fleet.yaml"));
      layOut(TEXT, folder.path);
      // The plan that README shows is made with all of them.
      withFewReplays(folder.at("fleet.yaml"));
    }
  }).timeout(600_000);

  it("gives the limits that hold", () => {
    assert.ok(TEXT.includes(`at most ${MAX_FILE_BYTES / 2 ** 20} MiB`));
  });
});

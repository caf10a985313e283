/** The committed package schema, judged by the engine: its metaschema, and every reference bound. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { engineFolder, engineOrSkip, ROOT, type Engine, type EngineFolder } from "./real-engine.js";

const SCHEMA = path.join(ROOT, "schemas", "pulumi.schema.json");

describe("the package schema on a real engine", function () {
  this.timeout(120_000);
  let engine: Engine;
  let at: EngineFolder | undefined;

  const check = (file: string) =>
    spawnSync(engine.pulumi, ["schema", "check", file], { env: { ...at?.environment }, encoding: "utf8" });

  before(async function () {
    engine = await engineOrSkip(this);
    at = await engineFolder(engine);
  });
  after(() => at?.dispose());

  it("is accepted without a warning", () => {
    const { status, stdout, stderr } = check(SCHEMA);
    assert.deepEqual({ status, output: stdout + stderr }, { status: 0, output: "" });
  });

  it("would be refused with a reference that leads nowhere, or a type that does not exist", () => {
    const text = readFileSync(SCHEMA, "utf8");
    for (const [from, to] of [
      ["#/types/stowage:index:Target", "#/types/stowage:index:Tarjet"],
      ['"type": "integer"', '"type": "whole"'],
    ] as const) {
      const broken = path.join(at!.folder, "broken.json");
      writeFileSync(broken, text.replace(from, to));
      assert.notEqual(text.replace(from, to), text);
      assert.notEqual(check(broken).status, 0, to);
    }
  });
});

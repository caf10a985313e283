import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { eachInFolder } from "./stowage.js";

describe("stowage init", () => {
  const held = eachInFolder();

  it("writes a fleet that plans as it stands", async () => {
    const { folder } = held;
    assert.deepEqual(await folder.run(["init"]), {
      code: 0,
      out: "fleet.yaml written. Next: stowage plan fleet.yaml\n",
      err: "",
    });
    assert.equal((await folder.run(["plan"])).code, 0);
  });

  it("makes the folder that it is given, and says as JSON what it wrote", async () => {
    const { code, out } = await held.folder.run(["init", "deep/er", "--json"]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), { written: "deep/er/fleet.yaml" });
  });

  it("never overwrites a file (exit 74)", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", "mine");
    const { code, out, err } = await folder.run(["init"]);
    assert.deepEqual([code, out], [74, ""]);
    assert.equal(err, "fleet.yaml: the file exists already; it was not overwritten\n");
    assert.equal(readFileSync(folder.at("fleet.yaml"), "utf8"), "mine");
  });

  it("says why it cannot write (exit 74)", async () => {
    const { folder } = held;
    folder.write("file", "");
    const { code, err } = await folder.run(["init", "file/below"]);
    assert.equal(code, 74);
    assert.match(err, /^file\/below\/fleet\.yaml: cannot be written: a part of its path is not a folder/);
  });
});

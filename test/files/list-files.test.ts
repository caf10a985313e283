import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listFiles } from "../../src/files/index.js";

describe("listFiles", () => {
  let root: string;
  const at = (...parts: string[]): string => path.join(root, ...parts);
  const write = (file: string): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), "");
  };
  const found = (): unknown => {
    const listing = listFiles(root, [".yaml"]);
    return listing.status === "folder" ? listing.files.map((file) => path.relative(root, file)) : listing;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "stowage-list-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it("lists files of the endings at any depth, sorted, without hidden ones", () => {
    for (const file of ["b/c.yaml", "a.yaml", "b.txt", ".git/x.yaml", "node_modules/x.yaml"]) write(file);
    assert.deepEqual(found(), ["a.yaml", "b/c.yaml"]);
  });

  it("follows links to files, and links that lead nowhere are left to their reader", () => {
    write("a.yaml");
    symlinkSync(at("a.yaml"), at("link.yaml"));
    symlinkSync(at("missing"), at("dangling.yaml"));
    symlinkSync("self.yaml", at("self.yaml"));
    assert.deepEqual(found(), ["a.yaml", "dangling.yaml", "link.yaml", "self.yaml"]);
  });

  it("does not follow links to folders, and names them", () => {
    write("sub/a.yaml");
    symlinkSync("..", at("sub", "up"));
    const listing = listFiles(root, [".yaml"]);
    assert.ok(listing.status === "folder");
    assert.deepEqual(
      listing.unlisted.map(({ file, byRule }) => [path.relative(root, file), byRule]),
      [["sub/up", true]],
    );
    assert.deepEqual(found(), ["sub/a.yaml"]);
  });

  it("leaves pipes alone, which would keep their reader waiting", function () {
    if (spawnSync("mkfifo", [at("pipe.yaml")]).status !== 0) this.skip();
    write("a.yaml");
    assert.deepEqual(found(), ["a.yaml"]);
  });

  it("says why a name leads nowhere, whatever the name is", () => {
    write("file");
    symlinkSync("self", at("self"));
    const reasons = [at("none"), at("file", "below"), at("self"), at("x".repeat(5000)), "a\0b"].map((name) =>
      listFiles(name, [".yaml"]),
    );
    assert.deepEqual(reasons, [
      { status: "unreadable", reason: "there is no such file or folder" },
      { status: "unreadable", reason: "a part of its path is not a folder" },
      { status: "unreadable", reason: "its links lead in a circle" },
      { status: "unreadable", reason: "its name is too long" },
      { status: "unreadable", reason: "its name holds a character that no file name may have" },
    ]);
  });

  it("gives up on a folder of more files than manifests are", function () {
    this.timeout(120_000);
    for (let index = 0; index <= 20_000; index += 1) writeFileSync(at(`${index}.yaml`), "");
    assert.deepEqual(listFiles(root, [".yaml"]), { status: "tooMany", limit: 20_000, what: "files" });
  });
});

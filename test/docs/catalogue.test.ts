/** The page says what the command says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CATALOGUE_DOC, withAnswers } from "../../scripts/catalogue-doc.js";
import { IMPORT_FORMATS, PRICE_COLUMNS } from "../../src/catalogue/index.js";

const PAGE = readFileSync(CATALOGUE_DOC, "utf8");

describe("docs/catalogue.md", () => {
  it("asks ten questions and shows what the command answers (after a change: npm run docs)", async () => {
    const questions = PAGE.match(/^## .*\?$/gm) ?? [];
    assert.equal(questions.length, 10);
    const commands = PAGE.match(/^\$ stowage catalogue /gm) ?? [];
    assert.ok(commands.length >= questions.length);
    assert.equal(await withAnswers(PAGE), PAGE);
  });

  it("lists every format and every column of a price table", () => {
    const told = [...PAGE.matchAll(/^\| ([a-z]+(?:-[a-z]+)*) +\|/gm)].map(([, name]) => name);
    assert.deepEqual(told.slice(1), [...IMPORT_FORMATS]);
    for (const column of PRICE_COLUMNS) assert.ok(PAGE.includes(`\`${column}\``), column);
  });
});

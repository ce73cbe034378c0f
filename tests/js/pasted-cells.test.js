/** What is copied from a spreadsheet becomes cells, as the server reads it. */

import assert from "node:assert/strict";
import test from "node:test";

import { cellsOf, isTable } from "../../static/js/pasted-cells.js";

test("rows and cells, whatever ends a line, and no empty rows at the end", () => {
  assert.deepEqual(cellsOf("عمران\tCivil\r\nپارک‌ها\t\r\n\r\n"), [
    ["عمران", "Civil"],
    ["پارک‌ها", ""],
  ]);
});

test("quotes hold tabs, line ends and doubled quotes", () => {
  assert.deepEqual(cellsOf('"خط یک\nخط دو"\t"با ""نقل"""'), [["خط یک خط دو", 'با "نقل"']]);
});

test("a byte order mark and direction marks go, half-spaces stay", () => {
  assert.deepEqual(cellsOf("\uFEFFناحیه\u200F ۳\tپارک\u200Cها"), [["ناحیه ۳", "پارک\u200Cها"]]);
});

test("words for one cell are no table", () => {
  assert.equal(isTable("میدان امام\n"), false);
  assert.equal(isTable("میدان\tامام"), true);
});

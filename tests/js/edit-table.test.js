/** A table of fields that is edited like a spreadsheet: the keys, its rows, what is pasted, the count of changes. */

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, made, root, type } from "./fake-browser.js";

await import("../../static/js/elements/edit-table.js");

const WORDS = 'data-changed-one="1 cell changed." data-changed="{n} cells changed." data-added="{n} cells pasted."';
const row = (number, fa, en) => `<tr>
  <td><input type="hidden" name="row_id" value="${number}"><input id="number-${number}" name="number" value="${number}"></td>
  <td><input id="name_fa-${number}" name="name_fa" value="${fa}" dir="rtl" maxlength="10" aria-invalid="true"><small>closed</small></td>
  <td><textarea id="name_en-${number}" name="name_en" rows="1">${en}</textarea></td>
</tr>`;
const UNITS = [row(1, "عمران", "Civil"), row(2, "پارک‌ها", "Parks"), row(3, "آتش", "Fire")].join("");

let table;

function open(rows = UNITS, more = 'data-row="Add a row"') {
  table = drawn(
    `<edit-table ${more} ${WORDS}><table><tbody>${rows}</tbody></table><p role="status" data-changes></p></edit-table>`,
  );
  body.replaceChildren(table);
  table.connectedCallback();
}

const column = (name) => table.querySelectorAll(`[name=${name}]`).map((field) => field.value);
const field = (name, place) => table.querySelectorAll(`[name=${name}]`)[place];
const said = () => table.querySelector("[data-changes]").textContent;
const focus = () => {
  const { activeElement } = document;
  return [activeElement.name, activeElement.closest("tr").parent.rows.indexOf(activeElement.closest("tr"))];
};

/** Presses a key in a field; returns whether the table took it. */
function press(on, key, more = {}) {
  const event = made("keydown", { key, ...more });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

function paste(on, text) {
  const event = made("paste", { clipboardData: { getData: (kind) => (kind === "text/plain" ? text : "") } });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  root.lang = "en";
  root.dir = "ltr";
  open();
});

describe("the keys", () => {
  test("Enter and the arrows go to the same column of the row below and above", () => {
    const way = [
      ["Enter", {}, ["name_en", 1]],
      ["ArrowDown", {}, ["name_en", 2]],
      ["ArrowUp", {}, ["name_en", 1]],
      ["Enter", { shiftKey: true }, ["name_en", 0]],
    ];
    field("name_en", 0).focus();

    for (const [key, more, place] of way) {
      assert.equal(press(document.activeElement, key, more), true);
      assert.deepEqual(focus(), place);
    }
    assert.deepEqual([document.activeElement.selectionStart, document.activeElement.selectionEnd], [0, 5]);
  });

  test("above the first row is nothing, and below the last Enter adds one", () => {
    field("name_fa", 0).focus();
    press(field("name_fa", 0), "Enter", { shiftKey: true });
    const first = focus();

    press(field("name_fa", 2), "Enter");

    assert.deepEqual([first, focus(), table.rows.length], [["name_fa", 0], ["name_fa", 3], 4]);
  });

  test("where rows cannot be added, Enter stays in the last one", () => {
    open(UNITS, "");

    press(field("name_fa", 2), "Enter");

    assert.deepEqual([focus(), table.rows.length, table.querySelector("button")], [["name_fa", 2], 3, null]);
  });

  test("left and right leave a cell at the end of its text, in the direction of the page", () => {
    const english = field("name_en", 0);
    english.selectionStart = english.selectionEnd = 2;
    const inside = press(english, "ArrowLeft");
    english.selectionStart = english.selectionEnd = 0;

    const outside = press(english, "ArrowLeft");

    assert.deepEqual([inside, outside, focus()], [false, true, ["name_fa", 0]]);
    const persian = document.activeElement; // all of it is selected
    assert.equal(press(persian, "ArrowRight"), false);
    persian.selectionStart = persian.selectionEnd = 0; // the right end of a text from right to left
    assert.deepEqual([press(persian, "ArrowRight"), focus()], [true, ["name_en", 0]]);
  });

  test("on a page from right to left the column on the left is the next one", () => {
    root.dir = "rtl";
    const persian = field("name_fa", 0);
    persian.selectionStart = persian.selectionEnd = 5;

    assert.deepEqual([press(persian, "ArrowLeft"), focus()], [true, ["name_en", 0]]);
  });

  test("the keys of suggestions, of a select and with Ctrl are left alone", () => {
    const select = '<td><select name="unit"><option value="1">Civil</option></select></td>';
    open(`<tr><td><input name="above" list="names"></td>${select}</tr><tr><td><input name="above"></td>${select}</tr>`);
    body.append(drawn('<datalist id="names"></datalist>'));

    const taken = [
      press(field("above", 0), "ArrowDown"),
      press(field("unit", 0), "ArrowDown"),
      press(field("unit", 0), "ArrowRight"),
      press(field("above", 0), "Enter", { ctrlKey: true }),
      press(field("above", 0), "Enter", { isComposing: true }),
      press(field("above", 0), "a"),
    ];

    assert.deepEqual(taken, [false, false, false, false, false, false]);
    assert.deepEqual([press(field("unit", 0), "Enter"), focus()], [true, ["unit", 1]]);
  });

  test("Alt with an arrow moves the row, and the rows that have something get new numbers", () => {
    field("name_fa", 2).value = "";
    field("name_en", 2).value = "";

    press(field("name_en", 0), "ArrowDown", { altKey: true });
    press(field("name_en", 1), "ArrowDown", { altKey: true });

    assert.deepEqual(column("name_en"), ["Parks", "", "Civil"]);
    assert.deepEqual(column("number"), ["1", "3", "3"]);
    assert.deepEqual(focus(), ["name_en", 2]);
    press(field("name_en", 2), "ArrowUp", { altKey: true });
    press(field("name_en", 0), "ArrowUp", { altKey: true });
    assert.deepEqual(column("name_en"), ["Parks", "Civil", ""]);
  });

  test("on a Persian page the new numbers are Persian", () => {
    root.lang = "fa";

    press(field("name_en", 0), "ArrowDown", { altKey: true });

    assert.deepEqual(column("number"), ["۱", "۲", "۳"]);
  });
});

describe("its rows", () => {
  test("a button adds an empty one with names of its own, and the cursor is in its second field", () => {
    table.querySelector("button").click();

    const added = table.rows[3];
    const fields = added.querySelectorAll("input, textarea");
    assert.deepEqual(
      fields.map((one) => one.value),
      ["", "", "", ""],
    );
    assert.deepEqual(
      fields.map((one) => one.id),
      ["", "number-3", "name_fa-3", "name_en-3"],
    );
    assert.deepEqual([added.querySelector("small"), fields[2].getAttribute("aria-invalid")], [null, null]);
    assert.deepEqual(focus(), ["name_fa", 3]);
    assert.equal(table.querySelector("button").textContent, "Add a row");
  });

  test("there are at most 300", () => {
    open(Array.from({ length: 300 }, (_, place) => row(place + 1, "", "")).join(""));

    table.querySelector("button").click();

    assert.deepEqual([table.rows.length, focus()], [300, ["name_fa", 299]]);
  });
});

describe("what is pasted", () => {
  test("rows of a spreadsheet fill the cells from the one with the cursor on, and add the rows that are missing", () => {
    const taken = paste(field("name_fa", 2), "سبز\tGreen\tbeyond\nآب\tWater\n");

    assert.equal(taken, true);
    assert.deepEqual(column("name_fa"), ["عمران", "پارک‌ها", "سبز", "آب"]);
    assert.deepEqual(column("name_en"), ["Civil", "Parks", "Green", "Water"]);
    assert.equal(said(), "4 cells pasted. 4 cells changed.");
  });

  test("a cell is cut at the most that its field takes", () => {
    paste(field("name_fa", 0), "یک نام بسیار دراز\t");

    assert.equal(field("name_fa", 0).value.length, 10);
  });

  test("words for one cell are pasted by the browser", () => {
    assert.deepEqual([paste(field("name_fa", 0), "میدان امام"), said()], [false, ""]);
  });

  test("a select takes the option of that name, and a table without new rows what fits into it", () => {
    const select = (name) =>
      `<tr><td><select name="${name}"><option value="">–</option><option value="7">Parks</option></select></td></tr>`;
    open(select("unit-1") + select("unit-2") + select("unit-3"), "");

    paste(field("unit-1", 0), "Parks\nWater\nParks\nParks");

    assert.deepEqual(
      table.querySelectorAll("select").map((one) => one.value),
      ["7", "", "7"],
    );
    assert.equal(said(), "2 cells pasted. 2 cells changed.");
  });
});

describe("the count of changes", () => {
  test("follows what is typed and taken back", () => {
    type(field("name_en", 0), "Roads");
    const one = said();
    type(field("name_en", 1), "Gardens");
    const two = said();
    type(field("name_en", 0), "Civil");
    type(field("name_en", 1), "Parks");

    assert.deepEqual([one, two, said()], ["1 cell changed.", "2 cells changed.", ""]);
  });

  test("has a select that differs from its choice, or from the first option where none was chosen", () => {
    const select = (name, chosen) =>
      `<tr><td><select name="${name}"><option value="">–</option><option value="7"${chosen}>Parks</option></select></td></tr>`;
    open(select("unit-1", " selected") + select("unit-2", ""));

    type(field("unit-1", 0), "");
    const first = said();
    type(field("unit-2", 0), "7");

    assert.deepEqual([first, said()], ["1 cell changed.", "2 cells changed."]);
  });
});

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, made, root, type } from "./fake-browser.js";

await import("../../static/js/elements/category-box.js");
await import("../../static/js/elements/file-pick.js");
await import("../../static/js/elements/jalali-day.js");

const key = (target, name, more = {}) => {
  const event = made("keydown", { key: name, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
};

beforeEach(() => {
  root.lang = "en";
  body.replaceChildren();
});

describe("a box of categories", () => {
  let box;
  let changes;
  let taken;
  const options = () => box.list.children.filter((line) => line.getAttribute("role") === "option");
  const lines = () => options().map((line) => line.querySelector("b").textContent);
  const marked = () => options().findIndex((line) => line.getAttribute("aria-selected") === "true");

  function open(value = "", { typed = "", others = "" } = {}) {
    [changes, taken] = [[], 0];
    box = drawn(
      `<category-box data-typed="${typed}"><label>Category</label><select id="category" name="category"><option value="">Choose</option>` +
        '<option value="pothole" data-sought="Pothole | چاله" data-icon="#road" data-term="7 days" data-unit="Works">Pothole</option>' +
        '<option value="lamp" data-sought="Street lamp | چراغ" data-icon="#lamp" data-unit="Light">Street lamp</option>' +
        '<option value="leak" data-sought="Water leak | نشت" data-icon="#drop">Water leak</option>' +
        `${others}</select></category-box>`,
    );
    box.querySelector("select").value = value;
    body.append(box);
    box.addEventListener("change", ({ target }) => changes.push(target.value));
    box.addEventListener("category-taken", () => (taken += 1));
    box.connectedCallback();
  }

  test("shows what is chosen with its icon, deadline and unit, and takes the label's place", () => {
    open("pothole");

    assert.deepEqual([box.field.value, box.note.textContent], ["Pothole", "7 days · Works"]);
    assert.equal(box.querySelector("use").getAttribute("href"), "#road");
    assert.deepEqual([box.select.hidden, box.field.id, box.select.id], [true, "category", "category-value"]);
    assert.equal(box.list.getAttribute("aria-label"), "Category");
  });

  test("takes over the focus of the select", () => {
    box = drawn(
      '<category-box><label>Category</label><select id="again" name="category"><option value="">–</option></select></category-box>',
    );
    body.append(box);
    box.querySelector("select").focus();

    box.connectedCallback();

    assert.equal(document.activeElement, box.field);
  });

  test("lists what fits, and Enter takes the first of them", () => {
    open();

    type(box.field, "lamp");
    const listed = [lines(), box.isOpen, box.field.getAttribute("aria-activedescendant")];
    key(box.field, "Enter");

    assert.deepEqual(listed, [["Street lamp"], true, `${box.list.id}-0`]);
    assert.deepEqual([box.select.value, changes, taken, box.isOpen], ["lamp", ["lamp"], 1, false]);
    assert.equal(box.field.getAttribute("aria-expanded"), "false");
  });

  test("arrows open the whole list and walk round it", () => {
    open("lamp");
    const way = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"].map((name) => {
      key(box.field, name);
      return marked();
    });

    assert.deepEqual(lines(), ["Pothole", "Street lamp", "Water leak"]);
    assert.deepEqual(way, [-1, 0, 1, 2, 0, 2]);
  });

  test("a press on a line takes it", () => {
    open();
    box.field.click();

    box.list.children[2].children[1].click();

    assert.deepEqual([box.select.value, box.field.value], ["leak", "Water leak"]);
  });

  test("Escape closes the list, and with nothing marked keeps what was chosen", () => {
    open("lamp");
    box.field.click();

    key(box.field, "Escape");

    assert.deepEqual([box.isOpen, box.field.value, changes], [false, "Street lamp", []]);
  });

  test("says that nothing was found, and offers the other subject without choosing it", () => {
    open("", {
      others:
        '<option value="other" data-sought="Something else" data-icon="#circle" data-other>Something else</option>',
    });

    type(box.field, "chimney");
    const seen = [box.isOpen, box.list.children[0].textContent, lines(), marked(), box.note.textContent];
    key(box.field, "Enter");
    const refused = [box.select.value, taken];
    key(box.field, "ArrowDown");
    key(box.field, "Enter");

    assert.deepEqual(seen, [true, "Nothing found", ["Something else"], -1, "Nothing found"]);
    assert.deepEqual(refused, ["", 0]);
    assert.deepEqual([box.select.value, taken], ["other", 1]);
    assert.equal(box.note.getAttribute("role"), "status");
  });

  test("without another subject only says that nothing was found, until something is", () => {
    open();
    type(box.field, "chimney");
    const none = [box.isOpen, box.note.textContent];

    type(box.field, "lamp");

    assert.deepEqual([none, lines(), box.note.textContent], [[false, "Nothing found"], ["Street lamp"], ""]);
  });

  test("keeps typed words that fit nothing, and shows them again with the form", () => {
    open();
    type(box.field, "chimney");
    box.field.dispatchEvent(made("blur"));
    const left = [box.field.value, box.field.name, box.note.textContent, box.select.value];
    open("", { typed: "chimney" });
    const again = [box.field.value, box.note.textContent];
    open("lamp", { typed: "Street lamp" });

    assert.deepEqual(left, ["chimney", "category_typed", "Nothing found", ""]);
    assert.deepEqual(again, ["chimney", "Nothing found"]);
    assert.deepEqual([box.field.value, box.note.textContent], ["Street lamp", "Light"]);
  });

  test("left with nonsense shows the choice again, left empty clears it", () => {
    open("lamp");
    type(box.field, "zzz");
    box.field.dispatchEvent(made("blur"));
    const kept = [box.field.value, box.select.value];
    box.field.value = " ";
    box.field.dispatchEvent(made("blur"));

    assert.deepEqual(kept, ["Street lamp", "lamp"]);
    assert.deepEqual([box.select.value, box.note.textContent, changes], ["", "", [""]]);
  });
});

describe("chosen files", () => {
  let pick;
  let field;
  const names = () => pick.querySelector("[data-names]").textContent;

  function choose(...files) {
    field.files = files;
    field.dispatchEvent(made("change"));
  }

  beforeEach(() => {
    pick = drawn(
      '<form><file-pick><input type="file" data-largest="2"><span data-names>No file</span></file-pick></form>',
    );
    body.append(pick);
    field = pick.querySelector("input");
    pick.children[0].connectedCallback();
  });

  test("are named, and no file is said again when none is left", () => {
    choose({ name: "a.jpg", size: 1 }, { name: "b.jpg", size: 1 });
    const two = [names(), pick.querySelector("[data-names]").hasAttribute("data-chosen")];
    choose();

    assert.deepEqual([two, names()], [["a.jpg, b.jpg", true], "No file"]);
  });

  test("that are too large are told before they are sent", () => {
    choose({ name: "a.jpg", size: 2 * 1024 * 1024 });
    const allowed = field.validationMessage;
    choose({ name: "a.mp4", size: 2 * 1024 * 1024 + 1 });

    assert.equal(allowed, "");
    assert.match(field.reported, /larger than 2 MB/);
    choose({ name: "a.jpg", size: 1 });
    assert.equal(field.validationMessage, "");
  });

  const submit = (prevented) => {
    const event = made("submit");
    if (prevented) event.preventDefault();
    pick.dispatchEvent(event);
    return pick.querySelector("progress") !== null;
  };

  test("are shown to be on their way, but not by a form without files or one that is held back", () => {
    const empty = submit(false);
    choose({ name: "a.jpg", size: 1 });

    assert.deepEqual([empty, submit(true), submit(false)], [false, false, true]);
  });

  test("are named again on a page that the Back button restores", () => {
    choose({ name: "a.jpg", size: 1 });
    submit(false);

    dispatchEvent(made("pageshow", { persisted: true }));

    assert.equal(names(), "a.jpg");
  });
});

describe("the picker of a day", () => {
  let day;
  let field;

  function open(value, lang = "en") {
    root.lang = lang;
    day = drawn(
      '<jalali-day data-open="Choose" data-before="Before" data-after="After" data-close="Close"><input></jalali-day>',
    );
    body.append(drawn('<svg class="icon"><use href="/icons.svg#x"></use></svg>'), day);
    field = day.querySelector("input");
    field.value = value;
    day.connectedCallback();
    day.querySelector("button").click();
  }
  const current = () => day.dialog.querySelector("[aria-current]");
  const title = () => day.dialog.querySelector(".day-title").textContent;
  const press = (name) => day.dialog.querySelector(`[aria-label="${name}"]`).click();

  test("opens on the day of the field, whose month is whole", () => {
    open("1405/09/03");

    assert.deepEqual([current().textContent, title(), day.dialog.open], ["3", "Azar 1405", true]);
    assert.equal(day.dialog.querySelectorAll(".day-choice").length, 30);
    assert.equal(document.activeElement, current());
  });

  test("a month begins under its weekday", () => {
    open("1405/09/03"); // 1 Azar 1405 is a Sunday, and weeks begin on Saturday

    assert.equal(day.dialog.querySelectorAll(".day-choice")[0].style["grid-column-start"], "2");
    assert.equal(current().getAttribute("aria-label"), "Tuesday, Azar 3");
  });

  test("arrows move by days and weeks in the direction of the page, pages by months", () => {
    open("1405/09/03");
    const way = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "PageDown", "PageUp", "PageUp"].map((name) => {
      key(day.dialog, name);
      return `${current().textContent} ${title()}`;
    });
    assert.deepEqual(way.slice(0, 4), ["4 Azar 1405", "11 Azar 1405", "10 Azar 1405", "3 Azar 1405"]);
    assert.deepEqual(way.slice(4), ["3 Dey 1405", "3 Azar 1405", "3 Aban 1405"]);

    body.replaceChildren();
    open("۱۴۰۵/۰۹/۰۳", "fa");
    key(day.dialog, "ArrowLeft");
    assert.equal(current().textContent, "۴");
  });

  test("a day that the next month does not have becomes its last one", () => {
    open("1405/06/31");

    press("After");

    assert.deepEqual([current().textContent, title()], ["30", "Mehr 1405"]);
  });

  test("a press takes the day into the field in the digits of the page and closes", () => {
    open("۱۴۰۵/۰۹/۰۳", "fa");
    let told = 0;
    field.addEventListener("input", () => (told += 1));

    day.dialog.querySelectorAll(".day-choice")[14].click();

    assert.deepEqual([field.value, told, day.dialog.isConnected], ["۱۴۰۵/۰۹/۱۵", 1, false]);
    assert.equal(document.activeElement, field);
  });

  test("closed by its button or by a press beside it leaves the field alone", () => {
    open("1405/09/03");
    press("Close");
    const closed = day.dialog.isConnected;
    day.querySelector("button").click();
    day.dialog.click();

    assert.deepEqual([closed, day.dialog.isConnected, field.value], [false, false, "1405/09/03"]);
  });
});

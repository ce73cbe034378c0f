/** Fields and forms of fake-dom.js: values, elements by name, submit and reset; dialogs. */

import { FakeElement } from "./fake-dom.js";
import { made } from "./fake-events.js";

const FIELDS = "input, textarea, select, button";

class Form extends FakeElement {
  get action() {
    return this.getAttribute("action");
  }

  get method() {
    return this.getAttribute("method") ?? "get";
  }

  /** Its fields by name. */
  get elements() {
    return Object.fromEntries(this.querySelectorAll(FIELDS).map((field) => [field.name, field]));
  }

  requestSubmit(submitter = null) {
    this.dispatchEvent(made("submit", { submitter }));
  }

  reset() {
    for (const field of this.querySelectorAll(FIELDS)) field.typed = undefined;
    this.dispatchEvent(new Event("reset", { bubbles: true }));
  }
}

class Field extends FakeElement {
  typed = undefined;
  defaultChecked = false; // of a box that is drawn without a tick
  selectionStart = 0;
  selectionEnd = 0;
  files = [];
  labels = null;

  get form() {
    return this.closest("form");
  }

  get value() {
    return this.typed ?? this.getAttribute("value") ?? "";
  }

  set value(text) {
    this.typed = String(text);
  }

  get defaultValue() {
    return this.getAttribute("value") ?? "";
  }

  set defaultValue(text) {
    this.setAttribute("value", text);
  }

  get maxLength() {
    return Number(this.getAttribute("maxlength") ?? -1);
  }

  /** The suggestions of a field. */
  get list() {
    return document.getElementById(this.getAttribute("list"));
  }

  get validationMessage() {
    return this.problem ?? "";
  }

  setCustomValidity(words) {
    this.problem = words;
  }

  reportValidity() {
    this.reported = this.problem;
  }

  select() {
    [this.selectionStart, this.selectionEnd] = [0, this.value.length];
  }
}

/** Its value is drawn as its text. */
class TextArea extends Field {
  get value() {
    return this.typed ?? this.textContent;
  }

  set value(text) {
    this.typed = String(text);
  }

  get defaultValue() {
    return this.textContent;
  }

  set defaultValue(text) {
    this.textContent = text;
  }
}

class Select extends Field {
  get options() {
    return this.querySelectorAll("option");
  }

  get value() {
    const options = this.options;
    return this.typed ?? (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
  }

  set value(value) {
    this.typed = String(value);
  }

  get selectedOptions() {
    return this.options.filter((option) => option.value === this.value);
  }
}

class Option extends FakeElement {
  get value() {
    return this.getAttribute("value") ?? this.textContent;
  }

  get text() {
    return this.textContent;
  }

  get defaultSelected() {
    return this.hasAttribute("selected");
  }
}

class Dialog extends FakeElement {
  showModal() {
    this.open = true;
  }

  close() {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  }
}

Object.assign(FakeElement.tags, {
  dialog: Dialog,
  form: Form,
  input: Field,
  textarea: TextArea,
  button: Field,
  select: Select,
  option: Option,
});

/** What a form would send, with the button that was pressed. */
export class FakeFormData extends FormData {
  constructor(form, submitter) {
    super();
    for (const field of form?.querySelectorAll(FIELDS) ?? []) {
      const chosen = !["radio", "checkbox"].includes(field.type) || field.checked;
      const sent = field.tag === "button" ? field === submitter : chosen;
      if (field.name && sent) this.append(field.name, field.value);
    }
  }
}

/** A person types into a field. */
export function type(field, text) {
  field.value = text;
  field.dispatchEvent(made("input"));
}

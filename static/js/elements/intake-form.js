/**
 * <intake-form>: a form for the keyboard; `aria-keyshortcuts` on its buttons name their keys (Ctrl+Enter registers,
 * Ctrl+1 to Ctrl+5 link to a similar message, F8 and F9 are for slips). With `data-near`, `data-caller` and `data-questions` it asks the
 * server for similar messages while subject and address are typed, for earlier messages of a complete phone number, and
 * for the questions of a subject.
 */

import { pressed } from "../filter-list.js";
import { csrf } from "../post.js";
import { key } from "../words.js";

const PAUSE = 250;
const PLACE = ["category", "address", "district", "lat", "lon"];
const WHOLE = 8;
const REPORT = "report";

class IntakeForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.asked = {};
    document.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["input", "change"]) this.addEventListener(name, (event) => this.#changed(event.target));
    this.addEventListener("category-taken", () => this.#field("address")?.focus());
    this.#follow();
    this.#near();
    this.#caller();
    this.querySelector('[aria-invalid="true"]:not([hidden])')?.focus();
  }

  /** By name only: another field's id may be the same word. */
  #field(name) {
    return this.form.querySelector(`[name="${name}"]`);
  }

  #key(event) {
    const name = pressed(event);
    const button = name && this.querySelector(`[aria-keyshortcuts="${name}"]`);
    if (!button) return;
    event.preventDefault();
    document.activeElement?.blur?.(); // the option being chosen is taken first
    button.click();
  }

  #changed(field) {
    if (PLACE.includes(field.name) || field.localName === "plan-point") this.#later("near", () => this.#near());
    if (field.name === "phone") this.#later("caller", () => this.#caller());
    if (["category", "kind"].includes(field.name)) this.#follow();
    if (field.name === "category") this.#show("questions", { category: field.value }, true);
  }

  #later(what, ask) {
    this.waiting ??= {};
    clearTimeout(this.waiting[what]);
    this.waiting[what] = setTimeout(ask, PAUSE);
  }

  /** A subject may set the kind: it is shown, and until another subject is chosen no other can be (but a report). */
  #followKind(kind) {
    const field = this.#field("kind");
    const note = this.querySelector("[data-kind-note]");
    if (!field || field.value === REPORT) return;
    for (const option of field.options) option.disabled = Boolean(kind) && ![kind, REPORT].includes(option.value);
    if (kind && field.value !== kind) {
      this.kindBefore ??= field.value;
      field.value = kind;
    } else if (!kind && this.kindBefore) {
      field.value = this.kindBefore;
      this.kindBefore = undefined;
    }
    if (note) note.hidden = !kind;
  }

  /** What depends on the category: the unit of referral, the permit number, the kind. */
  #follow() {
    const option = this.#field("category")?.selectedOptions?.[0];
    const { unit, open, permit, kind } = option?.dataset ?? {};
    this.#followKind(kind);
    this.toggleAttribute("data-wants-permit", permit !== undefined);
    const refer = this.#field("refer");
    if (!refer) return;
    refer.closest("label").parentElement.parentElement.hidden = option?.value ? open === undefined : false;
    const words = refer.nextElementSibling;
    if (!unit) this.plain ??= words.textContent;
    words.textContent = unit ? this.dataset.referWords.replace("{unit}", unit) : this.plain;
  }

  async #near() {
    const fields = Object.fromEntries(
      PLACE.map((name) => [name, this.#field(name)?.value ?? ""]).filter(([, value]) => value),
    );
    await this.#show(
      "near",
      fields,
      Object.keys(fields).some((name) => name !== "district"),
    );
  }

  async #caller() {
    const phone = this.#field("phone")?.value ?? "";
    await this.#show("caller", { phone }, key(phone).replace(/\D/g, "").length >= WHOLE);
  }

  /** Shows the server's answer; the answer to an older question is dropped. */
  async #show(what, fields, worth) {
    const place = this.querySelector(`[data-${what}-list]`);
    if (!place) return;
    const question = JSON.stringify(fields);
    if (this.asked[what] === question) return;
    this.asked[what] = question;
    if (!worth && !place.childElementCount) return;
    const html = await fetched(this.dataset[what], fields);
    if (html !== null && this.asked[what] === question) place.innerHTML = html;
  }
}

async function fetched(address, fields) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": csrf(), "X-Fragment": "1", Accept: "text/html" },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}

customElements.define("intake-form", IntakeForm);

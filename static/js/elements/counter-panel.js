/**
 * <counter-panel>: the page of a counter. Buttons send requests, keys press buttons, answers are announced politely.
 */

import { Attention } from "../attention.js";
import { fullWords, Presses, send } from "../commands.js";
import { belongsToField, shortcut } from "../keys.js";
import { LiveScreen } from "../live.js";
import { say } from "../words.js";
import "./elapsed-time.js";
import "./find-list.js";
import "./find-ticket.js";
import "./quiet-switch.js";
import "./until-then.js";
import "./wall-clock.js";

class CounterPanel extends LiveScreen {
  #presses = new Presses();

  connectedCallback() {
    super.connectedCallback();
    new Attention(this);
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("deskq:line", ({ detail }) => detail.line === "up" && this.#tell(""));
    this.#keepOthersOut();
  }

  show(state) {
    const shown = super.show(state);
    this.#keepOthersOut();
    return shown;
  }

  #submit(event) {
    const form = event.target;
    if (!form.matches("[data-command]")) return;
    event.preventDefault();
    const taken = this.#presses.take(event.submitter?.id || form.action, performance.now());
    if (taken === "taken") this.#command(form, event.submitter);
    if (taken === "early") this.#tell(say("early"));
  }

  async #command(form, submitter) {
    this.#await(true);
    submitter?.setAttribute("data-pressed", "");
    try {
      const fields = new FormData(form, submitter);
      const token = document.querySelector("meta[name=csrf-token]").content;
      const state = await send(form.action, fields, token);
      form.closest("dialog")?.close();
      form.reset();
      this.#tell("");
      this.show(state);
    } catch (problem) {
      if (problem.gone) return this.reload();
      const named = (field) => form.elements?.[field]?.labels?.[0]?.textContent.trim();
      this.#refused(form.closest("dialog"), fullWords(problem, named));
    } finally {
      this.#await(false);
    }
    this.#release();
    this.#keepFocus();
  }

  /** The button looks pressed while it ignores presses, so that a double press is seen to count once. */
  #release() {
    if (this.#presses.busy) return;
    const rest = this.#presses.rest(performance.now());
    if (rest > 0) return setTimeout(() => this.#release(), Math.ceil(rest));
    for (const button of this.querySelectorAll("[data-pressed]")) button.removeAttribute("data-pressed");
  }

  /** Undo at a closed counter is shown only to the clerk who has just closed it. */
  #keepOthersOut() {
    for (const one of this.querySelectorAll("[data-only]")) one.hidden = one.dataset.only !== this.dataset.person;
  }

  /** aria-disabled instead of `disabled`, which would take the focus away. */
  #await(busy) {
    this.#presses.busy = busy;
    this.toggleAttribute("data-busy", busy);
    for (const button of this.live.querySelectorAll("button[type=submit], button:not([type])")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  /** After the clerk's own press: when the pressed button is gone, the focus moves to the big one. */
  #keepFocus() {
    if (document.activeElement && document.activeElement !== document.body) return;
    (this.querySelector("[data-big]") ?? this.querySelector("[data-stage]"))?.focus();
  }

  /** A dialog that can show the problem stays open for another try; others are closed. */
  #refused(dialog, words) {
    const place = dialog?.querySelector("[data-refused]");
    if (place) place.textContent = words;
    else {
      dialog?.close();
      this.#tell(words);
    }
  }

  /** Shows a problem above the queue; an empty message removes it. */
  #tell(words) {
    this.querySelector("[data-problem]").textContent = words;
  }

  #click({ target }) {
    const fold = target.closest("[data-folds]");
    if (fold) fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") !== "true"));
    const opener = target.closest("[data-opens]");
    if (opener) this.#open(opener);
    if (target.closest("[data-closes]") || target.matches("dialog")) target.closest("dialog").close();
  }

  /** The opener of one dialog may stand in another, and say which service it is about. */
  #open(opener) {
    const { opens, service, words } = opener.dataset;
    const dialog = this.querySelector(`#${opens}`);
    opener.closest("dialog")?.close();
    dialog.querySelector("form")?.reset();
    if (service) {
      dialog.querySelector("[data-chosen]").value = service;
      dialog.querySelector("[data-chosen-words]").textContent = words;
      dialog.querySelector("[data-refused]").textContent = "";
    }
    dialog.showModal();
  }

  #key(event) {
    const name = shortcut(event);
    if (!name || belongsToField(name, event.target)) return;
    const within = this.querySelector("dialog[open]") ?? this;
    const button = [...within.querySelectorAll(`[aria-keyshortcuts~="${name}"]`)].find((one) => one.checkVisibility());
    // Our shortcut keys never trigger the browser's own function (F7: caret browsing), even without a button for them.
    if (button || /^F[2346789]$/.test(name)) event.preventDefault();
    if (button && !event.repeat) button.click();
  }
}

customElements.define("counter-panel", CounterPanel);

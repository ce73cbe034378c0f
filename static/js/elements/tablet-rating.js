/** <tablet-rating>: one tap, then one thing at a time: a question, a comment, thanks for six seconds; then sleep. */

import { LiveScreen } from "../live.js";
import { morph } from "../morph.js";
import { csrf, liveOf, partOf, post } from "../post.js";

const THANKS = 6000;
/** How long the question waits for another touch. */
const WORDS = 12_000;

class TabletRating extends LiveScreen {
  #sending = false;
  #pointed = false;
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.more = this.querySelector("[data-more]");
    this.addEventListener("submit", (event) => this.#send(event));
    this.querySelector("[data-enough]").addEventListener("click", () => this.#enough());
    this.querySelector("[data-next]").addEventListener("click", () => this.#step("words"));
    const asks = this.querySelector("[data-asks]");
    for (const type of ["pointerdown", "keydown"]) asks.addEventListener(type, () => (this.#pointed = type[0] === "p"));
    asks.addEventListener("change", () => this.#answered());
    for (const touch of ["pointerdown", "keydown", "input"]) this.more.addEventListener(touch, () => this.#wait());
    this.addEventListener("deskq:state", () => this.#yield());
  }

  async #send(event) {
    event.preventDefault();
    if (this.#sending) return;
    this.#sending = true;
    const { target: form, submitter } = event;
    submitter?.setAttribute("data-pressed", "");
    try {
      const fields = new FormData(form, submitter);
      const html = await post(form.action, fields, csrf());
      morph(this.live, liveOf(html));
      if (form === this.more) this.#thank();
      else this.#ask(fields.get("visit"), html);
    } catch (problem) {
      this.#sleep(problem.message);
      this.#timer = setTimeout(() => this.#sleep(), THANKS);
    } finally {
      submitter?.removeAttribute("data-pressed");
      this.#sending = false;
    }
  }

  /** A question about the visit that was just rated, if there is one; then the comment. */
  #ask(visit, html) {
    this.#sleep();
    this.more.elements.visit.value = visit;
    this.more.querySelector("[data-asks]").replaceChildren(...partOf(html, "[data-asks]").childNodes);
    this.more.querySelector("[data-door]").replaceChildren(...partOf(html, "[data-door]").childNodes);
    this.more.hidden = false;
    this.#step(this.more.querySelector("[data-asks] input") ? "asks" : "words");
  }

  #step(name) {
    for (const part of this.more.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== name;
    this.more.querySelector("[data-next]").hidden = name !== "asks";
    this.more.querySelector("[data-sends-words]").hidden = name !== "words";
    this.more.querySelector(`[data-step=${name}] h2`).focus();
    this.#wait();
  }

  /** The touch that answers the last question goes on; arrow keys only choose. */
  #answered() {
    if (!this.#pointed) return;
    const choices = [...this.more.querySelectorAll("[data-asks] input")];
    const asked = new Set(choices.map(({ name }) => name));
    if (choices.filter(({ checked }) => checked).length === asked.size) this.#step("words");
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), WORDS);
  }

  /** "That is all": what was written is left out, the answers before it are kept. */
  #enough() {
    for (const box of this.more.querySelectorAll("[data-step=words] input")) box.checked = false;
    for (const text of this.more.querySelectorAll("[data-step=words] textarea")) text.value = "";
    this.#end();
  }

  /** After inactivity, send what was chosen or written. */
  #end() {
    const [visit, ...said] = [...new FormData(this.more).entries()].filter(
      ([name, value]) => name !== "csrf_token" && value,
    );
    if (visit && said.length) this.more.requestSubmit(this.more.querySelector("[data-sends-words]"));
    else this.#thank();
  }

  #thank() {
    this.#sleep();
    this.querySelector("[data-thanks]").hidden = false;
    this.#timer = setTimeout(() => this.#sleep(), THANKS);
  }

  /** The next visitor is here: unsent input of the previous one is removed. */
  #yield() {
    if (!this.more.hidden && this.live.querySelector(".awake")) this.#sleep();
  }

  /** Remove the overlay from the live page; show an error, if any. */
  #sleep(problem = "") {
    clearTimeout(this.#timer);
    this.more.hidden = true;
    this.more.reset();
    this.querySelector("[data-thanks]").hidden = true;
    this.querySelector("[data-problem]").textContent = problem;
  }
}

customElements.define("tablet-rating", TabletRating);

/** <lobby-board>: the TV in the hall. Shows each call on the saffron card for its time, and rings. */

import { Chime } from "../chime.js";
import { CueQueue, LiveScreen } from "../live.js";
import { scale } from "../scale.js";
import { digits, language } from "../words.js";
import "./wall-clock.js";

const ARRIVAL = 1800;

globalThis.deskqRang = [];

class LobbyBoard extends LiveScreen {
  #queue = new CueQueue();
  #chime = new Chime();
  #shown = null;
  #due;

  connectedCallback() {
    this.#fit();
    addEventListener("resize", () => this.#fit());
    this.addEventListener("deskq:state", () => this.#settle());
    super.connectedCallback();
    this.#settle();
    this.#offerSound();
  }

  cue(call) {
    this.#queue.add(call, performance.now());
    this.#advance();
  }

  #advance() {
    clearTimeout(this.#due);
    const cue = this.#queue.next(performance.now(), ({ call }) => this.#card(call));
    if (cue) this.#announce(cue);
    const wait = this.#queue.wait(performance.now());
    if (wait !== null) this.#due = setTimeout(() => this.#advance(), wait);
  }

  #announce(cue) {
    this.#shown = cue.call;
    if (!this.#card(cue.call)) this.#draw(cue);
    this.#settle();
    this.#arrive(cue.call);
    this.#chime.ring();
    const { call, again = 0 } = cue;
    globalThis.deskqRang.push({ call, again });
    document.dispatchEvent(new CustomEvent("deskq:rang", { detail: { call, again } }));
  }

  /** One card is seen: the call that rang last, or the newest one when that is gone from the board. */
  #settle() {
    if (!this.#card(this.#shown)) this.#shown = this.querySelector("[data-card]")?.dataset.card ?? null;
    for (const part of this.querySelectorAll("[data-card], [data-row]")) {
      const shown = (part.dataset.card ?? part.dataset.row) === String(this.#shown);
      part.toggleAttribute("data-kept-shown", shown);
    }
  }

  #arrive(call) {
    for (const part of [this.#card(call), this.querySelector(`[data-row="${call}"]`)]) {
      if (!part) continue;
      part.removeAttribute("data-kept-arriving");
      void part.offsetWidth; // so that a recall of the call already shown starts the animation anew
      part.setAttribute("data-kept-arriving", "");
      setTimeout(() => part.removeAttribute("data-kept-arriving"), ARRIVAL);
    }
  }

  #card(call) {
    return this.querySelector(`[data-card="${call}"]`);
  }

  /** A cue may be quicker than its state: fill the blank card from what the cue says. */
  #draw(cue) {
    const blank = this.querySelector("template[data-blank-card]");
    const cards = this.querySelector("[data-cards]");
    if (!blank || !cards) return;
    const card = blank.content.firstElementChild.cloneNode(true);
    card.dataset.card = cue.call;
    for (const slot of card.querySelectorAll("[data-slot]")) {
      const value = cue[slot.dataset.slot] ?? "";
      slot.textContent = digits(value[language()] ?? value);
      if ("length" in slot.dataset) slot.dataset.length = slot.textContent.length;
    }
    cards.prepend(card);
  }

  #fit() {
    const { viewingDistance: distance, diagonal } = this.dataset;
    const screen = { width: innerWidth, height: innerHeight, diagonal: Number(diagonal), distance: Number(distance) };
    const { size, needed, capped, legibleTo } = scale(screen);
    document.documentElement.style.setProperty("font-size", `${size.toFixed(2)}px`);
    const said = `${distance} m on ${diagonal} inches asks for ${needed.toFixed(0)} px`;
    if (capped) console.info(`Board: ${said}; ${size.toFixed(0)} px fit, legible to ${legibleTo.toFixed(1)} m.`);
  }

  async #offerSound() {
    const button = this.querySelector("[data-sound]");
    button.addEventListener("click", async () => {
      button.hidden = await this.#chime.wake();
      this.#chime.ring();
    });
    button.hidden = await this.#chime.wake();
  }
}

customElements.define("lobby-board", LobbyBoard);

/** <lobby-board>: the TV in the hall. Shows each call on the saffron card for its time, rings, and speaks. */

import { CueQueue, HOLD } from "../cues.js";
import { LiveScreen } from "../live.js";
import { Loudspeaker } from "../loudspeaker.js";
import { scale } from "../scale.js";
import { digits, language } from "../words.js";
import "./wall-clock.js";

const ARRIVAL = 1800;
const CAPTION = 2000; // ms a caption stays after the last word

globalThis.deskqRang = [];

class LobbyBoard extends LiveScreen {
  #queue = new CueQueue(HOLD, true);
  #speaker;
  #shown = null;
  #due;
  #captioned;

  connectedCallback() {
    this.#fit();
    addEventListener("resize", () => this.#fit());
    this.addEventListener("deskq:state", () => this.#settle());
    const { volume, repeat, quiet, zone } = this.dataset;
    this.#speaker = new Loudspeaker({ volume, repeat, quiet, zone, caption: (phrase) => this.#caption(phrase) });
    super.connectedCallback();
    this.#settle();
    this.#offerSound();
  }

  cue(call) {
    this.#queue.add(call, performance.now());
    this.#speaker.prepare(call);
    this.#advance();
  }

  #advance() {
    clearTimeout(this.#due);
    const cue = this.#queue.next(performance.now(), ({ call }) => this.#card(call)?.dataset.state === "called");
    if (cue) this.#announce(cue);
    const wait = this.#queue.wait(performance.now());
    if (wait !== null) this.#due = setTimeout(() => this.#advance(), wait);
  }

  #announce(cue) {
    this.#shown = cue.call;
    if (!this.#card(cue.call)) this.#draw(cue);
    this.#settle();
    this.#arrive(cue.call);
    this.#speak(cue);
    const { call, again = 0 } = cue;
    globalThis.deskqRang.push({ call, again });
    document.dispatchEvent(new CustomEvent("deskq:rang", { detail: { call, again } }));
  }

  async #speak(cue) {
    clearTimeout(this.#captioned);
    try {
      await this.#speaker.tell(cue);
    } finally {
      this.#captioned = setTimeout(() => this.#caption(null), CAPTION);
      this.#queue.spoken();
      this.#advance();
    }
  }

  /** What is said, in writing, while it is said. */
  #caption(phrase) {
    const place = this.querySelector("[data-caption]");
    place.lang = phrase?.language ?? language();
    place.textContent = phrase?.text ?? "";
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
      button.hidden = await this.#speaker.wake();
      this.#speaker.chime.ring();
    });
    button.hidden = await this.#speaker.wake();
  }
}

customElements.define("lobby-board", LobbyBoard);

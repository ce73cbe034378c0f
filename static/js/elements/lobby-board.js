/** <lobby-board>: the lobby screen. Shows each call on the saffron card, rings the chime and speaks. */

import { fitCaption, leaveOutCut, lineCount } from "../board-fit.js";
import { CueQueue, HOLD } from "../cues.js";
import { leafFoot, leafName, show } from "../foot.js";
import { LiveScreen } from "../live.js";
import { Loudspeaker } from "../loudspeaker.js";
import { pageOf } from "../pages.js";
import { scale } from "../scale.js";
import { answerTrial } from "../trial.js";
import { digits, language, say } from "../words.js";
import "./wall-clock.js";

const ARRIVAL = 1800;
/** Milliseconds to read one word of a long name; a page of calls, a service or a place is shown twice as long. */
const BEAT = 4000;
const CAPTION = 2000; // ms a caption stays after the last word

globalThis.deskqRang = [];

class LobbyBoard extends LiveScreen {
  #queue = new CueQueue(HOLD, true);
  #speaker;
  #shown = null;
  /** The cue whose caption is shown; it is being spoken, or was until a moment ago. */
  #spoken = null;
  #due;
  #beat = 0;
  #began = 0;
  #rows = 1;
  #captioned;

  connectedCallback() {
    this.#fit();
    addEventListener("resize", () => this.#fit());
    document.fonts.ready.then(() => this.#leaf());
    document.fonts.addEventListener("loadingdone", () => this.#leaf());
    this.addEventListener("deskq:state", () => this.#fit());
    this.addEventListener("deskq:line", ({ detail }) => this.#tell(detail));
    this.addEventListener("deskq:trial", ({ detail }) => this.cue({ ...detail, tries: true }));
    const { volume, repeat, quiet, zone } = this.dataset;
    this.#speaker = new Loudspeaker({ volume, repeat, quiet, zone, caption: (phrase) => this.#caption(phrase) });
    super.connectedCallback();
    this.#settle();
    setInterval(() => {
      this.#beat += 1;
      this.#leaf();
    }, BEAT);
    this.#offerSound();
  }

  cue(call) {
    this.#queue.add(call, performance.now());
    this.#speaker.prepare(call);
    this.#advance();
  }

  #advance() {
    clearTimeout(this.#due);
    const stands = ({ call, tries }) => tries || this.#card(call)?.dataset.state === "called";
    const cue = this.#queue.next(performance.now(), stands);
    if (cue?.tries) this.#try(cue);
    else if (cue) this.#announce(cue);
    const wait = this.#queue.wait(performance.now());
    if (wait !== null) this.#due = setTimeout(() => this.#advance(), wait);
  }

  #announce(cue) {
    this.#shown = cue.call;
    const follows = this.#spoken !== null;
    this.#spoken = cue;
    this.#began = this.#beat;
    this.#settle();
    this.#arrive(cue.call);
    this.#speak(cue, follows);
    const { call, again = 0 } = cue;
    globalThis.deskqRang.push({ call, again });
    document.dispatchEvent(new CustomEvent("deskq:rang", { detail: { call, again } }));
  }

  /** The test call of the set-up, in its turn among the calls. The board shows no card for it. */
  async #try(cue) {
    const heard = await this.#speaker.wake();
    const hushed = this.#speaker.hushed;
    await this.#speak(cue, false);
    await answerTrial(cue, hushed ? "hushed" : heard ? "heard" : "silent");
  }

  async #speak(cue, follows) {
    clearTimeout(this.#captioned);
    try {
      await this.#speaker.tell(cue, {
        follows,
        waits: () => this.#queue.waits,
        joins: () => this.#queue.joins(performance.now()),
      });
    } finally {
      this.#captioned = setTimeout(() => this.#fallSilent(), CAPTION);
      this.#queue.spoken();
      this.#advance();
    }
  }

  #fallSilent() {
    this.#spoken = null;
    this.#caption(null);
    this.#settle();
  }

  /** The caption of what is being spoken. */
  #caption(phrase) {
    const place = this.querySelector("[data-caption]");
    place.lang = phrase?.language ?? language();
    fitCaption(place, phrase?.text ?? "");
  }

  /**
   * One card is visible: the call that is being spoken, then the one that rang last, or the newest one when that is no
   * longer on the board.
   */
  #settle() {
    if (this.#spoken && !this.#card(this.#shown)) this.#draw(this.#spoken);
    if (!this.#card(this.#shown)) this.#shown = this.querySelector("[data-card]")?.dataset.card ?? null;
    for (const part of this.querySelectorAll("[data-card], [data-row]")) {
      const shown = (part.dataset.card ?? part.dataset.row) === String(this.#shown);
      part.toggleAttribute("data-kept-shown", shown);
    }
    this.#leaf();
  }

  /**
   * The current page of the parts that alternate: the other calls, called visitors first; the room or the way on the
   * card; the steps of a visit; the office's name; the foot.
   */
  #leaf() {
    const rows = [...this.querySelectorAll("[data-row]:not([data-kept-shown])")];
    const calledFirst = rows.toSorted((one, other) => Number(is(other, "called")) - Number(is(one, "called")));
    const turn = Math.floor(this.#beat / 2);
    show(rows, pageOf(calledFirst, this.#rows, turn));
    const steps = [...this.querySelectorAll("[data-step]")];
    show(steps, pageOf(steps, this.dataset.layout === "alone" ? 1 : steps.length, this.#beat));
    this.#leafPlace(this.#beat - this.#began);
    leafName(this, this.#beat);
    leafFoot(this, turn);
    leaveOutCut(this);
  }

  /** The page of the card's place: two lines of the room or of the way; read from afar, one. */
  #leafPlace(beat) {
    const lines = this.dataset.layout === "full" ? 2 : 1;
    const places = [...(this.#card(this.#shown)?.querySelector(".card-place")?.children ?? [])];
    const pages = places.flatMap((place, turn) =>
      Array.from({ length: Math.ceil(lineCount(place) / lines) }, (_, page) => ({ turn, line: page * lines })),
    );
    const { turn, line } = pages[Math.floor(beat / lines) % pages.length] ?? { turn: 0, line: 0 };
    this.dataset.turn = turn;
    this.style.setProperty("--line", line);
  }

  #arrive(call) {
    for (const part of [this.#card(call), this.querySelector(`[data-row="${call}"]`)]) {
      if (!part) continue;
      part.removeAttribute("data-kept-arriving");
      void part.offsetWidth; // so that a recall of the visible call restarts the animation
      part.setAttribute("data-kept-arriving", "");
      setTimeout(() => part.removeAttribute("data-kept-arriving"), ARRIVAL);
    }
  }

  #card(call) {
    return this.querySelector(`[data-card="${call}"]`);
  }

  /** A cue may arrive before its state: fill the blank card from the cue. */
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

  /**
   * The type size follows the viewing distance, which an admin may change at any time; the layout follows the type
   * size.
   */
  #fit() {
    const { distance, diagonal } = this.querySelector("[data-distance]").dataset;
    const screen = { width: innerWidth, height: innerHeight, diagonal: Number(diagonal), distance: Number(distance) };
    const { size, fits, low, layout, rows } = scale(screen);
    document.documentElement.style.setProperty("font-size", `${size.toFixed(2)}px`);
    this.style.setProperty("--rows", rows);
    Object.assign(this.dataset, { layout, fits, low });
    this.#rows = rows;
    this.#settle();
  }

  /**
   * Without a connection nothing is spoken: the call may be over. What waits is spoken afterwards, if it still stands.
   * The word for the connection takes room from the office's name.
   */
  #tell({ line, since }) {
    this.#queue.pause(line === "down");
    if (line === "down") {
      const words = this.dataset.layout === "alone" ? "board_stale_short" : "board_stale";
      this.querySelector("[data-line-words]").textContent = say(words, { at: since });
      this.#speaker.stop();
      this.#fallSilent();
    } else if (line === "up") {
      this.#leaf();
      this.#advance();
    }
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

function is(row, state) {
  return row.dataset.state === state;
}

customElements.define("lobby-board", LobbyBoard);

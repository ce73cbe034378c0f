/** A short sound, and a mark before the tab's title, when something new on a live page of staff asks for attention. */

import { Chime } from "./chime.js";

const QUIET = "deskq:quiet";
const VOLUME = 0.35;
const MARK = "● ";

/** Whether somebody has turned these sounds off in this browser. */
export const isQuiet = () => localStorage.getItem(QUIET) === "1";

export const setQuiet = (quiet) => localStorage.setItem(QUIET, quiet ? "1" : "0");

/**
 * `[data-attention]` within a screen names what asks for attention. What is there at first does not ring. A browser allows
 * sounds after the first press on the page; until then the mark and the words of the page must do.
 */
export class Attention {
  #screen;
  #chime;
  #known;

  constructor(screen, chime = new Chime(VOLUME)) {
    this.#screen = screen;
    this.#chime = chime;
    this.#known = this.#asking();
    screen.addEventListener("deskq:state", () => this.#look());
    for (const press of ["pointerdown", "keydown"])
      document.addEventListener(press, () => chime.wake(), { once: true });
    document.addEventListener("visibilitychange", () => this.#mark(false));
  }

  #asking() {
    return new Set([...this.#screen.querySelectorAll("[data-attention]")].map((one) => one.dataset.attention));
  }

  #look() {
    const now = this.#asking();
    const isNew = [...now].some((one) => !this.#known.has(one));
    this.#known = now;
    if (!isNew) return;
    this.#mark(document.hidden);
    if (!isQuiet()) this.#chime.ring();
  }

  /** While the tab is hidden; gone when it is looked at. */
  #mark(on) {
    const words = document.title.replace(MARK, "");
    document.title = on ? MARK + words : words;
  }
}

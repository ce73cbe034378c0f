/** <lobby-announcements>: announcements on the lower third of the board between calls. A call hides them at once. */

import { fitWords, keepsItsPart } from "../board-fit.js";
import { turnAfter } from "../choose-announcement.js";

/** Seconds for which a new call has the whole board, unless `data-fresh` of the board says otherwise. */
const FRESH = 20;
const SECOND = 1000;

class LobbyAnnouncements extends HTMLElement {
  #away;
  #quietUntil = 0;
  #turnUntil = 0;
  #newest = 0;
  #last = null;
  #rounds = 0;
  #timer;
  #failed = new Set();

  connectedCallback() {
    this.#away = new AbortController();
    const { signal } = this.#away;
    this.board = this.closest("lobby-board");
    this.board.addEventListener("deskq:cue", () => this.#yield(), { signal });
    document.addEventListener("deskq:rang", () => this.#yield(), { signal });
    this.board.addEventListener("deskq:state", () => this.#heed(), { signal });
    this.board.addEventListener("deskq:line", ({ detail }) => this.#follow(detail.line), { signal });
    addEventListener("resize", () => this.#step(), { signal });
    for (const ready of ["load", "loadedmetadata"])
      this.addEventListener(ready, () => this.#step(), { capture: true, signal });
    this.addEventListener("error", ({ target }) => this.#skip(target), { capture: true, signal });
    this.#heed();
  }

  disconnectedCallback() {
    this.#away.abort();
    clearTimeout(this.#timer);
  }

  /** A new call has the whole board. */
  #yield() {
    this.#quietUntil = performance.now() + Number(this.board.dataset.fresh ?? FRESH) * SECOND;
    this.#step();
  }

  /** A call may arrive with the state alone: after a lost connection, or when the page is opened. */
  #heed() {
    const calls = [...this.board.querySelectorAll("[data-card]")].map((card) => Number(card.dataset.card));
    const newest = Math.max(0, ...calls);
    const fresh = newest > this.#newest;
    this.#newest = newest;
    if (fresh) this.#yield();
    else this.#step();
  }

  /** After reconnecting, failed media are loaded again. */
  #follow(line) {
    if (line === "up") {
      for (const media of this.#failed) media.src = media.getAttribute("src");
      this.#failed.clear();
    }
    this.#step();
  }

  #skip(media) {
    this.#failed.add(media);
    this.#step();
  }

  #step() {
    clearTimeout(this.#timer);
    const now = performance.now();
    const quiet = this.#quietUntil - now;
    if (this.board.dataset.line !== "up" || quiet > 0) {
      this.#hide();
      if (quiet > 0) this.#timer = setTimeout(() => this.#step(), quiet);
      return;
    }
    const ready = [...this.children].filter((one) => this.#ready(one));
    const lasts = this.hasAttribute("data-kept-showing") && now < this.#turnUntil;
    const next = turnAfter(ready, this.#last, lasts);
    if (!next) return this.#hide();
    if (!lasts || next !== this.#last) {
      this.#turnUntil = now + Number(next.dataset.seconds) * SECOND;
      if (ready.indexOf(next) === 0) this.#rounds += 1;
    }
    this.#last = next;
    this.#show(next);
    this.#timer = setTimeout(() => this.#step(), this.#turnUntil - now);
  }

  #show(next) {
    for (const one of this.children) {
      if (one !== next) end(one);
      one.toggleAttribute("data-kept-shown", one === next);
    }
    this.toggleAttribute("data-kept-showing", true);
    const fits = fitWords(next.querySelector(".announcement-words"), this.#rounds);
    if (fits && keepsItsPart(this.board.querySelector(".board-stage"))) play(next);
    else this.#hide();
  }

  #hide() {
    this.removeAttribute("data-kept-showing");
    for (const one of this.children) {
      end(one);
      one.removeAttribute("data-kept-shown");
    }
  }

  #ready(one) {
    const media = one.querySelector("img, video");
    if (!media) return true;
    if (this.#failed.has(media)) return false;
    return media.matches("img") ? media.complete && media.naturalWidth > 0 : media.readyState > 0;
  }
}

/** With reduced motion a video shows its first frame. */
function play(one) {
  const video = one.querySelector("video");
  if (!video?.paused || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  video.muted = true;
  video.play().catch(() => {});
}

function end(one) {
  const video = one.querySelector("video");
  if (!video || video.paused) return;
  video.pause();
  video.currentTime = 0;
}

customElements.define("lobby-announcements", LobbyAnnouncements);

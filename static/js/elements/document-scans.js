/**
 * <document-scans data-from="…">: draws its lists again while a phone or the scanner may add a scan. A code that was
 * used goes; the document is ticked as received; forms of the page go on with the revision that the picture made.
 */

import { morph } from "../morph.js";

const WAITING = 2000;
const SCANNER = 5000;

class DocumentScans extends HTMLElement {
  #timer;
  #drawn = "";

  connectedCallback() {
    this.lists = this.querySelector("[data-lists]");
    this.#drawn = this.lists.innerHTML;
    this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #later() {
    const waits = this.querySelector("[data-link], [data-may-come]");
    const pause = waits ? WAITING : "scanner" in this.dataset ? SCANNER : 0;
    if (pause) this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    if (!document.hidden) await this.#draw();
    if (this.isConnected) this.#later();
  }

  async #draw() {
    try {
      const answer = await fetch(this.dataset.from, { cache: "no-store", signal: AbortSignal.timeout(10 * WAITING) });
      if (!answer.ok) return;
      const html = await answer.text();
      if (html === this.#drawn) return;
      this.#drawn = html;
      morph(this.lists, html);
      this.#follow(this.lists.querySelector("[data-links]").dataset);
    } catch {
      // A failed poll; the next one follows.
    }
  }

  #follow({ links, moved, received }) {
    const open = links.split(" ");
    for (const shown of this.querySelectorAll("[data-link]")) if (!open.includes(shown.dataset.link)) shown.remove();
    for (const code of received.split(" ").filter(Boolean)) {
      const box = this.closest("form").querySelector(`input[name="received"][value="${CSS.escape(code)}"]`);
      if (box) box.checked = true;
    }
    for (const [before, after] of moved.split(" ").map((pair) => pair.split(":"))) this.#turn(before, after);
  }

  /** Phones alone have changed the application from one revision to another. */
  #turn(before, after) {
    const isBetween = ({ value }) => Number(value) >= Number(before) && Number(value) < Number(after);
    const fields = [...document.querySelectorAll('input[name="turn"]')].filter(isBetween);
    for (const field of fields) field.value = after;
    if (fields.length) this.querySelector("[data-changed]").hidden = false;
  }
}

customElements.define("document-scans", DocumentScans);

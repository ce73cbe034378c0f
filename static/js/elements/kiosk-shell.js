/**
 * <kiosk-shell>: the kiosk as a single page. It swaps the parts rendered by the server and starts over when a visitor
 * has left.
 */

import "../app.js";
import { Reader } from "../code-reader.js";
import { followDark } from "../dark-hours.js";
import { atMost, Idle } from "../idle.js";
import { walk } from "../kiosk-keys.js";
import { LiveScreen } from "../live.js";
import { morph } from "../morph.js";
import { printOnce } from "../print-ticket.js";
import { alive, reach } from "../retry-request.js";
import { Listening } from "../spoken-mode.js";
import "./count-down.js";
import "./more-below.js";

/** The attributes of <html> that switch an aid on, with their values. */
const VALUES = { larger: "", lower: "", contrast: "high" };
const AIDS = Object.keys(VALUES);
/** Named one by one, so that the bundle holds these two and no other element. */
const PADS = { "key-pad": () => import("./key-pad.js"), "number-pad": () => import("./number-pad.js") };
const LINE_DOWN = 5000;
const now = () => performance.now();

class KioskShell extends LiveScreen {
  #busy = false;
  #refresh = atMost(1000, () => this.#redraw());

  connectedCallback() {
    this.address = location.href;
    this.idle = new Idle({ idle: this.dataset.idle * 1000, warning: this.dataset.warning * 1000 }, now());
    super.connectedCallback();
    this.reader = new Reader(this);
    this.listening = new Listening(this);
    const root = document.documentElement;
    followDark(document.querySelector("[data-dark]"), this.dataset.darkHours, this.dataset.zone);
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("submit", (event) => this.#send(event));
    this.addEventListener("deskq:over", () => this.#startOver());
    this.addEventListener("close", ({ target }) => this.#closed(target), true);
    this.addEventListener("contextmenu", (event) => event.preventDefault());
    for (const type of ["pointerdown", "keydown", "wheel"]) root.addEventListener(type, () => this.here());
    root.addEventListener("keydown", (event) => walk(this, event));
    setInterval(() => this.#watchIdle(), 500);
    setInterval(() => this.dataset.line === "down" && this.#probe(), LINE_DOWN);
    this.addEventListener("deskq:line", ({ detail }) => detail.line === "down" && this.#probe());
    this.#arrive();
  }

  /** The kiosk receives only the news that something changed. */
  show(state) {
    const { version, epoch } = this.dataset;
    const fresh = super.show({ ...state, html: undefined });
    // The first state comes with the connection; usually nothing has changed since the page was rendered.
    if (fresh && (epoch || version !== String(state.version))) this.#refresh();
    return fresh;
  }

  get main() {
    return this.querySelector("main");
  }

  #press(event) {
    const link = event.target.closest("a[href]");
    const aid = event.target.closest("[data-aid]")?.dataset.aid;
    // The second tap of a double tap would hit the page that the first one opened.
    if (event.detail > 1 && event.target.closest("a[href], [type=submit], form button")) return event.preventDefault();
    if (aid) this.#setAid(aid, !(aid in document.documentElement.dataset));
    if (event.target.closest("[data-listen]")) this.#listen(event.detail ? "touch" : "keys");
    const louder = event.target.closest("[data-volume]");
    if (louder) this.listening.turn(Number(louder.dataset.volume));
    if (event.target.closest("[data-stay]")) this.querySelector("#return").start();
    if (!link) return;
    event.preventDefault();
    const ours = new URL(link.href).pathname.startsWith(new URL(this.dataset.home, location.href).pathname);
    if (!ours || "finish" in link.dataset) this.#startOver();
    else this.#go({ address: link.href });
  }

  #send(event) {
    if (event.target.method !== "post") return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    event.submitter?.setAttribute("data-pressed", "");
    this.#go({ address: event.target.action, method: "POST", body });
  }

  /** One request at a time, repeated until it is answered or given up. */
  async #go(request) {
    if (this.#busy) return;
    this.#setBusy(true);
    const answer = await reach(request, { health: this.dataset.health, away: () => this.#setAway(true) });
    this.#setAway(false);
    if (answer) await this.#swap(answer, request);
    this.#setBusy(false);
    if (!answer) this.#startOver();
  }

  async #swap({ html, url, redirected }, { method }) {
    const page = new DOMParser().parseFromString(html, "text/html");
    // Not (or no longer) paired as a kiosk: reload, and the server shows the right page.
    if (page.querySelector(".pair") || !page.querySelector("main")) return location.assign(this.dataset.home);
    await bringPads(page);
    if (method !== "POST" || redirected) this.address = url;
    for (const dialog of this.querySelectorAll("dialog[open]")) dialog.close();
    for (const part of page.querySelectorAll("[data-part]")) {
      this.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(document.adoptNode(part));
    }
    this.main.replaceWith(document.adoptNode(page.querySelector("main")));
    const { lang, dir } = page.documentElement;
    Object.assign(document.documentElement, { lang, dir });
    document.title = page.title;
    this.main.focus({ preventScroll: true });
    this.#arrive();
  }

  async #arrive() {
    bringPads(this);
    for (const aid of AIDS) this.#setAid(aid, aid in document.documentElement.dataset);
    this.here();
    const { main } = this;
    // Without `data-prints` the office's printer prints the ticket.
    if ("prints" in main.dataset) await printOnce(main.dataset.prints, main.querySelector(".paper"));
    if (main.dataset.page !== "ticket") return this.listening.arrive();
    await this.listening.arrive();
    if (main.isConnected) main.querySelector("#return").start();
  }

  /** Renders the list again with the newest numbers; focus and scroll position stay. */
  async #redraw() {
    const { main, address } = this;
    if (this.#busy || !("lists" in main.dataset)) return;
    try {
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (answer.ok && drawn?.dataset.page === main.dataset.page && main.isConnected) await this.#renew(drawn);
    } catch {
      // A lost connection is shown elsewhere; an old number is better than an empty page.
    }
  }

  /** Updates main with its spoken text; that printing failed is also spoken. */
  async #renew(drawn) {
    const { main } = this;
    const knew = main.querySelector("[data-trouble]");
    morph(main, drawn.innerHTML);
    for (const { name, value } of drawn.attributes) if (name.startsWith("data-say")) main.setAttribute(name, value);
    if (knew || !main.querySelector("[data-trouble]")) return;
    await this.listening.arrive();
    this.#stayLonger();
  }

  async #probe() {
    if (this.#busy || (await alive(this.dataset.health))) return this.#refresh();
    if (this.#busy) return;
    this.#setBusy(true);
    await reach({ address: this.dataset.health }, { health: this.dataset.health, away: () => this.#setAway(true) });
    this.#setAway(false);
    this.#setBusy(false);
    this.here();
    this.#refresh();
    this.listening.arrive();
  }

  #startOver() {
    for (const aid of AIDS) this.#setAid(aid, false);
    this.listening.stop();
    this.#go({ address: this.dataset.home });
  }

  /** The visitor is present. While the dialog that asks so is open, only its answer counts. */
  here() {
    if (this.querySelector("#idle").open) return;
    this.idle.touch(now());
    if (this.listening.on) this.#stayLonger();
  }

  /** On the ticket page in the spoken mode every interaction restarts the countdown. */
  #stayLonger() {
    const ring = this.querySelector("#return");
    if (ring?.running) ring.start();
  }

  #closed(dialog) {
    if (dialog.id === "idle") dialog.querySelector("count-down").stop();
    this.here();
    this.listening.arrive();
  }

  #listen(by) {
    if (this.listening.on) this.listening.end();
    else this.listening.start(by);
  }

  #watchIdle() {
    const dialog = this.querySelector("#idle");
    const alive = this.#busy || this.listening.voice.speaking;
    if (alive || this.main.dataset.page === "ticket" || this.#untouched()) return this.idle.touch(now());
    if (this.idle.phase(now()) === "here" || dialog.open) return;
    for (const open of this.querySelectorAll("dialog[open]")) open.close();
    dialog.showModal();
    dialog.querySelector("count-down").start(Number(this.dataset.warning));
    this.listening.arrive();
  }

  /** The home page in the office's language without aids or dialogs: there is nothing to reset. */
  #untouched() {
    const { lang, dataset } = document.documentElement;
    const open = this.querySelector("dialog[open]");
    const aided = [...AIDS, "spoken"].some((aid) => aid in dataset);
    return this.main.dataset.page === "home" && lang === this.dataset.language && !open && !aided;
  }

  #setAid(aid, on) {
    const { dataset } = document.documentElement;
    if (on) dataset[aid] = VALUES[aid];
    else delete dataset[aid];
    this.querySelector(`[data-aid="${aid}"]`)?.setAttribute("aria-pressed", String(on));
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.setAttribute("aria-busy", String(busy));
  }

  #setAway(away) {
    const overlay = this.querySelector("[data-away]");
    if (overlay.hidden !== away) return;
    overlay.hidden = !away;
    for (const part of this.querySelectorAll("main, [data-part]")) part.inert = away;
    if (away) for (const dialog of this.querySelectorAll("dialog[open]")) dialog.close();
    if (away) overlay.focus();
    if (away) this.listening.lost();
  }

  get away() {
    return !this.querySelector("[data-away]").hidden;
  }
}

/** A pad's script is loaded before the page that shows it, so that no early digit is lost. */
function bringPads(page) {
  const shown = Object.keys(PADS).filter((pad) => page.querySelector(pad));
  return Promise.all(shown.map((pad) => PADS[pad]()));
}

customElements.define("kiosk-shell", KioskShell);

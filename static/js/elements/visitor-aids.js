/** <visitor-aids>: options on the visitor's phone: ring when the turn is near, say when to come back. */

import { clock } from "../freshness.js";
import { comeBack, Nearness } from "../phone-ring.js";
import { hour, say } from "../words.js";

const BUZZ = { near: [200, 100, 200], called: [400, 200, 400, 200, 400] };
const WISH = "deskq:rings";

class VisitorAids extends HTMLElement {
  #near = new Nearness();
  #chime;
  #awake;

  connectedCallback() {
    if (this.button) return; // only moved to its place in the ticket
    this.screen = this.closest("visitor-ticket");
    this.key = `deskq:told:${this.screen.dataset.token}`;
    this.#near = new Nearness(sessionStorage.getItem(this.key) ?? "");
    this.button = this.querySelector("[data-rings]");
    this.walk = this.querySelector("[data-walk]");
    this.walk.value = localStorage.getItem("deskq:walk") ?? this.walk.value;
    this.button.addEventListener("click", () => this.#wish(!this.wishes, true));
    this.walk.addEventListener("change", () => this.#walks());
    this.screen.addEventListener("deskq:state", () => this.look());
    this.screen.addEventListener("deskq:shown", () => this.look());
    document.addEventListener("visibilitychange", () => document.hidden || this.#stayAwake());
    // A page is silent until it has been touched; the choice of an earlier visit is kept.
    document.addEventListener("pointerdown", () => this.wishes && this.#wake(), { once: true });
    this.#wish(localStorage.getItem(WISH) === "1", false);
    this.hidden = false;
    this.look();
  }

  get wishes() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  /** Checks the shown state, and rings when it is time. */
  look() {
    const shown = this.screen.querySelector("[data-state]")?.dataset;
    if (!shown) return;
    this.#stay();
    this.hidden = !["waiting", "called", "held", "absent"].includes(shown.state);
    const news = this.#near.news({
      state: shown.state,
      ahead: Number(shown.ahead),
      call: shown.call,
      recalls: Number(shown.recalls),
    });
    sessionStorage.setItem(this.key, this.#near.kept);
    if (news && this.wishes) this.#tell(news);
    this.#comeBack(shown);
  }

  /** A new state may have drawn the place anew. */
  #stay() {
    const place = this.screen.querySelector("#aids-place");
    if (place && this.parentElement !== place) place.append(this);
  }

  #tell(news) {
    navigator.vibrate?.(BUZZ[news]);
    this.#chime?.ring();
    this.dataset.told = news;
    if (document.hidden) this.#notify(news);
  }

  async #notify(news) {
    if (globalThis.Notification?.permission !== "granted") return;
    const worker = await navigator.serviceWorker?.getRegistration();
    worker?.showNotification(say(`phone_${news}`), { tag: "turn", renotify: true, vibrate: BUZZ[news] });
  }

  #wish(wishes, pressed) {
    this.button.setAttribute("aria-pressed", String(wishes));
    if (wishes) delete this.button.dataset.kind;
    else this.button.dataset.kind = "main";
    localStorage.setItem(WISH, wishes ? "1" : "0");
    if (!wishes) return this.#sleep();
    if (!pressed) return;
    this.#wake(true);
    globalThis.Notification?.requestPermission?.();
  }

  async #wake(heard = false) {
    const { Chime } = await import("../chime.js");
    this.#chime ??= new Chime();
    if ((await this.#chime.wake()) && heard) this.#chime.ring();
    this.#stayAwake();
  }

  /** Keeps the screen on while the page is visible: a sleeping phone would not ring. */
  async #stayAwake() {
    if (!this.wishes || document.hidden) return;
    this.#awake = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }

  #sleep() {
    this.#awake?.release();
    this.#awake = undefined;
  }

  #walks() {
    localStorage.setItem("deskq:walk", this.walk.value);
    this.look();
  }

  /** When to head back. A visitor who joined from outside and has shown that they are here is not asked. */
  #comeBack({ state, earliest, here }) {
    const box = this.querySelector("[data-back]");
    box.hidden = state !== "waiting" || !earliest || here !== undefined;
    if (box.hidden) return;
    const now = clock.now();
    const at = comeBack(now, Date.parse(earliest), Number(this.walk.value));
    const soon = at - now < 60_000;
    this.querySelector("[data-back-words]").textContent = soon
      ? say("set_out_now")
      : say("set_out_at", { at: hour(at, "en", this.screen.dataset.zone) });
  }
}

customElements.define("visitor-aids", VisitorAids);

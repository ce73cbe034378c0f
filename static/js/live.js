/** Keeps a screen up to date: watches, shows newer states, passes cues on, tells when the connection is lost. */

import { io } from "../vendor/socket.io.esm.min.js";
import { Line } from "./connection.js";
import { CueLedger } from "./cues.js";
import { DeviceFacts } from "./device-facts.js";
import { clock, supersedes } from "./freshness.js";
import { morph, watchFields } from "./morph.js";
import { Parts } from "./parts.js";
import { siteRoot } from "./site-root.js";
import { hour, language, lineWords } from "./words.js";

export { CueLedger, CueQueue } from "./cues.js";
export { clock, supersedes } from "./freshness.js";

/** `Line` chooses how long attempts take, and the pauses between them. */
export const SOCKET = {
  path: `${siteRoot()}/socket.io/`,
  transports: ["websocket"],
  autoConnect: false,
  randomizationFactor: 0,
};
const FALLBACK = 5000;

/**
 * Attributes: data-screen, data-token or data-counter (what is watched), data-parts (states come in parts),
 * data-version, data-epoch, data-at, data-zone, data-fallback. Inside, `[data-live]` is rendered by the server and
 * `[data-line-words]` shows the state of the connection. `dataset.line` is joining, up or down; `dataset.since` is
 * HH:MM of the last packet; `dataset.pace` is slow while polling replaces a lost connection; `dataset.saving` is
 * empty, locked while actions wait to be saved, or another slug while none can be. Events (all bubble): deskq:state,
 * deskq:cue, deskq:trial, deskq:notice, deskq:line.
 */
export class LiveScreen extends HTMLElement {
  #ledger = new CueLedger();
  #parts = new Parts();
  /**
   * Versions of the last state that came over the socket, and of the one before: its cues have surely come, since they
   * follow each state. States fetched while the socket was down bring no cues.
   */
  #last;
  #since;
  #away = new AbortController();
  #facts;
  #polling;
  #isLeft = false;

  connectedCallback() {
    clock.learn(this.dataset.at);
    this.live = this.querySelector("[data-live]") ?? this;
    watchFields(this.live);
    this.socket = io(SOCKET);
    this.socket.on("state", (state) => {
      this.#since = this.#last ?? state.version;
      this.#last = state.version;
      this.show(state);
    });
    this.socket.on("call", (cue) => this.#hear(cue));
    this.socket.on("trial", (trial) => this.#try(trial));
    this.socket.on("notice", (notice) => this.#notice(notice));
    this.socket.on("gone", (why) => this.#leave(why?.reason));
    this.socket.on("saving", ({ state }) => this.#setSaving(state));
    this.line = new Line(this.socket, () => this.#hello());
    this.line.addEventListener("up", () => this.#up());
    this.line.addEventListener("down", (event) => this.#down(clock.now() - event.silence));
    this.#listen();
    this.dataset.line = "joining";
    this.#facts = new DeviceFacts(this.dataset.screen, () => this.line.askAnew());
    this.line.start();
  }

  disconnectedCallback() {
    this.#away.abort();
    this.line.stop(); // tells that the line is down, which begins to poll
    clearInterval(this.#polling);
  }

  /** For subclasses: ring, blink, speak. Called once per call and recall. */
  cue(_call) {}

  /**
   * Load the page anew, once: the end of the socket and the poll that follows it would begin again what has begun.
   */
  reload() {
    if (this.#isLeft) return;
    this.#isLeft = true;
    location.reload();
  }

  /**
   * Show a state unless it is older than the one shown, or names parts that this screen does not have: then it asks for
   * the whole. Returns whether it was shown.
   */
  show(state) {
    const { version, epoch = this.dataset.epoch } = state;
    clock.learn(state.at);
    const html = state.parts ? this.#parts.join(state.parts) : state.html;
    if (state.parts && html === null) {
      this.line.askAnew();
      return false;
    }
    if (!supersedes(this.dataset, { version, epoch })) return false;
    if (Number(version) < Number(this.dataset.version)) this.#ledger.forget();
    Object.assign(this.dataset, { version }, epoch ? { epoch } : {});
    if (html !== undefined) morph(this.live, html);
    this.#tell("deskq:state", state);
    return true;
  }

  #hello() {
    const { screen, token, counter, parts } = this.dataset;
    const place = { ...(token && { token }), ...(counter && { counter: Number(counter) }) };
    const facts = this.#facts?.fields;
    return {
      screen,
      lang: language(),
      ...place,
      ...facts,
      ...(parts !== undefined && { parts: true }),
      since: this.#since,
    };
  }

  #hear(cue) {
    if (!this.#ledger.isNew(cue)) return;
    this.#ledger.note(cue);
    this.cue(cue);
    this.#tell("deskq:cue", cue);
  }

  #try(trial) {
    if (!this.#ledger.isNew(trial)) return;
    this.#ledger.note(trial);
    this.#tell("deskq:trial", trial);
  }

  #notice(notice) {
    if (!this.#ledger.isNew(notice)) return;
    this.#ledger.note(notice);
    this.#tell("deskq:notice", notice);
  }

  /**
   * The permission to watch has ended: reload the page, which leads to the right one. A session that is idle only for
   * this server process is still valid when plain HTTP answers; reloading would count as activity.
   */
  async #leave(reason) {
    if (reason === "idle" && this.dataset.fallback) {
      const answer = await this.#fetch().catch(() => undefined);
      if (answer?.ok && !answer.redirected) return;
    }
    this.reload();
  }

  #up() {
    clearInterval(this.#polling);
    delete this.dataset.since;
    this.#setLine("up", "");
  }

  #down(since) {
    this.dataset.since = hour(since, "en", this.dataset.zone);
    this.#setLine("down", "");
    this.#polling = setInterval(() => this.#poll(), FALLBACK);
    this.#poll();
  }

  #setLine(line, pace) {
    Object.assign(this.dataset, { line, pace });
    if (line === "down") this.dataset.saving = ""; // unknown until the server tells again
    this.#say();
    this.#tell("deskq:line", { line, pace, since: this.dataset.since });
  }

  #setSaving(state) {
    this.dataset.saving = state;
    this.#say();
  }

  #say() {
    const words = lineWords(this.dataset);
    for (const place of this.querySelectorAll("[data-line-words]")) place.textContent = words;
  }

  /**
   * While the socket is down plain HTTP may still work (a proxy that blocks sockets): poll, to be nearly up to date.
   */
  async #poll() {
    if (!this.dataset.fallback) return;
    try {
      const answer = await this.#fetch();
      // Signed out or unpaired: reload, and the server shows the right page.
      if (answer.redirected || [401, 403, 410].includes(answer.status)) return this.reload();
      if (!answer.ok) throw new Error(answer.statusText);
      const state = await answer.json();
      if (this.dataset.line !== "down") return;
      this.show(state);
      if (this.dataset.pace !== "slow") this.#setLine("down", "slow");
    } catch {
      if (this.dataset.pace === "slow" && this.dataset.line === "down") this.#setLine("down", "");
    }
  }

  #fetch() {
    return fetch(this.dataset.fallback, {
      headers: { "X-Fragment": "1", Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(FALLBACK - 500),
    });
  }

  #listen() {
    const { signal } = this.#away;
    const wake = () => this.line.ask();
    addEventListener("offline", () => this.line.redial("offline"), { signal });
    addEventListener("online", wake, { signal });
    addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
    document.addEventListener("resume", wake, { signal });
    document.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

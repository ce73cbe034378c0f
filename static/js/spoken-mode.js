/** The spoken mode of the kiosk: every page is read aloud and operated with two keys or a finger. */

import { answer, isComplete, sayings, sendOf, standing } from "./dictation.js";
import { NORMAL, Voice } from "./speak.js";
import { step, utterances, wordOf } from "./spoken-text.js";
import { Finger, HELD, TWICE } from "./spoken-touch.js";

const CONTROLS = ":is(a, button, input)[data-say]";
const PAD = "key-pad, number-pad";
const READ = ".question, .token, .closed, .refusal, .pad-number, .keypad-shown";

export class Listening {
  #finger = new Finger();
  #current = null;
  #afresh = false; // after a digit the next choice is the first again
  #touched = { x: 0, y: 0 };

  constructor(shell) {
    this.shell = shell;
    this.voice = new Voice((said) => this.#show(said));
    addEventListener("keydown", (event) => this.#key(event), { capture: true });
    shell.addEventListener("deskq:typed", (event) => this.#typed(event));
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel", "click"])
      shell.addEventListener(type, (event) => this.#touch(event), { capture: true });
  }

  get on() {
    return "spoken" in document.documentElement.dataset;
  }

  /** `by` is "keys" or "touch": only the way in which it was started is explained. */
  async start(by = "keys") {
    this.#set(true);
    await this.voice.wake();
    return this.#open(...utterances(this.#button, by));
  }

  /** The visitor ends it; `stop` is for a visitor who has left. */
  async end() {
    await this.voice.say(...utterances(this.#button, "off"));
    this.stop();
  }

  stop() {
    if (this.on) this.#set(false);
    this.voice.rest();
    this.#current = null;
  }

  /** Another page or dialog was opened: reads it, a ticket twice. Resolves when that was spoken. */
  arrive() {
    if (this.on) this.#button.ariaPressed = "true";
    return this.on ? this.#open() : undefined;
  }

  /** The connection is lost: spoken in the language of the page. */
  lost() {
    const told = this.shell.querySelector(`[data-away] [lang="${document.documentElement.lang}"]`);
    if (this.on) this.voice.say(...utterances(told));
  }

  #open(...first) {
    this.#current = null;
    this.#afresh = false;
    const { main } = this.shell;
    const page = this.scope === this.shell;
    const told = utterances(page ? main : this.scope);
    const again = page && main.dataset.page === "ticket" ? told : [];
    const pad = page ? this.#pad : null;
    const said = this.voice.say(...first, ...told, ...again, ...(pad?.typed ? standing(pad, pad.typed) : []));
    const away = this.shell.querySelectorAll("[data-away] [data-say]");
    const likely = [...this.#controls(), ...away].flatMap((part) => utterances(part));
    this.voice.prepare([...told, ...likely, ...utterances(this.#button, "again"), ...(pad ? sayings(pad) : [])]);
    return said;
  }

  /**
   * The pad of the page. Each digit is spoken; after a digit from a keyboard, or the last one, the next choice is to
   * send.
   */
  #typed({ target: pad, detail }) {
    if (!this.on) return;
    this.#afresh = true;
    if (!detail.pressed || isComplete(pad, detail.typed)) this.#current = sendOf(pad);
    this.voice.say(...answer(pad, detail));
  }

  get #pad() {
    return this.shell.main.querySelector(PAD);
  }

  get scope() {
    return this.shell.querySelector("dialog[open]") ?? this.shell;
  }

  get #button() {
    return this.shell.querySelector("[data-listen]");
  }

  /** The choices in reading order: those of the page (of a pad 1 to 9 and 0 first), then the aids. */
  #controls() {
    const all = [...this.scope.querySelectorAll(CONTROLS)].filter((part) => part.checkVisibility());
    const digits = all.filter((part) => "digit" in part.dataset);
    const asked = all.filter((part) => this.shell.main.contains(part));
    return [...new Set([...digits, ...asked, ...all])];
  }

  #key(event) {
    const word = wordOf(event);
    if (!this.on) {
      const wanted = word === "off" || (event.key === " " && [document.body, this.shell.main].includes(event.target));
      if (wanted) this.start();
      if (wanted) event.preventDefault();
      return;
    }
    if (!word || this.shell.away) return;
    event.preventDefault();
    event.stopPropagation();
    this.shell.here();
    if (word !== "choose" || !event.repeat) this.#do(word); // a key held down chooses once
  }

  #do(word) {
    const by = { next: 1, before: -1 }[word];
    if (by) return this.#go(by);
    if (word === "choose") return this.#choose();
    if (word === "off") return this.end();
    if (word === "again") return this.#again();
    return this.turn(word === "louder" ? 1 : -1);
  }

  #again() {
    if (this.#afresh && this.#pad) return this.voice.say(...standing(this.#pad, this.#pad.typed));
    return this.#current ? this.#read(this.#current) : this.#open();
  }

  #go(by) {
    const controls = this.#controls();
    const { index, around } = step(controls.length, this.#afresh ? -1 : controls.indexOf(this.#current), by);
    if (index >= 0) this.#read(controls[index], around ? utterances(this.#button, "again") : []);
  }

  #read(part, first = []) {
    this.#current = part;
    this.#afresh = false;
    part.focus();
    part.scrollIntoView({ block: "nearest" });
    return this.voice.say(...first, ...utterances(part));
  }

  #choose() {
    const part = this.#current;
    if (!part?.isConnected) return this.#open();
    const { scope } = this;
    const pad = part.closest(PAD);
    if (pad && part === sendOf(pad) && !isComplete(pad, pad.typed)) return this.#unsent(pad);
    part.click();
    if (this.scope !== scope && this.scope !== this.shell) return this.#open();
    if ("sayOn" in part.dataset) this.#read(part);
  }

  /** Incomplete: nothing is lost, and the typed digits are read. */
  #unsent(pad) {
    return this.voice.say(...utterances(pad, "number_short"), ...standing(pad, pad.typed));
  }

  /** One step louder or quieter, confirmed at the new volume. */
  turn(by) {
    this.voice.volume += by;
    document.documentElement.dataset.loud = this.voice.volume;
    return this.voice.say(...utterances(this.shell.querySelector(`[data-volume="${by}"]`)));
  }

  #touch(event) {
    if (!this.on || !event.isTrusted || this.shell.away) return;
    if (event.type === "click" && event.detail === 0) return; // caused by a key or a script
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "pointermove" && event.buttons === 0) return;
    this.shell.here();
    const place = { x: event.clientX, y: event.clientY };
    this.#touched = place;
    if (event.type === "pointerdown") this.#press(place);
    if (event.type === "pointermove" && this.#finger.move(place, event.timeStamp)) this.#explore();
    if (event.type === "pointerup") this.#lift(event.timeStamp);
  }

  #press(place) {
    this.#finger.down(place, performance.now());
    setTimeout(() => this.#finger.move(this.#touched, performance.now()) && this.#explore(), HELD + 1);
  }

  #lift(now) {
    const made = this.#finger.up(now);
    if (made === "choose") this.#choose();
    if (made === "tap") setTimeout(() => this.#finger.wasSingle(performance.now()) && this.#explore(), TWICE + 1);
  }

  /** Read the element under the finger, once while it stays there. */
  #explore() {
    const under = document.elementFromPoint(this.#touched.x, this.#touched.y);
    const part = under?.closest("label")?.control ?? under?.closest(CONTROLS);
    if (part && part !== this.#current) this.#read(part);
    else if (!part && under?.closest(READ) && this.#current) this.#open();
  }

  #show(said) {
    const caption = this.shell.querySelector("[data-caption]");
    Object.assign(caption, { textContent: said.text, lang: said.lang, dir: said.lang === "fa" ? "rtl" : "ltr" });
    this.shell.dispatchEvent(new CustomEvent("deskq:uttered", { detail: said, bubbles: true }));
  }

  #set(on) {
    const root = document.documentElement;
    root.toggleAttribute("data-spoken", on);
    if (on) root.dataset.loud = NORMAL;
    else delete root.dataset.loud;
    if (this.#button) this.#button.ariaPressed = String(on);
  }
}

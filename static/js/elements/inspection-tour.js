/**
 * <inspection-tour>: the tour on a phone. One place is shown at a time (by the address after #); what is entered is kept
 * in this browser and sent when there is a connection. The line at the top says what is sent and what waits.
 */

import { Outbox, SIGN_IN, stateOf, waiting } from "../inspection-outbox.js";
import { openStore } from "../inspection-store.js";
import { transport } from "../inspection-transport.js";
import { smaller } from "../smaller-photo.js";
import { digits, hour, say } from "../words.js";

const RETRY = 20_000;
const MARKS = { waits: "inspection_waits", photos: "inspection_photos_wait", refused: "inspection_refused" };

class InspectionTour extends HTMLElement {
  async connectedCallback() {
    const { results, person } = this.dataset;
    this.line = this.querySelector("[data-line]");
    this.places = [...this.querySelectorAll("[data-stop]")];
    this.state = { records: [], last: "", kept: null, busy: false };
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("change", (event) => this.#answered(event.target));
    this.addEventListener("click", ({ target }) => this.#press(target.closest?.("[data-again]")?.dataset.again));
    addEventListener("hashchange", () => this.#turn(true));
    this.#turn(false);
    this.toggleAttribute("data-ready", true);
    this.#keepPage();
    try {
      const store = await openStore();
      this.outbox = new Outbox({
        store,
        person,
        transport: transport({ results, page: location.href }),
        changed: (records) => this.#show({ records }),
      });
      await this.outbox.prune();
      await this.outbox.tell();
    } catch {
      this.#show({ last: "no-store" });
      return;
    }
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.send());
    addEventListener("offline", () => this.#show({ last: "away" }));
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    setInterval(() => this.#waits() && this.send(), RETRY);
    await this.send();
  }

  /** Send what waits. */
  async send() {
    this.#show({ busy: this.#waits() });
    this.#show({ last: await this.outbox.send(), busy: false });
  }

  #waits() {
    const { results, photos } = waiting(this.#own());
    return results + photos > 0;
  }

  #own() {
    return this.state.records.filter((record) => record.person === this.dataset.person);
  }

  /** One place, or the list. */
  #turn(move) {
    const wanted = this.places.find((place) => `#${place.id}` === location.hash);
    for (const place of this.places) place.hidden = place !== wanted;
    const list = this.querySelector("[data-list]");
    if (list) list.hidden = Boolean(wanted);
    if (!move) return;
    scrollTo(0, 0);
    (wanted ?? list?.querySelector("a"))?.focus({ preventScroll: true });
  }

  /** Of yes and no only one is ticked. */
  #answered(field) {
    if (field.name !== "checks" || !field.checked) return;
    for (const other of field.closest("fieldset").querySelectorAll("input")) {
      if (other !== field) other.checked = false;
    }
  }

  async #submit(event) {
    const form = event.target.closest("[data-report]");
    if (!form || !this.outbox) return; // without a store the form is sent as it is
    event.preventDefault();
    if (!this.#complete(form)) return;
    const button = form.querySelector("button[data-kind=main]");
    button.disabled = true;
    try {
      await this.outbox.add(await this.#record(form));
    } catch {
      this.#tell(form.closest("[data-stop]").dataset.stop, say("inspection_no_room"), "problem");
      return;
    } finally {
      button.disabled = false;
    }
    form.reset();
    form.querySelector("input[type=file]")?.dispatchEvent(new Event("change"));
    location.hash = "#list";
    await this.send();
  }

  /** Whether the result is chosen and explained; else what is missing is shown. */
  #complete(form) {
    const outcome = form.querySelector("input[name=outcome]:checked")?.value;
    const words = form.querySelector("[name=words]").value.trim();
    const missing = { outcome: !outcome, words: Boolean(outcome) && outcome !== "fits" && !words };
    for (const [name, wrong] of Object.entries(missing)) {
      form.querySelector(`[data-problem=${name}]`).hidden = !wrong;
      if (wrong) form.querySelector(`[name=${name}]`).focus();
    }
    return !missing.outcome && !missing.words;
  }

  async #record(form) {
    const data = new FormData(form);
    const files = data.getAll("photos").filter((file) => file.size > 0);
    const chosen = files.slice(0, Number(this.dataset.mostPhotos));
    const photos = await Promise.all(chosen.map(async (file) => ({ key: newKey(), blob: await smaller(file) })));
    const plain = ["application", "stage", "tour", "outcome", "words"];
    return {
      key: newKey(),
      tour: this.dataset.tour,
      stop: form.closest("[data-stop]").dataset.stop,
      fields: { ...Object.fromEntries(plain.map((name) => [name, data.get(name)])), checks: data.getAll("checks") },
      notedAt: Date.now(),
      photos: photos.map((photo) => ({ ...photo, sent: false, problem: "" })),
    };
  }

  async #press(key) {
    if (!key) return;
    await this.outbox.again(key);
    await this.send();
  }

  #show(more) {
    Object.assign(this.state, more);
    const said = lineOf({ ...this.state, records: this.#own() });
    const [words, kind] = said;
    this.line.hidden = false;
    this.line.dataset.kind = kind;
    this.line.replaceChildren(words);
    if (this.state.last === SIGN_IN) this.line.append(" ", link(this.dataset.signIn, say("inspection_sign_in")));
    for (const record of this.#own()) this.#mark(record);
    const others = this.state.records.filter((record) => record.person !== this.dataset.person && !record.sent).length;
    if (others) this.line.append(" ", say("inspection_others", { n: others }));
  }

  /** What became of one record, in the list and at its place. */
  #mark(record) {
    if (record.tour !== this.dataset.tour) return;
    const state = stateOf(record);
    const at = hour(record.notedAt);
    const words = say(MARKS[state] ?? (record.standing === "remark" ? "inspection_remark" : "inspection_sent"), { at });
    const mark = this.querySelector(`[data-mark="${record.stop}"]`);
    if (mark) {
      mark.textContent = words;
      mark.dataset.state = state;
    }
    const refused = record.problem || record.photos.find((photo) => photo.problem)?.problem;
    const told = [words, record.said, refused].filter(Boolean).join(" · ");
    this.#tell(record.stop, told, refused ? "problem" : state, refused ? record.key : "");
  }

  #tell(stop, words, kind, again = "") {
    const place = this.querySelector(`[data-said="${stop}"]`);
    if (!place) return;
    place.dataset.kind = kind;
    place.replaceChildren(words);
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    button.dataset.again = again;
    button.textContent = say("inspection_again");
    place.append(" ", button);
  }

  /** The page with its files is kept by the service worker, where the browser has one (https or localhost). */
  async #keepPage() {
    const workers = navigator.serviceWorker;
    if (!workers) return this.#show({ kept: false });
    workers.addEventListener("message", ({ data }) => this.#show({ kept: data.kept === true }));
    try {
      await workers.register(this.dataset.worker, {
        scope: this.dataset.worker.replace(/[^/]*$/, ""),
      });
      const page = location.href.split("#")[0];
      (await workers.ready).active.postMessage({ page, files: loaded() });
    } catch {
      this.#show({ kept: false });
    }
  }
}

/** [sentence, kind] of the line at the top. */
export function lineOf({ records, last, kept, busy }) {
  if (last === "no-store") return [say("inspection_no_store"), "problem"];
  const { results, photos } = waiting(records);
  const left = { n: results, p: photos };
  if (last === SIGN_IN && results + photos) return [say("inspection_session", left), "problem"];
  if (results + photos)
    return [say(busy ? "inspection_sending" : "inspection_line_waits", left), busy ? "busy" : "waits"];
  const sent = records.filter((record) => record.sent).length;
  const all = sent ? `${say("inspection_all_sent", { n: digits(sent) })} ` : "";
  if (kept === false) return [all + say("inspection_keep_open"), "note"];
  return [all + say(kept ? "inspection_kept" : "inspection_keeping"), kept ? "done" : "note"];
}

function link(href, words) {
  return Object.assign(document.createElement("a"), { href, textContent: words });
}

/** Files of the page that never change: those under /static/, and the map. */
function loaded() {
  const own = [`${location.origin}/static/`, `${location.origin}/plan/`];
  const names = performance.getEntriesByType("resource").map(({ name }) => name.split("#")[0]);
  return [...new Set(names.filter((name) => own.some((start) => name.startsWith(start))))];
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

customElements.define("inspection-tour", InspectionTour);

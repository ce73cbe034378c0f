/** <visitor-ticket>: the page of one ticket on a phone. It sends the visitor's actions. */

import "../app.js";
import "./visitor-aids.js";
import { clock, LiveScreen } from "../live.js";
import { forward } from "../monotonic-progress.js";
import { morph } from "../morph.js";
import { keepOffline } from "../offline.js";
import { carry, csrf, liveOf, post } from "../post.js";
import { explanation, waitOf } from "../wait-change.js";
import { say } from "../words.js";
import "./here-button.js";
import "./until-then.js";

class VisitorTicket extends LiveScreen {
  #sending = false;

  connectedCallback() {
    this.#remember();
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.#send(event));
    keepOffline(this.dataset.worker);
  }

  show(state) {
    const shown = super.show(state);
    this.#remember();
    return shown;
  }

  /** What this phone has shown before: how far the queue had moved, and the wait. A reload does not forget it. */
  #remember() {
    this.#keepForward();
    this.#explain();
  }

  #keepForward() {
    const bar = this.querySelector("[data-progress]");
    if (!bar) return;
    const key = `deskq:progress:${this.dataset.token}`;
    bar.value = forward(sessionStorage.getItem(key), bar.value);
    sessionStorage.setItem(key, bar.value);
  }

  /** A wait that jumps says why. */
  #explain() {
    const ticket = this.querySelector("[data-most]");
    const place = this.querySelector("#why");
    if (!ticket || !place) return;
    const key = `deskq:wait:${this.dataset.token}`;
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    const wait = waitOf(ticket.dataset);
    const why = explanation(kept, wait, clock.now());
    sessionStorage.setItem(key, JSON.stringify({ wait, why }));
    place.textContent = why ? say(why.key, why) : "";
  }

  async #send(event) {
    const { target: form, submitter } = event;
    if ("leaves" in form.dataset) carry(form);
    if (!("sends" in form.dataset)) return;
    event.preventDefault();
    if (this.#sending) return;
    this.#sending = true;
    submitter?.setAttribute("data-pressed", "");
    this.querySelector("[data-problem]").textContent = "";
    try {
      const html = await post(form.action, new FormData(form, submitter), csrf());
      form.closest("dialog")?.close();
      morph(this.live, liveOf(html));
      this.#remember();
      this.dispatchEvent(new CustomEvent("deskq:shown"));
    } catch (problem) {
      form.closest("dialog")?.close();
      this.querySelector("[data-problem]").textContent = problem.message;
    } finally {
      submitter?.removeAttribute("data-pressed");
      this.#sending = false;
    }
  }
}

customElements.define("visitor-ticket", VisitorTicket);

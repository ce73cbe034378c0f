/** <tablet-rating>: one tap, thanks for six seconds, sleep. */

import { LiveScreen } from "../live.js";
import { morph } from "../morph.js";
import { csrf, liveOf, post } from "../post.js";

const THANKS = 6000;

class TabletRating extends LiveScreen {
  #sending = false;
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.#send(event));
  }

  async #send(event) {
    event.preventDefault();
    if (this.#sending) return;
    this.#sending = true;
    const { target: form, submitter } = event;
    submitter?.setAttribute("data-pressed", "");
    try {
      const html = await post(form.action, new FormData(form, submitter), csrf());
      this.#tell("", true);
      morph(this.live, liveOf(html));
    } catch (problem) {
      this.#tell(problem.message, false);
    } finally {
      submitter?.removeAttribute("data-pressed");
      this.#sending = false;
    }
  }

  #tell(problem, thanks) {
    clearTimeout(this.#timer);
    this.querySelector("[data-problem]").textContent = problem;
    this.querySelector("[data-thanks]").hidden = !thanks;
    if (problem || thanks) this.#timer = setTimeout(() => this.#tell("", false), THANKS);
  }
}

customElements.define("tablet-rating", TabletRating);

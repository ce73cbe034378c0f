/**
 * <inbox-list>: a list of messages that stays up to date. The socket only tells that messages changed; the list of this
 * tab, with its filters, is fetched from data-fallback. Once a minute it is fetched anyway, because deadlines move.
 */

import { atMost } from "../idle.js";
import { LiveScreen } from "../live.js";

const MINUTE = 60_000;
const GAP = 1000;
const PATIENCE = 8000;

class InboxList extends LiveScreen {
  #refresh = atMost(GAP, () => this.#fetchList());
  #due = false;

  connectedCallback() {
    super.connectedCallback();
    this.minutes = setInterval(() => this.#ask(), MINUTE);
    document.addEventListener("visibilitychange", this.#seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.minutes);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  show(state) {
    if (state.html) return super.show(state);
    const fresh = super.show({ ...state, html: undefined });
    if (fresh) this.#ask();
    return fresh;
  }

  #seen = () => this.#due && this.#ask();

  /** A page that nobody looks at fetches its list when somebody does. */
  #ask() {
    this.#due = document.hidden;
    if (!this.#due) this.#refresh();
  }

  async #fetchList() {
    try {
      const answer = await fetch(this.dataset.fallback, {
        headers: { "X-Fragment": "1", Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok && !answer.redirected) super.show(await answer.json());
    } catch {
      // A lost connection is shown by the line; an older list is better than none.
    }
  }
}

customElements.define("inbox-list", InboxList);

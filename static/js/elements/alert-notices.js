/**
 * <alert-notices>: with a line inside, what a live page of staff tells (deskq:notice), on the page and, with consent, on
 * the desktop; with buttons inside, that consent. A page has one of each. data-state is off, on, blocked (by the browser) or missing (no notices here, or no https).
 */

const WISH = "deskq:notices";

class AlertNotices extends HTMLElement {
  connectedCallback() {
    this.line = this.querySelector("[data-line]");
    if (this.line) document.addEventListener("deskq:notice", this.#hear);
    for (const button of this.querySelectorAll("button")) button.addEventListener("click", () => this.#press());
    this.#say();
  }

  disconnectedCallback() {
    document.removeEventListener("deskq:notice", this.#hear);
  }

  get #state() {
    const asked = globalThis.Notification?.permission;
    if (asked === undefined || !globalThis.isSecureContext) return "missing";
    if (asked === "denied") return "blocked";
    return asked === "granted" && localStorage.getItem(WISH) === "1" ? "on" : "off";
  }

  async #press() {
    const wishes = this.#state !== "on";
    localStorage.setItem(WISH, wishes ? "1" : "0");
    if (wishes) await Notification.requestPermission();
    this.#say();
  }

  #say() {
    this.dataset.state = this.#state;
  }

  #hear = ({ detail }) => {
    const { title, body, address } = detail;
    this.line.textContent = `${title}: ${body}`;
    this.line.href = address;
    this.line.parentElement.hidden = false;
    if (this.#state === "on") this.#show(detail);
  };

  /** The same notice of two pages has one tag, and is shown once. */
  #show({ call, title, body, address }) {
    try {
      const shown = new Notification(title, { body, tag: `deskq-${call}`, lang: document.documentElement.lang });
      shown.addEventListener("click", () => {
        window.focus();
        location.assign(address);
      });
    } catch {
      // Browsers of phones show notices by a service worker only; the line on the page is there.
    }
  }
}

customElements.define("alert-notices", AlertNotices);

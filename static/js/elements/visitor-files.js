/** <visitor-files data-src="address" data-own>: the open applications of the visitor, in one line. It is fetched apart
 * from the panel, so that a call is not slower for it; again for another visitor, and when the clerk comes back to the
 * page. */

class VisitorFiles extends HTMLElement {
  static observedAttributes = ["data-src"];

  connectedCallback() {
    this.again = () => {
      if (document.visibilityState === "visible") this.load();
    };
    document.addEventListener("visibilitychange", this.again);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.again);
  }

  attributeChangedCallback(_name, before, after) {
    if (before === after) return;
    this.replaceChildren();
    this.load();
  }

  async load() {
    const address = this.dataset.src;
    try {
      const answer = await fetch(address, { headers: { "X-Fragment": "1" } });
      const html = answer.ok ? await answer.text() : "";
      if (address === this.dataset.src) this.innerHTML = html.trim(); // without a file nothing, not even a space
    } catch {
      // without a connection the line stays as it is; the panel says so
    }
  }
}

customElements.define("visitor-files", VisitorFiles);

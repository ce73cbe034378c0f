/**
 * <file-pick>: shows the names of the chosen files, warns before sending that one is larger than the server accepts,
 * and shows that an upload is in progress (a phone may take a minute). A script that sends the form itself dispatches
 * "deskq:sending" at it, and "deskq:unsent" when that failed.
 */

import { say } from "../words.js";

class FilePick extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.names = this.querySelector("[data-names]");
    this.nothing ??= this.names.textContent;
    this.field.addEventListener("change", () => this.#chosen());
    this.#chosen(); // browsers keep the chosen files when a page is reloaded
    addEventListener("submit", (event) => event.target === this.field.form && this.#sent(event));
    addEventListener("deskq:sending", (event) => event.target === this.field.form && this.#sent(event));
    addEventListener("deskq:unsent", (event) => event.target === this.field.form && this.#chosen());
    addEventListener("pageshow", (event) => event.persisted && this.#chosen());
  }

  #sent(event) {
    if (event.defaultPrevented || this.field.files.length === 0) return;
    this.names.replaceChildren(say("file_sending"), document.createElement("progress"));
  }

  #chosen() {
    const files = [...this.field.files];
    const names = files.map((file) => Object.assign(document.createElement("bdi"), { textContent: file.name }));
    this.names.replaceChildren(
      ...(names.length ? names.flatMap((name, n) => (n ? [say("file_next"), name] : [name])) : [this.nothing]),
    );
    this.names.toggleAttribute("data-chosen", names.length > 0);
    this.#check(files);
  }

  #check(files) {
    const most = Number(this.field.dataset.largest);
    const tooLarge = files.some((file) => file.size > most * 1024 * 1024);
    this.field.setCustomValidity(tooLarge ? say("file_too_large", { most }) : "");
    if (tooLarge) this.field.reportValidity();
  }
}

customElements.define("file-pick", FilePick);

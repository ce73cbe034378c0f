/**
 * The barcode scanner at the kiosk: its keystrokes are kept from the page, and the scanned text is sent to the page's
 * form.
 */

import { Burst } from "./scanner-keys.js";

export class Reader {
  #burst = new Burst();
  #before = "";

  /** Must receive keys before anything else does. */
  constructor(shell) {
    this.shell = shell;
    addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  #key(event) {
    if (event.key === "Enter") return this.#end(event);
    const found = this.#burst.take(event, event.timeStamp);
    if (found === "begins") this.#before = this.#pad?.value ?? "";
    if (found !== "reads") return;
    ours(event);
    if (this.#pad) this.#pad.value = this.#before; // what its first keystrokes had typed there
  }

  #end(event) {
    const read = this.#burst.ended(event.timeStamp);
    if (read === null) return;
    ours(event);
    this.shell.here();
    const form = this.shell.main.querySelector("form[data-scans]");
    if (!form || this.shell.away) return;
    form.elements.code.value = read;
    form.requestSubmit();
  }

  get #pad() {
    return this.shell.main.querySelector("key-pad");
  }
}

function ours(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

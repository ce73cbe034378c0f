/** <hall-panel>: the hall page, updated by the server; stopwatches run on the server's clock, calls for help ring. */

import { Attention } from "../attention.js";
import { LiveScreen } from "../live.js";
import "./elapsed-time.js";
import "./quiet-switch.js";
import "./wall-clock.js";

class HallPanel extends LiveScreen {
  connectedCallback() {
    super.connectedCallback();
    new Attention(this);
  }
}

customElements.define("hall-panel", HallPanel);

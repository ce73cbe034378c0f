/** <hall-panel>: the hall page, updated by the server; stopwatches run on the server's clock. */

import { LiveScreen } from "../live.js";
import "./elapsed-time.js";
import "./wall-clock.js";

customElements.define("hall-panel", class extends LiveScreen {});

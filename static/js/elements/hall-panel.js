/** <hall-panel>: the hall as its supervisor sees it, kept true by the server; stopwatches run on the server's clock. */

import { LiveScreen } from "../live.js";
import "./elapsed-time.js";
import "./wall-clock.js";

customElements.define("hall-panel", class extends LiveScreen {});

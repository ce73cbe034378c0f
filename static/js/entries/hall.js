/** Everything the page of the hall runs. */

import "../elements/alert-notices.js";
import "../elements/hall-panel.js";

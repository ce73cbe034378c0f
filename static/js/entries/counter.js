/** Everything the page of a counter runs. */

import "../elements/counter-panel.js";
import "../elements/visitor-files.js";

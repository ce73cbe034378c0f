/** Everything a step of a citizen's message runs; the map comes by itself. */

import "../app.js";
import "../elements/asked-questions.js";
import "../elements/file-pick.js";
import "../elements/find-list.js";
import "../filing-steps.js";

/** Everything the lobby screen runs. */

import "../elements/lobby-board.js";
import "../elements/lobby-announcements.js";

/** Everything a tablet for ratings runs. */

import "../elements/tablet-rating.js";

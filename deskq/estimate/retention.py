"""How long it is kept what visitors were told to wait: as long as the results of a half-year are read."""

from deskq.estimate.keeping import KEPT
from deskq.estimate.models import Prediction
from deskq.retention import old_rows

RULES = (old_rows("waits that were told, with what came", Prediction, Prediction.made_at, KEPT),)

"""How long it is kept what visitors were told to wait: as long as the results of a half-year are read."""

from deskq.core.retention_rules import old_rows
from deskq.estimate.models import Prediction
from deskq.estimate.prediction_store import KEPT

RULES = (old_rows("estimated waits and the actual waits", Prediction, Prediction.made_at, KEPT),)

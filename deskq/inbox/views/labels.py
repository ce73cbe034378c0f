"""Labels of states, kinds, channels and outcomes for the templates of messages, and whether an action is allowed."""

from deskq.message_pauses.rules import WHOM
from deskq.message_settings.kinds import CHANNEL_NAMES, KIND_NAMES
from deskq.message_settings.root_causes import AXIS_NAMES, CAUSE_NAMES, CAUSES
from deskq.messages.rules.transitions import LIVE, OUTCOME_NAMES, STATE_NAMES, VERDICT_NAMES
from deskq.messages.rules.visibility import may

__all__ = [
    "AXIS_NAMES",
    "CAUSES",
    "CAUSE_NAMES",
    "CHANNEL_NAMES",
    "KIND_NAMES",
    "LIVE",
    "OUTCOME_NAMES",
    "STATE_NAMES",
    "VERDICT_NAMES",
    "WHOM",
    "may",
]

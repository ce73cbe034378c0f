"""How long what came in by text is known again."""

from datetime import timedelta

from deskq.messages.incoming import IncomingText
from deskq.retention import old_rows

RULES = (
    old_rows("numbers of texts that came in; what they said stays as a message", IncomingText, IncomingText.at,
             timedelta(days=7)),
)  # fmt: skip

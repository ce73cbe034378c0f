"""What is done with messages: one file a verb, or a family of them; each press one transaction."""

from deskq.messages.service.answer import Answer, answer, link
from deskq.messages.service.boxes import (
    NothingToUndo,
    Opened,
    OpeningClosed,
    close_opening,
    open_box,
    pass_empty,
    type_slip,
    undo_slip,
)
from deskq.messages.service.citizen import add_words, come_back, withdraw
from deskq.messages.service.escalate import close_quiet, escalate
from deskq.messages.service.extend import extend
from deskq.messages.service.feedback import take_feedback
from deskq.messages.service.held import Press
from deskq.messages.service.refer import ClosedUnit, ReportStays, accept, assign, pass_on, refer
from deskq.messages.service.register import Given, phone_index, read_number, register
from deskq.messages.service.reveal import note_report_read, reveal
from deskq.messages.service.sort import Sorted, sort
from deskq.messages.service.take import AlreadyRegistered, take

__all__ = [
    "AlreadyRegistered",
    "Answer",
    "ClosedUnit",
    "Given",
    "NothingToUndo",
    "Opened",
    "OpeningClosed",
    "Press",
    "ReportStays",
    "Sorted",
    "accept",
    "add_words",
    "answer",
    "assign",
    "close_opening",
    "close_quiet",
    "come_back",
    "escalate",
    "extend",
    "link",
    "note_report_read",
    "open_box",
    "pass_empty",
    "pass_on",
    "phone_index",
    "read_number",
    "refer",
    "register",
    "reveal",
    "sort",
    "take",
    "take_feedback",
    "type_slip",
    "undo_slip",
    "withdraw",
]

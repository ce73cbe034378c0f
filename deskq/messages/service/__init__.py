"""What is done with messages: one file a verb, or a family of them; each press one transaction."""

from deskq.messages.service.answer import Answer, answer, link
from deskq.messages.service.boxes import (
    Opened,
    OpeningClosed,
    SlipGone,
    close_opening,
    open_box,
    pass_empty,
    type_slip,
    undo_slip,
)
from deskq.messages.service.citizen import MOST_ADDED, AddedOften, add_words, come_back, withdraw
from deskq.messages.service.door import FiledAlready, complain, complete, open_door
from deskq.messages.service.escalate import close_quiet, escalate
from deskq.messages.service.extend import extend
from deskq.messages.service.feedback import (
    AlreadyRung,
    BeingRung,
    CallOver,
    OpenAgain,
    begin_call,
    take_back,
    take_feedback,
)
from deskq.messages.service.given import Given, read_phone
from deskq.messages.service.held import Press
from deskq.messages.service.refer import ClosedUnit, ReportStays, accept, assign, pass_on, refer
from deskq.messages.service.register import register
from deskq.messages.service.resent import AlreadyRegistered, file
from deskq.messages.service.reveal import look_up_caller, note_report_read, reveal
from deskq.messages.service.sort import Sorted, sort
from deskq.messages.service.take import take
from deskq.messages.service.texting import Text, TextFlood, receive
from deskq.messages.service.undo import undo, undo_time

__all__ = [
    "MOST_ADDED",
    "AddedOften",
    "AlreadyRegistered",
    "AlreadyRung",
    "Answer",
    "BeingRung",
    "CallOver",
    "ClosedUnit",
    "FiledAlready",
    "Given",
    "OpenAgain",
    "Opened",
    "OpeningClosed",
    "Press",
    "ReportStays",
    "SlipGone",
    "Sorted",
    "Text",
    "TextFlood",
    "accept",
    "add_words",
    "answer",
    "assign",
    "begin_call",
    "close_opening",
    "close_quiet",
    "come_back",
    "complain",
    "complete",
    "escalate",
    "extend",
    "file",
    "link",
    "look_up_caller",
    "note_report_read",
    "open_box",
    "open_door",
    "pass_empty",
    "pass_on",
    "read_phone",
    "receive",
    "refer",
    "register",
    "reveal",
    "sort",
    "take",
    "take_back",
    "take_feedback",
    "type_slip",
    "undo",
    "undo_slip",
    "undo_time",
    "withdraw",
]

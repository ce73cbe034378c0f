"""The verbs on the buttons. One press = one function = one transaction."""

from deskq.queue.service.calls import call_next, recall
from deskq.queue.service.counters import break_counter, close_counter, free_counter, open_counter, vacate
from deskq.queue.service.day import close_day, return_due
from deskq.queue.service.in_person import fetch, mark
from deskq.queue.service.issue import issue
from deskq.queue.service.leave import cancel, rejoin
from deskq.queue.service.let_pass import let_pass
from deskq.queue.service.press import Press, at_ticket
from deskq.queue.service.serve import finish, hold, miss, put_back, resume, send_back, start
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo

__all__ = [
    "Press",
    "at_ticket",
    "break_counter",
    "call_next",
    "cancel",
    "close_counter",
    "close_day",
    "fetch",
    "finish",
    "free_counter",
    "hold",
    "issue",
    "let_pass",
    "mark",
    "miss",
    "open_counter",
    "put_back",
    "recall",
    "rejoin",
    "resume",
    "return_due",
    "send_back",
    "start",
    "transfer",
    "undo",
    "vacate",
]

"""The verbs on the buttons of appointments. One press = one function = one transaction."""

from deskq.appointments.service.book import book
from deskq.appointments.service.change import cancel, move
from deskq.appointments.service.check_in import check_in
from deskq.appointments.service.opening import close_times, open_times, restore_day, save_terms, withdraw_day
from deskq.appointments.service.upkeep import erase_past, forget_old, mark_missed, mark_reminded

__all__ = [
    "book",
    "cancel",
    "check_in",
    "close_times",
    "erase_past",
    "forget_old",
    "mark_missed",
    "mark_reminded",
    "move",
    "open_times",
    "restore_day",
    "save_terms",
    "withdraw_day",
]

"""Invented visitors: they take a number, and some leave again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from deskq.core import secrets
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service
from deskq.queue.service.cancel import cancel


@dataclass(frozen=True, slots=True)
class Mix:
    """What they come for and in which class, each by code with its weight; "" is the ordinary class."""

    services: Mapping[str, int]
    classes: Mapping[str, int]


def arrive(office_id: int, by: str, mix: Mix, rng: random.Random, leaves: float = 0.04) -> Ticket:
    """One visitor takes a number, and leaves at once with probability ``leaves``."""
    code = rng.choices(list(mix.services), list(mix.services.values()))[0]
    priority = rng.choices(list(mix.classes), list(mix.classes.values()))[0]
    ticket = issue_service.issue(office_id, by, NewTicket(code, secrets.new(), priority))
    if rng.random() < leaves:
        cancel(office_id, ticket.id)
    return ticket

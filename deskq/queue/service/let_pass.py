"""A visitor in line needs more time, and lets others go first: once, and no more of them than the office says."""

from datetime import timedelta

from deskq.errors import NotFound
from deskq.office import catalogue
from deskq.queue import queries, rules
from deskq.queue.models import Ticket
from deskq.queue.service.press import act
from deskq.queue.service.press import ticket as find
from deskq.transactions import transaction


def let_pass(office_id: int, ticket_id: int) -> Ticket:
    """Move a waiting visitor behind the next few of the same service (of the same counter, if sent to one)."""
    with transaction(office_id, "visitor") as tell:
        found = find(tell.session, office_id, ticket_id)
        rules.move(found.state, "let_pass", found.code)
        rules.check_let_pass(found.let_pass)
        about = catalogue.at(office_id, tell.catalogue, tell.connection)
        if not about.office.let_pass:
            raise NotFound
        line = rules.Line({found.service_id: 1}, timedelta(minutes=about.office.bound_minutes), tell.at)
        mates = queries.same_line(tell.session, about, found)
        mine = next(mate for mate in mates if mate.id == found.id)
        arrival, passing = rules.let_pass(mine, mates, about.office.let_pass, line)
        why = {"passing": [other.id for other in passing]}
        act(tell, found, "let_pass", None, why, arrived_at=arrival, let_pass=len(passing))
        return found

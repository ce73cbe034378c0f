"""Two hosts give a ticket to one visitor at the same moment."""

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.host import service
from deskq.host.service import TicketRequest
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service

NUMBER = "+989121234567"


def test_of_many_hosts_at_once_one_gives_a_number_its_ticket(office, together):
    def press(by: str) -> None:
        new = NewTicket("info_desk", secrets.new(), request_key=secrets.new())
        asked = TicketRequest(new.secret, new.service_code, NUMBER, alone=True, again=False)
        service.give(
            office, by, asked, lambda: sms_service.issue_with_number(office, by, NUMBER, lambda: issue(office, by, new))
        )

    refused = together(*(lambda by=f"person:{n}": press(by) for n in range(4)))

    assert sorted(type(one).__name__ for one in refused) == ["NoneType"] + ["NumberHasTicket"] * 3
    assert db.session().query(Ticket).count() == 1

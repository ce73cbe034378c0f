"""Two hosts give a ticket to one visitor at the same moment."""

import threading

from flask import current_app

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.host import service
from deskq.host.rules import NumberHasTicket
from deskq.host.service import TicketRequest
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service

NUMBER = "+989121234567"


def test_of_many_hosts_at_once_one_gives_a_number_its_ticket(office):
    app = current_app._get_current_object()
    together, answers = threading.Barrier(4), []

    def press(by: str) -> None:
        with app.app_context():
            new = NewTicket("info_desk", secrets.new(), request_key=secrets.new())
            asked = TicketRequest(new.secret, new.service_code, NUMBER, alone=True, again=False)
            together.wait()
            try:
                service.give(
                    office,
                    by,
                    asked,
                    lambda: sms_service.issue_with_number(office, by, NUMBER, lambda: issue(office, by, new)),
                )
                answers.append("given")
            except NumberHasTicket:
                answers.append("has a ticket")
            finally:
                db.session.remove()

    hosts = [threading.Thread(target=press, args=(f"person:{n}",)) for n in range(4)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join(30)

    db.session.remove()
    assert sorted(answers) == ["given"] + ["has a ticket"] * 3
    assert db.session().query(Ticket).count() == 1

"""Pairs a test browser as a device of the office."""

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from tests.tools.browsers import Browser

#: What asks to pair a browser.
PAIRING = {
    "kiosk": "/devices/pairing/kiosk",
    "lobby": "/devices/pairing/lobby",
    "tablet": "/devices/pairing/tablet/{}",
    "hall": "/devices/pairing/hall",
}


def paired(made: Browser, office: int, kind: str = "kiosk", number: int | None = None, root: str = "") -> Browser:
    """``made``, from now on the browser of that device; ``number`` is the counter of a tablet, ``root`` what addresses
    of the office begin with."""
    made.post(root + PAIRING[kind].format(number))
    db.session.remove()
    code = db.session().query(Device.code).order_by(Device.id.desc()).limit(1).scalar()
    counter_id = office_queries.counter_id(db.session(), office, number)
    device_service.accept_device(office, code, kind, counter_id, "test")
    return made

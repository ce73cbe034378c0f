"""A device as it stands in the hall: asked to be paired, and accepted."""

from deskq.core.extensions import db
from deskq.office.devices import Device
from deskq.office.service import devices as office_service
from tests.browsers import Browser

PAGES = {"kiosk": "/kiosk", "lobby": "/lobby", "tablet": "/counters/{}/rating"}


def paired(made: Browser, office: int, kind: str = "kiosk", number: int | None = None) -> Browser:
    """``made``, from now on the browser of that device; ``number`` is the counter of a tablet."""
    made.get(PAGES[kind].format(number))
    db.session.remove()
    code = db.session().query(Device.code).order_by(Device.id.desc()).limit(1).scalar()
    office_service.accept_device(office, code, kind, number, "test")
    return made

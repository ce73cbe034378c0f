"""Port: how many applications of each sheet are running. Whoever keeps applications binds it."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from deskq.core.ports import Port

CountRunning = Callable[[Session, int], Mapping[int, int]]


def _none(session: Session, office_id: int) -> Mapping[int, int]:
    return {}


PORT: Port[CountRunning] = Port("running_applications", _none)


def running(session: Session, office_id: int) -> Mapping[int, int]:
    """{id of a sheet: its applications that have not ended}; sheets without any are left out."""
    return PORT.bound(session, office_id)

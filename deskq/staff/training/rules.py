"""Which trainings count, and which end soon. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, Protocol, TypeVar

from deskq.core.errors import N_, DomainError, InvalidInput

#: A training that ends within this time is reported, so that there is time for the next one.
SOON = timedelta(days=30)
State = Literal["ended", "soon", "valid", "renewed"]


class TrainedAlready(DomainError):
    slug = "trained-already"
    title = N_("%(names)s: this training of this day is already in the register.")


class Trained(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def person_id(self) -> int: ...
    @property
    def subject_key(self) -> str: ...
    @property
    def trained_on(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


T = TypeVar("T", bound=Trained)


def latest(trainings: Sequence[T]) -> list[T]:
    """Of each person and subject the training that is valid for longest; it takes the place of earlier ones."""
    found: dict[tuple[int, str], T] = {}
    for one in trainings:
        known = found.get((one.person_id, one.subject_key))
        if known is None or _end(one) > _end(known):
            found[one.person_id, one.subject_key] = one
    return list(found.values())


def states(trainings: Sequence[Trained], today: date) -> dict[int, State]:
    """{id of a training: its state}. A training that another one has replaced is renewed."""
    counting = {one.id: state(one, today) for one in latest(trainings)}
    return {one.id: counting.get(one.id, "renewed") for one in trainings}


def state(training: Trained, today: date) -> State:
    """The state of a training that is one of the ``latest``: none has replaced it."""
    if training.valid_until is None or training.valid_until > today + SOON:
        return "valid"
    return "soon" if training.valid_until >= today else "ended"


def check(trained_on: date, valid_until: date | None, today: date) -> None:
    """Raises for a day in the future and for a training that ends before it began."""
    if trained_on > today:
        raise InvalidInput({"trained_on": N_("This day is in the future. Please enter the training afterwards.")})
    if valid_until is not None and valid_until < trained_on:
        raise InvalidInput({"valid_until": N_("The last day must not be before the day of the training.")})


def _end(training: Trained) -> tuple[date, date]:
    return training.valid_until or date.max, training.trained_on

"""Commands of the training register: enter a training of one or several people, remove what was entered by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.staff import events, queries
from deskq.staff.models import Person
from deskq.staff.training import queries as register
from deskq.staff.training import rules
from deskq.staff.training.models import LONGEST, Training


@dataclass(frozen=True)
class NewTraining:
    """The fields of the form, as typed by a supervisor or an admin; ``people``: ids."""

    people: Sequence[int]
    subject: str
    trained_on: date
    trainer: str
    valid_until: date | None = None


def enter(office_id: int, by: str, given: NewTraining) -> list[Training]:
    """Enter a training that these people had, one entry for each. ``InvalidInput`` names wrong fields;
    ``TrainedAlready`` those who have this training of this day in the register."""
    subject, trainer = persian.clean(given.subject), persian.clean(given.trainer)
    key = persian.search_key(subject)
    with transaction(office_id, by) as tx:
        _check_texts(subject, trainer, key)
        people = _people(tx, given.people)
        rules.check(given.trained_on, given.valid_until, clock.local(tx.at).date())
        _check_new(tx, people, key, given.trained_on)
        rows = [
            Training(
                office_id=office_id,
                person_id=person.id,
                subject=subject,
                subject_key=key,
                trained_on=given.trained_on,
                trainer=trainer,
                valid_until=given.valid_until,
            )
            for person in people
        ]
        _store(tx, rows)
        return rows


def _check_texts(subject: str, trainer: str, key: str) -> None:
    if not key or not trainer:
        empty = N_("Please fill in this field.")
        raise InvalidInput({"trainer": empty} if key else {"subject": empty})
    _check_lengths({"subject": subject, "trainer": trainer}, key)


def _check_lengths(texts: Mapping[str, str], key: str) -> None:
    """As they are stored: one character of a ligature may be a whole sentence."""
    lengths = {field: len(text) for field, text in texts.items()}
    lengths["subject"] = max(lengths["subject"], len(key))
    wrong = {field: N_("This text is too long.") for field, length in lengths.items() if length > LONGEST}
    if wrong:
        raise InvalidInput(wrong)


def _people(tx: Transaction, ids: Sequence[int]) -> list[Person]:
    """Each once, however often they were chosen."""
    found = [queries.person(tx.session, person_id) for person_id in dict.fromkeys(ids)]
    people = [person for person in found if person is not None and person.office_id == tx.office_id]
    if not people or len(people) < len(found):
        raise InvalidInput({"people": N_("Please choose one of the options.")})
    return people


def _check_new(tx: Transaction, people: Sequence[Person], key: str, trained_on: date) -> None:
    trained = register.already_trained(tx.session, [person.id for person in people], key, trained_on)
    if trained:
        raise rules.TrainedAlready(names=tuple(person.names for person in people if person.id in trained))


def _store(tx: Transaction, rows: Sequence[Training]) -> None:
    tx.session.add_all(rows)
    tx.session.flush()
    for row in rows:
        row.entered_with = rows[0].id if len(rows) > 1 else None
        tx.record(events.TrainingEntered(row.person_id, row.id, f"{row.trained_on}", f"{row.valid_until or ''}"))


def remove(office_id: int, by: str, training_id: int) -> None:
    """Remove a training. The journal keeps that it was there, not its words."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(Training, training_id)
        if row is None or row.office_id != office_id:
            raise NotFound
        tx.session.delete(row)
        tx.record(events.TrainingRemoved(row.person_id, row.id))


def undo(office_id: int, by: str, first_id: int) -> int:
    """Remove what was entered with one press for several people, whoever of them is left; returns how many."""
    with transaction(office_id, by) as tx:
        rows = register.entered_together(tx.session, office_id, first_id)
        if not rows:
            raise NotFound
        for row in rows:
            tx.session.delete(row)
            tx.record(events.TrainingRemoved(row.person_id, row.id))
        return len(rows)

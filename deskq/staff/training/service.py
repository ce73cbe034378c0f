"""Commands of the training register: enter a training, remove one that was entered by mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.staff import events, queries
from deskq.staff.training import rules
from deskq.staff.training.models import LONGEST, Training


@dataclass(frozen=True)
class NewTraining:
    """The fields of the form, as typed by a supervisor or an admin."""

    person_id: int
    subject: str
    trained_on: date
    trainer: str
    valid_until: date | None = None


def enter(office_id: int, by: str, given: NewTraining) -> Training:
    """Enter a training of a person. ``InvalidInput`` names wrong fields; the same training twice is refused."""
    subject, trainer = persian.clean(given.subject), persian.clean(given.trainer)
    key = persian.search_key(subject)
    with transaction(office_id, by) as tx:
        if not key or not trainer:
            empty = N_("Please fill in this field.")
            raise InvalidInput({"trainer": empty} if key else {"subject": empty})
        _check_lengths({"subject": subject, "trainer": trainer}, key)
        person = queries.person(tx.session, given.person_id)
        if person is None or person.office_id != office_id:
            raise InvalidInput({"person_id": N_("Please choose one of the options.")})
        rules.check(given.trained_on, given.valid_until, clock.local(tx.at).date())
        same = (Training.person_id == person.id, Training.subject_key == key, Training.trained_on == given.trained_on)
        if tx.session.scalar(select(Training.id).where(*same)) is not None:
            raise InvalidInput({"subject": N_("This training of this person and day is already in the register.")})
        row = Training(
            office_id=office_id,
            person_id=person.id,
            subject=subject,
            subject_key=key,
            trained_on=given.trained_on,
            trainer=trainer,
            valid_until=given.valid_until,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.record(events.TrainingEntered(person.id, row.id, f"{row.trained_on}", f"{row.valid_until or ''}"))
        return row


def _check_lengths(texts: Mapping[str, str], key: str) -> None:
    """As they are stored: one character of a ligature may be a whole sentence."""
    lengths = {field: len(text) for field, text in texts.items()}
    lengths["subject"] = max(lengths["subject"], len(key))
    wrong = {field: N_("This text is too long.") for field, length in lengths.items() if length > LONGEST}
    if wrong:
        raise InvalidInput(wrong)


def remove(office_id: int, by: str, training_id: int) -> None:
    """Remove a training. The journal keeps that it was there, not its words."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(Training, training_id)
        if row is None or row.office_id != office_id:
            raise NotFound
        tx.session.delete(row)
        tx.record(events.TrainingRemoved(row.person_id, row.id))

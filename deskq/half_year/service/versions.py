"""Freeze figures, write the headline, start a correction, publish. Each function is one button and one transaction."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.core.text.half_years import DAY, Half
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.half_year.events import CorrectionStarted, FiguresFrozen, HeadlineWritten, ReportPublished
from deskq.half_year.models import CorrectiveAction, ReportVersion
from deskq.half_year.queries import content, figures, findings, reports
from deskq.half_year.rules import findings as finding_rules
from deskq.half_year.rules import reviews, together, whole_report
from deskq.half_year.service import names
from deskq.office import business_day
from deskq.office import queries as office_queries

NO_CORRECTION = N_("Please say what is corrected and why.")


def freeze(office_id: int, by: str, person_id: int, half: Half) -> ReportVersion:
    """Copy the present figures into the first version, or again into a version that is not published yet. Raises
    ``StillRunning`` before the half-year is over, ``NoneThin`` for two half-years that need no common report, and
    ``InOtherReport`` if another report covers one of them."""
    _check_is_over(office_id, half)
    together.check_thin([findings.items_received(db.session(), office_id, part) for part in half.parts])
    copied = _text(figures.figures(db.session(), office_id, half))
    with transaction(office_id, by) as tx:
        _check_apart(tx, half)
        version = _latest(tx, half)
        if version is not None and version.published_at is not None:
            raise reviews.AlreadyPublished
        return _freeze(tx, person_id, version or ReportVersion(office_id=office_id, half=half.code, number=1), copied)


def correct(
    office_id: int, by: str, person_id: int, half: Half, correction_fa: str, correction_en: str
) -> ReportVersion:
    """Start a version after a published one, with the present figures and a text about what it corrects. Raises
    ``CorrectionBegun`` while such a version with another text is not published."""
    if not correction_fa:
        raise InvalidInput({"correction_fa": NO_CORRECTION})
    copied = _text(figures.figures(db.session(), office_id, half))
    with transaction(office_id, by) as tx:
        names.check(tx, correction_fa=correction_fa, correction_en=correction_en)
        last = _latest(tx, half)
        if last is None or (last.published_at is None and last.number == 1):
            raise reviews.NotPublishedYet
        if last.published_at is None and last.correction == Name(correction_fa, correction_en):
            return last  # the button was pressed twice
        if last.published_at is None:
            raise reviews.CorrectionBegun
        version = ReportVersion(
            office_id=office_id, half=half.code, number=last.number + 1,
            headline_fa=last.headline_fa, headline_en=last.headline_en,
            correction_fa=correction_fa, correction_en=correction_en,
        )  # fmt: skip
        tx.record(CorrectionStarted(half.code, version.number, correction_fa, correction_en))
        return _freeze(tx, person_id, version, copied)


def write_headline(
    office_id: int, by: str, half: Half, headline_fa: str, headline_en: str, correction: Name | None = None
) -> ReportVersion:
    """``correction``: what a version that corrects a published one says of itself; None leaves it as it is."""
    with transaction(office_id, by) as tx:
        version = _draft(tx, half)
        names.check(tx, headline_fa=headline_fa, headline_en=headline_en)
        version.headline_fa, version.headline_en = headline_fa, headline_en
        tx.record(HeadlineWritten(half.code, version.number, headline_fa, headline_en))
        if correction is not None and version.number > 1 and correction != version.correction:
            _reword(tx, version, correction)
        return version


def _reword(tx: Transaction, version: ReportVersion, correction: Name) -> None:
    if not correction.fa:
        raise InvalidInput({"correction_fa": NO_CORRECTION})
    names.check(tx, correction_fa=correction.fa, correction_en=correction.en)
    version.correction_fa, version.correction_en = correction.fa, correction.en
    tx.record(CorrectionStarted(version.half, version.number, correction.fa, correction.en))


def publish(office_id: int, by: str, person_id: int, half: Half, seen: str | None = None) -> ReportVersion:
    """Publish the frozen version, which never changes afterwards. The promises of the previous report must be
    reviewed, and there must be findings where the items are few. ``seen``: ``digest`` of the ``public_text`` of the
    page; ``ReportChanged`` if it has changed since. The whole content is checked for small groups
    (``rules.whole_report``)."""
    with transaction(office_id, by) as tx:
        version = _latest(tx, half)
        promises = reports.promises(tx.session, office_id, half)
        actions = reports.actions(tx.session, office_id, half)
        reviews.check_may_publish(version, promises, actions)
        assert version is not None
        _check_apart(tx, half)
        received = content.items(version)
        finding_rules.check_enough(len(findings.findings(tx.session, office_id, half)), received)
        version.public = public_text(tx.session, version, promises, actions)
        if seen not in (None, digest(version.public)):
            raise reviews.ReportChanged
        whole_report.check(json.loads(version.public))
        version.published_at, version.published_by_id = tx.at, person_id
        tx.record(ReportPublished(half.code, version.number, digest(version.public)))
        return version


def public_text(
    session: Session, version: ReportVersion, promises: Sequence[CorrectiveAction], actions: Sequence[CorrectiveAction]
) -> str:
    """What everybody would read if ``version`` were published now, as JSON (``content.public_content``)."""
    return _text(content.public_content(session, version, promises, actions))


def digest(text: str) -> str:
    """SHA-256 of stored figures, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _freeze(tx: Transaction, person_id: int, version: ReportVersion, copied: str) -> ReportVersion:
    version.figures, version.frozen_at, version.frozen_by_id = copied, tx.at, person_id
    tx.session.add(version)
    tx.record(FiguresFrozen(version.half, version.number, digest(copied)))
    return version


def _check_is_over(office_id: int, half: Half) -> None:
    office = office_queries.office(db.session(), office_id)
    today = business_day.today(office)
    reviews.check_is_over(half, today, jalali.named_date(half.last + DAY))


def _check_apart(tx: Transaction, half: Half) -> None:
    published = [Half(row.half) for row in reports.published_halves(tx.session, tx.office_id)]
    together.check_apart(half, published, {other.code: _title(other) for other in published})


def _title(half: Half) -> Name:
    """Its address, for the sentence of a refusal."""
    return Name(persian.persian_digits(str(half)), str(half))


def _latest(tx: Transaction, half: Half) -> ReportVersion | None:
    return next(reversed(reports.versions(tx.session, tx.office_id, half)), None)


def _draft(tx: Transaction, half: Half) -> ReportVersion:
    version = _latest(tx, half)
    if version is None:
        raise reviews.NotFrozen
    if version.published_at is not None:
        raise reviews.AlreadyPublished
    return version


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)

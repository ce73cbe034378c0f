"""The report of the demo half-year: everything coded, one in ten read twice, promises reviewed and made, published."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from deskq.coding import counts, queries, service
from deskq.coding.rules.codes import COMMENT, MESSAGE
from deskq.coding.service import Code, Coder
from deskq.core import actors
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.demo.half_year.clock_of_past import past_day
from deskq.demo.half_year.messages import Town
from deskq.demo.half_year.texts import COMMENTS, FINDINGS, HEADLINE, PROMISED, PROMISES
from deskq.half_year.queries import findings as finding_queries
from deskq.half_year.queries import reports
from deskq.half_year.rules.findings import SUBJECT, Source
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, findings, versions
from deskq.half_year.service.findings import FindingInput
from deskq.messages.models import NO_REPORT, Message
from deskq.ratings.models import Rating

#: Share of items for which the second reader chooses another root cause.
DIFFERS = 0.12


def code_everything(town: Town, half: Half, begins: datetime, step: timedelta = timedelta(seconds=20)) -> int:
    """The inspectorate codes each message and comment; the supervisor reads one in ten again. Returns how many."""
    inspector, supervisor = (Coder(town.office_id, actors.person(one), one) for one in
                             (town.people["inspectorate"], town.people["supervisor"]))  # fmt: skip
    with past_day(town.office_id, begins) as past:
        found = _items(town, half)
        for number, (source, item, code) in enumerate(found):
            past.move_to(begins + step * number)
            service.code(inspector, half.code, source, item, code)
        past.move_to(begins + step * (len(found) + 1))
        service.draw_sample(town.office_id, supervisor.by, half.code)
        for row in [one for one in queries.codings(db.session(), town.office_id, half.code) if one.sampled]:
            cause = town.rng.choice(["none", "no_follow_up"]) if town.rng.random() < DIFFERS else row.cause
            service.read_again(supervisor, row.id, Code(row.category_id, cause))
    return len(found)


def _items(town: Town, half: Half) -> list[tuple[str, int, Code]]:
    session = db.session()
    messages = session.execute(
        select(Message.id, Message.category_id).where(NO_REPORT, *counts.messages_of(town.office_id, half.days))
    )
    found = []
    for message, category in messages.all():
        _, cause = town.causes.get(message, (category, "none"))
        found.append((MESSAGE, message, Code(category, cause, None, town.rng.random() < 0.85)))
    by_text = {text: (subject, cause) for subject, cause, text in COMMENTS}
    wanted: Any = select(Rating.ticket_id, Rating.comment)
    comments = counts.with_comments(wanted, town.office_id, half.days)
    for ticket, text in session.execute(comments).all():
        subject, cause = by_text.get(text, ("other", "none"))
        found.append((COMMENT, ticket, Code(town.settings.category_by_code[subject].id, cause)))
    return found


def promise_before(town: Town, half: Half) -> None:
    """Create the promises of the previous report."""
    for fa, en, unit, after, *_ in PROMISED:
        actions.promise(
            town.office_id, "demo", half.before, None, _fields(town, fa, en, unit, "", "", half, after, False)
        )


def publish(town: Town, half: Half, at: datetime) -> None:
    """Freeze, review, promise, and publish as the mayor."""
    mayor = town.people["mayor"]
    by = actors.person(mayor)
    with past_day(town.office_id, at) as past:
        versions.freeze(town.office_id, by, mayor, half)
        made = reports.actions(db.session(), town.office_id, half.before)
        for row in made:
            _, _, _, _, outcome, done, why = next(one for one in PROMISED if one[0] == row.what_fa)
            day = half.first + timedelta(days=done) if outcome != "not_kept" else None
            later = half.last + timedelta(days=90) if outcome == "not_kept" else None
            actions.review(town.office_id, by, mayor, row.id, Review(outcome, day, later, why, ""))
        for fa, en, unit, subject, after, proof in PROMISES:
            fields = _fields(town, fa, en, unit, subject, proof, half, after, True)
            actions.promise(town.office_id, by, half, None, fields)
        versions.write_headline(town.office_id, by, half, *HEADLINE)
        _write_findings(town, by, half)
        past.move_to(at + timedelta(hours=2))
        versions.publish(town.office_id, by, mayor, half)


def _write_findings(town: Town, by: str, half: Half) -> None:
    """What the office says about its most frequent subjects, each resting on the number of one of them."""
    subjects = finding_queries.present_figures(db.session(), town.office_id, half)[SUBJECT]
    for subject, (fa, en) in zip(subjects, FINDINGS, strict=False):
        findings.write(town.office_id, by, half, None, FindingInput(fa, en, [Source(SUBJECT, subject, None)]))


def _fields(
    town: Town, fa: str, en: str, unit: str, subject: str, proof: str, half: Half, days: int, after_end: bool
) -> dict[str, object]:
    units = {one.code: one.id for one in town.settings.units.values()}
    due = (half.after.first if after_end else half.first) + timedelta(days=days)
    category = town.settings.category_by_code[subject].id if subject else None
    return {
        "what_fa": fa, "what_en": en, "unit_id": units[unit], "category_id": category, "due": due,
        "proof_fa": proof, "proof_en": "",
    }  # fmt: skip

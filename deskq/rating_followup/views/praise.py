"""Praise for one's own visits, on the clerk's account page."""

from dataclasses import dataclass

from deskq.access import identity
from deskq.core.extensions import db
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.rating_followup import praise, rules
from deskq.ratings.rules import MIN_GROUP_SIZE


@dataclass(frozen=True)
class Thanks:
    """``words`` of ``count`` thanks, some of which have none; they are shown by groups of ``group``."""

    count: int
    words: list[str]
    group: int


def received() -> Thanks:
    """For templates: praise for the person signed in, shown like ratings: in groups, nothing of today."""
    person = identity.signed_in()
    assert person is not None
    session = db.session()
    office = office_queries.office(session, person.office_id)
    group = max(office.rate_group, MIN_GROUP_SIZE)
    today = business_day.begins(office, business_day.today(office))
    found = rules.published_thanks(praise.thanks_to(session, office.id, person.id, today), group)
    return Thanks(len(found), [words for words in found if words], group)

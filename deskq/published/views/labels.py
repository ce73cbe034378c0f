"""What the public page says of its figures: names of periods and groups, findings as headings."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from deskq.core.text.names import Name, listed
from deskq.core.text.seasons import Season
from deskq.published.queries.figures import Frozen
from deskq.published.rules.usual_waits import UsualWait, Week
from deskq.ratings.labels import count, percent, short_period
from deskq.reports.views.period.labels import hours, weekday
from deskq.web import filters, i18n


def month(of: int) -> str:
    """«آبان ۱۴۰۵»."""
    return short_period("month", of)


def season(of: int) -> str:
    """«پاییز ۱۴۰۵»."""
    return filters.digits(filters.named(Season(of).name))


def both(row: Sequence[Any]) -> str:
    """The name of a stored row, which has its code first, then both names."""
    return filters.named(Name(row[1], row[2]))


def satisfied(found: Frozen) -> str:
    return str(
        gettext(
            "Satisfaction in %(month)s: %(score)s of 100",
            month=month(found.period), score=filters.digits(found.content["score"]),
        )
    )  # fmt: skip


def answered(found: Frozen) -> str:
    kept, _late, due = found.content["total"]
    if kept is None:
        return str(gettext("Answers to messages in %(season)s", season=season(found.period)))
    share = percent(kept / due)
    return str(gettext("%(share)s of messages were answered by the promised date", share=share))


def answered_more(found: Frozen) -> str:
    """What the heading leaves out."""
    kept, _late, due = found.content["total"]
    when = season(found.period)
    if kept is None:
        return str(gettext("%(season)s: %(due)s answers were due.", season=when, due=count(due)))
    return str(
        gettext(
            "%(season)s: %(due)s answers were due, %(kept)s came in time. Confidential reports are left out.",
            season=when, due=count(due), kept=count(kept),
        )
    )  # fmt: skip


def best(one: UsualWait) -> str:
    """When the waits of a service are shortest."""
    words = (
        gettext("shortest waits: %(day)s, %(hours)s, usually %(n)s min")
        if one.minutes
        else gettext("shortest waits: %(day)s, %(hours)s, usually under a minute")
    )
    return str(words % {"day": weekday(one.weekday), "hours": hours(one.hour), "n": filters.digits(one.minutes)})


def week(found: Week) -> str:
    """The shortest and the longest waits of the week."""
    short, long = found.shortest, found.longest
    then = (
        gettext("Half of the visitors then waited %(n)s minutes or less.", n=filters.digits(short.minutes))
        if short.minutes
        else gettext("Half of the visitors then waited less than a minute.")
    )
    longest = gettext(
        "Waits are longest on %(day)s, %(hours)s: %(n)s minutes.",
        day=weekday(long.weekday), hours=hours(long.hour), n=filters.digits(long.minutes),
    )  # fmt: skip
    return f"{then} {longest}"


def hidden(rows: Sequence[Sequence[Any]]) -> str:
    """The names of groups of which nothing is shown, in a row."""
    return listed((both(row) for row in rows if row[5] is None), i18n.language())

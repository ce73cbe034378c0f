"""What the public page tells those to whom its address is sent: words, and the facts on its picture."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import gettext

from deskq.core.text.names import Name
from deskq.printing import canvas
from deskq.published.drawing import Fact
from deskq.published.queries.figures import Frozen
from deskq.published.rules.usual_waits import UsualWait, Week
from deskq.published.views import labels
from deskq.ratings.labels import percent
from deskq.reports.views.period.labels import hours, weekday
from deskq.web import filters, i18n


class Share(NamedTuple):
    """``picture`` is empty where this machine cannot draw letters; ``words`` say what is on it."""

    address: str
    picture: str
    words: str


def share(office: Name, found: Mapping[str, Frozen]) -> Share:
    """What the page tells those to whom its address is sent. The address of the picture changes with what is on it."""
    base, shown = str(current_app.config["PUBLIC_URL"]), facts(found)
    words = ". ".join([filters.named(office), *(f"{one.label}: {one.figure} ({one.note})" for one in shown)])
    version = hashlib.sha256(words.encode()).hexdigest()[:8]
    drawn = "" if canvas.missing() else base + url_for("published.picture", lang=i18n.language(), v=version)
    return Share(base + url_for("published.page"), drawn, words)


def facts(found: Mapping[str, Frozen]) -> tuple[Fact, ...]:
    """Satisfaction, answers in time, the best time to come; those that there are."""
    shown = []
    satisfaction, answers, waits = (found.get(kind) for kind in ("satisfaction", "answers", "waits"))
    if satisfaction is not None and satisfaction.content:
        score = gettext("%(score)s of 100", score=filters.digits(satisfaction.content["score"]))
        shown.append(Fact(score, gettext("Satisfaction"), labels.month(satisfaction.period)))
    if answers is not None and answers.content["total"][0]:
        kept, _late, due = answers.content["total"]
        words = gettext("Answers by the promised date")
        shown.append(Fact(percent(kept / due), words, labels.season(answers.period)))
    if waits is not None and waits.content["week"]:
        best = Week.of(UsualWait(*row) for row in waits.content["week"]).shortest
        when = gettext("%(day)s, %(hours)s", day=weekday(best.weekday), hours=hours(best.hour))
        minutes = (
            gettext("Usually %(n)s min of waiting", n=filters.digits(best.minutes))
            if best.minutes
            else gettext("Usually under a minute of waiting")
        )
        shown.append(Fact(when, gettext("Best time to come"), minutes))
    return tuple(shown)

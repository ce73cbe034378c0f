"""The headings of a report: each states the main result of its section."""

from flask_babel import gettext, ngettext

from deskq.half_year.rules.roll_up import REST
from deskq.half_year.views import labels
from deskq.half_year.views.shown import Shown
from deskq.published.rules.suppression import TOTAL
from deskq.ratings.labels import count, percent, whole
from deskq.web import filters


def promises(shown: Shown) -> str:
    found = shown.promises
    total = found.total()
    if not total:
        return str(gettext("This is the first report, so there are no earlier promises"))
    if found["kept"] == total:
        return str(gettext("We kept all %(n)s promises of the last report", n=filters.digits(total)))
    return str(
        gettext(
            "Of %(n)s promises we kept %(kept)s in time, %(late)s late; %(not_kept)s we did not keep",
            n=filters.digits(total), kept=filters.digits(found["kept"]), late=filters.digits(found["late"]),
            not_kept=filters.digits(found["not_kept"]),
        )
    )  # fmt: skip


def satisfaction(shown: Shown) -> str:
    found, low = shown.content["satisfaction"], shown.lowest_axis
    if found["face"] is None or found["n"] is None:
        return str(gettext("Too few visits were rated for a score"))
    parts = [gettext("Satisfaction is %(score)s of 100", score=whole(found["face"]["score"])), change_of_score(shown)]
    if low is not None:
        parts.append(gettext("the lowest score is for “%(axis)s”", axis=labels.axis(low)))
    return str(gettext("; ").join(filter(None, parts)))


def change_of_score(shown: Shown) -> str:
    """The change of the score since the previous report, if both have one."""
    before, now = shown.content["before"], shown.content["satisfaction"]["face"]
    then = before["satisfaction"]["face"] if before else None
    if then is None or now is None:
        return ""
    points = round(now["score"]) - round(then["score"])
    if not points:
        return str(gettext("as high as in the last report"))
    words = (
        gettext("%(n)s points more than in the last report")
        if points > 0
        else gettext("%(n)s points fewer than in the last report")
    )
    return str(words % {"n": filters.digits(abs(points))})


def findings(shown: Shown) -> str:
    n = len(shown.findings)
    return str(ngettext("%(n)s finding", "%(n)s findings: what we learned from it", n, n=filters.digits(n)))


def subjects(shown: Shown) -> str:
    found = shown.pareto
    if not found.bars:
        return str(gettext("There is nothing to show for this half-year"))
    n = len(found.vital)
    if not n or not found.is_chart:
        return str(gettext("What people wrote about"))
    return str(
        ngettext(
            "%(n)s subject accounts for %(share)s of all items",
            "%(n)s subjects account for %(share)s of all items", n,
            n=filters.digits(n), share=percent(found.reached),
        )
    )  # fmt: skip


def causes(shown: Shown) -> str:
    most = next(((cause, items) for cause, items in shown.causes if items and not cause.startswith(REST)), None)
    if most is None:
        return str(gettext("Root causes"))
    return str(
        gettext(
            "The most frequent root cause: %(cause)s, %(n)s times",
            cause=shown.cause_names[most[0]],
            n=count(most[1]),
        )
    )


def verdicts(shown: Shown) -> str:
    found = shown.verdicts
    total, upheld = found.get(TOTAL), found.get("upheld")
    if not total or upheld is None:
        return str(gettext("Complaints: who was right"))
    return str(
        ngettext(
            "%(upheld)s of %(n)s complaint was upheld",
            "%(upheld)s of %(n)s complaints were upheld", total, n=count(total), upheld=count(upheld),
        )
    )  # fmt: skip


def actions(shown: Shown) -> str:
    n = len(shown.content["actions"])
    return str(
        ngettext(
            "%(n)s promise for the next half-year, with owner and date",
            "%(n)s promises for the next half-year, each with owner and date", n, n=filters.digits(n),
        )
    )  # fmt: skip


def answered(shown: Shown) -> str:
    found = shown.answered
    if found is None:
        return str(gettext("Dates we promised"))
    kept, total = found
    return str(gettext("%(kept)s of %(total)s answers came by the promised date", kept=count(kept), total=count(total)))

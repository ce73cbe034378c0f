"""Staff pages of half-year reports: the list, and the steps of one report from coding to publication."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.coding import counts
from deskq.coding import queries as coding_queries
from deskq.coding.rules.codes import NOT_CODED
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years, jalali
from deskq.core.text.half_years import DAY, Half
from deskq.core.text.names import Name
from deskq.half_year.forms import CorrectionForm, DropForm, HeadlineForm, PublicationForm, WithdrawalForm
from deskq.half_year.models import ReportVersion
from deskq.half_year.queries import content, findings, reports
from deskq.half_year.rules import disclosure, headlines, together, whole_report
from deskq.half_year.rules import findings as finding_rules
from deskq.half_year.service import dropping, versions, withdrawal
from deskq.half_year.views import labels, progress_shown
from deskq.half_year.views.addresses import half_of
from deskq.half_year.views.late import late_ones
from deskq.half_year.views.public import page_values
from deskq.half_year.views.shown import Shown
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count
from deskq.reports.period.queries import today
from deskq.web import i18n
from deskq.web.forms import read_page

blueprint = Blueprint("manage_half_year", __name__, url_prefix="/manage/half-year")
#: The field that only the form of the headline has.
HEADLINE = "headline_fa"
SEE, WRITE, PUBLISH = "half_year.see", "half_year.write", "half_year.publish"


@blueprint.get("")
def index() -> str:
    """All half-years since the first visit or message, with the state of their reports."""
    caller = identity.require(SEE)
    now = today(db.session(), caller.office_id)
    latest = reports.latest_versions(db.session(), caller.office_id)
    first = coding_queries.first_entry(db.session(), caller.office_id) or now
    found = sorted({*half_years.between(first, now), *map(Half, latest)}, reverse=True)
    rows = [(half, latest.get(half.code), half.last < now) for half in found]
    return admin_pages.render(
        "half_year/manage_index.html",
        rows=rows,
        title_of=labels.title,
        day_after=_day_after,
        late=late_ones(caller.office_id),
    )


@blueprint.get("/<half>")
def show(half: str) -> str:
    caller = identity.require(SEE)
    return _page(caller, half_of(caller, half))


@blueprint.post("/<half>/freezing")
def freeze(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)
    return _submit(
        caller,
        asked,
        lambda: versions.freeze(caller.office_id, caller.by, caller.person_id or 0, asked),
        gettext("The figures are frozen. Later changes do not affect them."),
    )


@blueprint.post("/<half>/headline")
def write_headline(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)

    def do() -> None:
        form = read_page(HeadlineForm, request.form)
        with admin_pages.editing(caller, lambda: _headline(_latest(caller, asked))):
            is_asked = "correction_fa" in request.form  # not where another form of the page shows it
            correction = Name(form.correction_fa, form.correction_en) if is_asked else None
            versions.write_headline(caller.office_id, caller.by, asked, form.headline_fa, form.headline_en, correction)

    return _submit(caller, asked, do, gettext("Saved."))


@blueprint.post("/<half>/correction")
def correct(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)

    def do() -> None:
        form = read_page(CorrectionForm, request.form)
        reason = (form.correction_fa, form.correction_en)
        versions.correct(caller.office_id, caller.by, caller.person_id or 0, asked, *reason)

    done = gettext("A new version was started with the present figures. The published version does not change.")
    return _submit(caller, asked, do, done)


@blueprint.post("/<half>/correction/removal")
def drop(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)

    def do() -> None:
        form = read_page(DropForm, request.form)
        dropping.drop(caller.office_id, caller.by, asked, form.number, form.seen)

    return _submit(caller, asked, do, gettext("The correction is dropped. The published version stays as it is."))


@blueprint.post("/<half>/publication")
def publish(half: str) -> PageResponse:
    caller = identity.require(PUBLISH)
    asked = half_of(caller, half)

    def do() -> None:
        seen = read_page(PublicationForm, request.form).seen
        versions.publish(caller.office_id, caller.by, caller.person_id or 0, asked, seen)

    return _submit(caller, asked, do, gettext("Published. From now on this version does not change."))


@blueprint.post("/<half>/withdrawal")
def withdraw(half: str) -> PageResponse:
    caller = identity.require(PUBLISH)
    asked = half_of(caller, half)

    def do() -> None:
        form = read_page(WithdrawalForm, request.form)
        reason = Name(form.withdrawal_fa, form.withdrawal_en)
        withdrawal.withdraw(caller.office_id, caller.by, asked, reason, form.number)

    return _submit(caller, asked, do, gettext("The report is withdrawn. Everybody reads when and why."))


def _submit(caller: Caller, half: Half, do: Callable[[], object], done: str) -> PageResponse:
    """Carry out one step and return to the page of the half-year, with ``done`` as its message."""

    def carried_out() -> str:
        do()
        admin_pages.done(done)
        return _address(half)

    return admin_pages.submit(carried_out, partial(_page, caller, half))


def _page(caller: Caller, half: Half, form: FilledForm | None = None) -> str:
    session = db.session()
    found = reports.versions(session, caller.office_id, half)
    version = found[-1] if found else None
    promises = reports.promises(session, caller.office_id, half)
    actions = reports.actions(session, caller.office_id, half)
    published = [row for row in found if row.published_at is not None]
    is_draft = version is not None and version.published_at is None
    table = counts.counted(session, caller.office_id, half.days)
    seen, leaks = "", []
    if version is not None and is_draft:
        text = versions.public_text(session, version, promises, actions)
        seen, leaks = versions.digest(text), list(whole_report.problems(json.loads(text)))
    shown = _shown(version, content.texts(session, version, promises, actions)) if version is not None else None
    received = sum(row.items for row in table)
    written = findings.findings(session, caller.office_id, half)
    return admin_pages.render(
        "half_year/manage.html",
        half=half,
        title=labels.title(half),
        before_title=labels.title(reports.covering(session, caller.office_id, half.before)),
        is_over=half.last < today(session, caller.office_id),
        day_after=_day_after(half),
        version=version,
        items=received,
        uncoded=sum(row.items for row in table if row.cause == NOT_CODED),
        reading=coding_queries.reading(session, caller.office_id, half).cause,
        is_draft=is_draft,
        seen=seen,
        published=published,
        left_behind=headlines.left_behind(published[-1].headline, version.headline) if published and version else "",
        promises=promises,
        unreviewed=sum(row.outcome is None for row in promises),
        actions=actions,
        findings=written,
        progress=progress_shown.of_actions([*promises, *actions], today(session, caller.office_id)),
        few_findings=max(0, finding_rules.needed(content.items(version) if version else received) - len(written)),
        most_findings=finding_rules.MOST,
        leaks=leaks,
        parts_of_half=[(str(part), labels.title(part)) for part in half.parts],
        other=_other_report(caller, half),
        pairs=_pairs(caller, half),
        units=content.unit_names(session, caller.office_id),
        form=form or FilledForm(),
        headline=form if form is not None and HEADLINE in form.values else _stored_headline(version),
        restarts=form is not None and HEADLINE not in form.values and bool(form.get("correction_fa")),
        address=str(half),
        **(page_values(shown) if shown is not None else {"shown": None, "count": count, **labels.functions()}),
    )


def _other_report(caller: Caller, half: Half) -> tuple[str, str] | None:
    """(address, title) of another published report that covers these days."""
    published = [Half(row.half) for row in reports.published_halves(db.session(), caller.office_id)]
    other = together.overlapping(half, published)
    return (_address(other), labels.title(other)) if other is not None else None


def _pairs(caller: Caller, half: Half) -> list[tuple[str, str]]:
    """(address, title) of the reports that a thin half-year may share with its neighbours."""
    session, now = db.session(), today(db.session(), caller.office_id)
    if half.is_pair or reports.published(session, caller.office_id, half):
        return []
    first = coding_queries.first_entry(session, caller.office_id) or now
    found = []
    for pair in together.pairs_with(half):
        received = [findings.items_received(session, caller.office_id, part) for part in pair.parts]
        if pair.first <= now and pair.parts[0].last >= first and min(received) < together.THIN:
            found.append((_address(pair), labels.title(pair)))
    return found


def _shown(version: ReportVersion, texts: dict[str, Any]) -> Shown:
    """The frozen figures with every number, for the staff."""
    return Shown({**disclosure.internal(json.loads(version.figures)), **texts})


def _stored_headline(version: ReportVersion | None) -> FilledForm:
    return _headline(version) if version is not None else FilledForm()


def _headline(version: ReportVersion | None) -> FilledForm:
    if version is None:
        raise NotFound
    names = ("headline_fa", "headline_en", "correction_fa", "correction_en")
    return admin_pages.stored({name: getattr(version, name) for name in names}, version.number)


def _latest(caller: Caller, half: Half) -> ReportVersion | None:
    found = reports.versions(db.session(), caller.office_id, half)
    return found[-1] if found else None


def _day_after(half: Half) -> str:
    return jalali.written_date(half.last + DAY, i18n.language())


def _address(half: Half) -> str:
    return url_for("manage_half_year.show", half=str(half))

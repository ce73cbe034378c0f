"""The page of one saved report: its name and content, how often links to it are sent, and to whom."""

from functools import partial

from flask import request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.saved_reports import queries, words
from deskq.saved_reports.forms import RecipientForm, SavedReportForm
from deskq.saved_reports.mail import outbox as mail_outbox
from deskq.saved_reports.rules import WAYS, AlreadyRecipient
from deskq.saved_reports.service import recipients, saved, sending
from deskq.saved_reports.views import addresses, fields
from deskq.saved_reports.views.index import ERROR_FIELDS, SAVE, blueprint, find, form_options
from deskq.sms import outbox as sms_outbox
from deskq.staff import queries as staff_queries
from deskq.web import filters
from deskq.web.forms import read_page

Answered = Response | tuple[str, int]
RECIPIENT_ERRORS: dict[type[DomainError], str] = {AlreadyRecipient: "address"}


@blueprint.get("/<int:report_id>/edit")
def edit(report_id: int) -> str:
    return _page(report_id, None, None)


@blueprint.post("/<int:report_id>/edit")
def save(report_id: int) -> Answered:
    caller = identity.require(SAVE)
    find(caller, report_id)

    def do() -> str:
        wanted = fields.read(caller, read_page(SavedReportForm, request.form))
        with admin_pages.editing(caller, lambda: admin_pages.stored(fields.stored(find(caller, report_id)))):
            row = saved.change(caller.office_id, caller.by, report_id, wanted)
        admin_pages.done(gettext("“%(name)s” saved.", name=row.name))
        return url_for("saved_reports.edit", report_id=report_id)

    return admin_pages.submit(do, lambda form: _page(report_id, form, None), ERROR_FIELDS)


@blueprint.post("/<int:report_id>/sending")
def send_now(report_id: int) -> Answered:
    """Send the links, and the file where it is sent, outside of their turn."""
    caller = identity.require(SAVE)
    find(caller, report_id)

    def do() -> str:
        count = sending.send_now(caller.office_id, caller.by, report_id)
        said = ngettext("The report is on its way to %(n)s person.", "The report is on its way to %(n)s people.", count,
                        n=filters.digits(count))  # fmt: skip
        admin_pages.done(said)
        return url_for("saved_reports.edit", report_id=report_id)

    return admin_pages.submit(do, lambda form: _page(report_id, None, form))


@blueprint.post("/<int:report_id>/recipients")
def add_recipient(report_id: int) -> Answered:
    caller = identity.require(SAVE)
    find(caller, report_id)

    def do() -> str:
        form = read_page(RecipientForm, request.form)
        address = addresses.read(form.way, form.address)
        recipients.add(caller.office_id, caller.by, report_id, form.person_id, form.way, address)
        admin_pages.done(gettext("Added to the list."))
        return url_for("saved_reports.edit", report_id=report_id)

    return admin_pages.submit(do, partial(_page, report_id, None), RECIPIENT_ERRORS)


@blueprint.post("/<int:report_id>/recipients/<int:recipient_id>/removal")
def remove_recipient(report_id: int, recipient_id: int) -> Answered:
    caller = identity.require(SAVE)
    find(caller, report_id)

    def do() -> str:
        recipients.remove(caller.office_id, caller.by, report_id, recipient_id)
        admin_pages.done(gettext("Removed from the list."))
        return url_for("saved_reports.edit", report_id=report_id)

    return admin_pages.submit(do, lambda form: _page(report_id, None, form))


def _page(report_id: int, form: FilledForm | None, new: FilledForm | None) -> str:
    caller = identity.require(SAVE)
    report = find(caller, report_id)
    session = db.session()
    people = staff_queries.people(session, caller.office_id)
    last = queries.last_sent(session, caller.office_id)
    rows = queries.recipients(session, caller.office_id).get(report_id, ())
    return admin_pages.render(
        "manage/saved_reports/edit.html",
        report=report,
        form=form or admin_pages.stored(fields.stored(report)),
        new=new or FilledForm(),
        recipients=[(row, addresses.masked(row), addresses.last_link(last.get(row.id))) for row in rows],
        names={person.id: person.names for person in people},
        people=_choices(caller, report_id),
        ways=[(way, str(gettext(words.WAYS[way]))) for way in WAYS],
        on={"sms": sms_outbox.is_on(), "mail": mail_outbox.is_on()},
        way_words=words.WAYS,
        sends_options=fields.sends_options(),
        words=words,
        may_be_file=queries.may_be_file(session, report),
        **form_options(caller),
    )


def _choices(caller: Caller, report_id: int) -> list[tuple[str, str]]:
    """Everybody who may open the report."""
    report = find(caller, report_id)
    people = staff_queries.people(db.session(), caller.office_id)
    return [(str(one.id), filters.named(one.names)) for one in people if recipients.may_open(one, report)]

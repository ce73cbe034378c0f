"""The lists of applications, one page of an application, its receipt."""

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.applications.models import Application, ApplicationFile, ApplicationStage
from deskq.applications.outlook_port import Prospect
from deskq.applications.queries import application as queries
from deskq.applications.queries import inbox, prospects
from deskq.applications.queries.shown import ShownApplication, ShownStage, shown
from deskq.applications.rules import bills, progress, visibility
from deskq.applications.rules.progress import STAGE_STATE_NAMES, STATE_NAMES
from deskq.applications.views import last_step
from deskq.applications.views.reader import Reader, reader
from deskq.core import clock
from deskq.core.errors import N_, NotFound
from deskq.core.extensions import db, limiter
from deskq.messages import tracking_code
from deskq.messages.rules import deadlines
from deskq.messages.rules.deadlines import Times
from deskq.office import admin_pages, pdf_pages
from deskq.office.admin_pages import FilledForm
from deskq.printing import printers
from deskq.printing import service as printing_service
from deskq.printing.address import Address
from deskq.service_sheets import drawing
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import COST_NAMES, Content
from deskq.staff import queries as staff_queries
from deskq.web import qr_code
from deskq.web.i18n import language

blueprint = Blueprint("applications", __name__, url_prefix="/applications")
MOST_PAGES = 10_000
#: {form of the whole application: the verb with which it is on the page}
OFFERED_FOR = {**{verb: verb for verb in ("extend", "refuse", "withdraw", "object")}, "decide": "uphold"}
#: {field that a person fills in: its label, where its value alone does not tell what it is}
TYPED = {
    "day": N_("New last day"),
    "bill_number": N_("Bill number"),
    "payment_id": N_("Payment number"),
    "amount": N_("Amount in rials"),
    "reference": N_("Reference of the payment"),
    "words": "",
    "note": "",
}


@blueprint.get("")
def index() -> str | Response:
    who = reader()
    typed = request.args.get("parcel", "").strip()[:40]
    if found_id := _by_code(who, typed):
        return redirect(url_for("applications.show", application_id=found_id))
    tabs = {
        "unit": gettext("With us"),
        "arrived": gettext("From applicants"),
        "waiting": gettext("Waiting"),
        "open": gettext("All open"),
        "ended": gettext("Ended"),
    }
    if not who.viewer.units | who.viewer.under:
        del tabs["unit"]
    tab = request.args.get("tab", "")
    tab = tab if tab in tabs else next(iter(tabs))
    number = _page_number()
    searched = inbox.EVERY if typed else tab
    found = inbox.page(db.session(), who.caller.office_id, who.viewer, searched, number, typed)
    return admin_pages.render(
        "applications/inbox.html",
        rows=found.rows,
        tabs=tabs,
        tab=tab,
        typed=typed,
        number=number,
        more=found.more,
        contents=_contents([row.application for row in found.rows]),
        units=who.units,
        states=STATE_NAMES,
        age=age,
    )


def _page_number() -> int:
    typed = request.args.get("page", "0")
    return min(int(typed[:9]), MOST_PAGES) if typed.isascii() and typed.isdecimal() else 0


def _by_code(who: Reader, typed: str) -> int | None:
    """The application of a tracking code, if that is what was searched for and the reader sees it."""
    code = tracking_code.found_in(typed)
    application = queries.by_code(db.session(), who.caller.office_id, code) if code is not None else None
    return application.id if application is not None and who.sees(application) else None


def _contents(found: list[Application]) -> dict[int, Content]:
    """{version: content of the sheet}."""
    versions = {one.version_id for one in found}
    return {one: sheet_queries.version(db.session(), one).content for one in versions}


def age(moments: Application | ApplicationStage) -> str:
    """calm, amber, red or late; of a stage that has not begun calm."""
    amber, red, due = moments.amber_at, moments.red_at, moments.due_at
    if due is None or red is None or amber is None:
        return "calm"
    return deadlines.age(Times(amber, red, due, due), clock.now())


@blueprint.get("/<int:application_id>")
def show(application_id: int) -> str:
    return render(application_id, FilledForm())


def render(application_id: int, form: FilledForm, button: str = "") -> str:
    """The page of one application; ``button``: the form that something is wrong with."""
    who = reader()
    found = shown(db.session(), who.found(application_id), who.units)
    verbs = {one.row.code: stage_verbs(who, found, one) for one in found.stages}
    possible = _possible(who, found)
    may_receive = visibility.may_receive(who.viewer, {one.row.unit_id for one in found.stages})
    files = queries.files(db.session(), application_id)
    last = last_step.offered(who, found)
    offered = _offered(found, verbs, possible, files if may_receive else None) | ({"take_back"} if last else set())
    applicant = queries.applicant(db.session(), application_id)  # kept here, the page asks for it again
    return admin_pages.render(
        "applications/show.html",
        shown=found,
        application=found.application,
        verbs=verbs,
        may_receive=may_receive,
        prospect=_prospect(found),
        possible=possible,
        last=last,
        drawing=_drawing(found),
        states=STATE_NAMES,
        stage_states=STAGE_STATE_NAMES,
        people=staff_queries.names(db.session(), who.caller.office_id),
        age=age,
        form=form,
        button=button,
        unplaced=[] if button in offered else form.typed(TYPED),
        files=files,
        applicant_kind=applicant.kind,
        noted_bill=bills.noted,
    )


def _possible(who: Reader, found: ShownApplication) -> set[str]:
    """What this person can do with the whole application now."""
    present = {one.row.unit_id for one in found.here}
    decides = visibility.may_decide(who.viewer, present)
    rights = {
        "extend": visibility.may_extend(who.viewer, present, found.application.state),
        "refuse": decides,
        "withdraw": decides,
        "uphold": visibility.decides_objections(who.viewer),
    }
    now = queries.progress_of(found.application, [one.row for one in found.stages])
    of_whole = [verb for verb in progress.VERBS if verb not in progress.STAGE_VERBS and rights.get(verb, True)]
    return {verb for verb in of_whole if progress.may(found.content.stages, now, verb)}


def _offered(
    found: ShownApplication, verbs: dict[str, list[str]], possible: set[str], files: list[ApplicationFile] | None
) -> set[str]:
    """The forms that are on the page; ``files``: None for who may not receive any."""
    offered = {f"{code}-{verb}" for code, of_stage in verbs.items() for verb in of_stage}
    offered |= {button for button, verb in OFFERED_FOR.items() if verb in possible}
    if files is not None:
        offered |= {f"return-{one.document}" for one in files if one.state == "sent"}
        offered |= {"called"} if found.application.call_asked_at is not None else set()
    return offered


def stage_verbs(who: Reader, found: ShownApplication, one: ShownStage) -> list[str]:
    """What this person can do with a stage now."""
    if not visibility.may_do(who.viewer, one.row.unit_id, one.stage.at_desk):
        return []
    now = queries.progress_of(found.application, [each.row for each in found.stages])
    may = [verb for verb in progress.STAGE_VERBS if progress.may(found.content.stages, now, verb, one.row.code)]
    return [*may, "cancel_bill"] if "resume" in may and bills.may_cancel(one.row.state, one.row.bill_number) else may


def _drawing(found: ShownApplication) -> Markup:
    states = {one.row.code: one.row.state for one in found.stages}
    return drawing.svg(found.content.stages, language(), gettext("The stages of this application"), states)


def _prospect(found: ShownApplication) -> Prospect | None:
    """What is said of the date now promised."""
    one = found.application
    return prospects.of_running(db.session(), found, one.due_at) if one.state == "open" else None


@blueprint.get("/<int:application_id>/receipt")
def receipt(application_id: int) -> str:
    """The receipt of R3, to be printed on A5 or A4."""
    return _receipt(application_id)


@blueprint.get("/<int:application_id>/receipt.pdf")
@limiter.limit("30 per minute")
def receipt_pdf(application_id: int) -> Response:
    """The same as PDF, to be sent or kept."""
    return pdf_pages.answer(_receipt(application_id), f"receipt-{application_id}")


def _receipt(application_id: int) -> str:
    who = reader()
    found = shown(db.session(), who.found(application_id), who.units)
    public = current_app.config["PUBLIC_URL"]
    address = public + url_for("follow.show", code=found.application.code)
    return admin_pages.render(
        "applications/receipt.html",
        shown=found,
        application=found.application,
        costs=COST_NAMES,
        states=STATE_NAMES,
        track=public + url_for("follow.ask"),
        qr=qr_code.svg(address, gettext("Code for the tracking page")),
        back=url_for("applications.show", application_id=application_id),
        on_paper_roll=_ticket_printer(found.application) is not None,
    )


@blueprint.post("/<int:application_id>/receipt")
def print_receipt(application_id: int) -> Response:
    """Print the receipt on the printer of tickets, for an application opened from a ticket."""
    who = reader()
    application = who.found(application_id)
    printer = _ticket_printer(application)
    if printer is None or application.ticket_id is None:
        raise NotFound
    printing_service.print_receipt(application.office_id, who.caller.by, application.ticket_id, printer.name)
    admin_pages.done(gettext("The receipt comes out of the ticket printer."))
    return redirect(url_for("applications.receipt", application_id=application_id), 303)


def _ticket_printer(application: Application) -> Address | None:
    """The printer of tickets, if this receipt can be printed there: it is the newest of its ticket."""
    if application.ticket_id is None:
        return None
    newest = queries.newest_of_ticket(db.session(), application.office_id, application.ticket_id)
    return printers.current().shared() if newest is not None and newest.id == application.id else None

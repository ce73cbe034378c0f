"""The buttons of an application. Refused, the page comes again with what was typed."""

from collections.abc import Callable, Mapping

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.applications.forms import ActionForm, DecisionForm, DocumentsForm, ExtendForm, RevealForm, TakeBackForm
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.service import endings, stages, take_back
from deskq.applications.service.edit import Action
from deskq.applications.views.inbox import blueprint, render
from deskq.applications.views.reader import reader
from deskq.core.db.field_encryption import readable
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.messages.queries import deadlines
from deskq.office import admin_pages
from deskq.office.admin_pages import PageResponse
from deskq.sms import phone_numbers
from deskq.web import uploads
from deskq.web.forms import F, read_page

#: {verb: what it does with a stage}
STAGE_ACTIONS: Mapping[str, Callable[[Action, str, ActionForm], Application]] = {
    "complete": lambda action, stage, form: stages.complete(action, stage, form.words, form.note),
    "skip": lambda action, stage, form: stages.skip(action, stage, form.words),
    "wait_documents": lambda action, stage, form: stages.ask_documents(action, stage, form.words),
    "wait_payment": lambda action, stage, form: stages.ask_payment(
        action, stage, form.bill_number, form.payment_id, form.amount
    ),
    "cancel_bill": lambda action, stage, form: stages.cancel_bill(action, stage, form.words),
    "wait_applicant": lambda action, stage, form: stages.wait(action, stage, form.words, "applicant"),
    "wait_outside": lambda action, stage, form: stages.wait(action, stage, form.words, "outside"),
    "resume": lambda action, stage, form: stages.resume(action, stage, form.reference),
}


@blueprint.post("/<int:application_id>/stages/<stage>/<verb>")
def act(application_id: int, stage: str, verb: str) -> PageResponse:
    if verb not in STAGE_ACTIONS:
        raise NotFound
    return _submit(
        application_id,
        f"{stage}-{verb}",
        ActionForm,
        lambda action, form: STAGE_ACTIONS[verb](action, stage, form),
        gettext("Saved."),
    )


@blueprint.post("/<int:application_id>/documents")
def receive_documents(application_id: int) -> PageResponse:
    return _submit(
        application_id,
        "documents",
        DocumentsForm,
        lambda action, form: stages.receive_documents(action, form.documents),
        gettext("Documents received."),
    )


@blueprint.post("/<int:application_id>/documents/<document>/return")
def return_files(application_id: int, document: str) -> PageResponse:
    return _submit(
        application_id,
        f"return-{document}",
        ActionForm,
        lambda action, form: stages.return_files(action, document, form.words),
        gettext("Given back. The applicant will be told."),
    )


@blueprint.post("/<int:application_id>/call")
def called(application_id: int) -> PageResponse:
    return _submit(
        application_id,
        "called",
        ActionForm,
        lambda action, form: stages.called(action, form.note),
        gettext("Call noted."),
    )


@blueprint.get("/<int:application_id>/files/<file>")
def file(application_id: int, file: str) -> Response:
    """A file that the applicant sent."""
    application = reader().found(application_id)
    if not queries.has_file(db.session(), application.id, file):
        raise NotFound
    return uploads.send(file, small="small" in request.args)


@blueprint.post("/<int:application_id>/extension")
def extend(application_id: int) -> PageResponse:
    def do(action: Action, form: ExtendForm) -> Application:
        return endings.extend(action, deadlines.closing_of(db.session(), action.office_id, form.day), form.words)

    return _submit(application_id, "extend", ExtendForm, do, gettext("Date extended. The applicant will be told."))


@blueprint.post("/<int:application_id>/refusal")
def refuse(application_id: int) -> PageResponse:
    said = gettext("Application refused. The applicant will be told.")
    return _submit_words(application_id, "refuse", endings.refuse, said)


@blueprint.post("/<int:application_id>/withdrawal")
def withdraw(application_id: int) -> PageResponse:
    return _submit_words(application_id, "withdraw", endings.withdraw, gettext("Withdrawal recorded."))


@blueprint.post("/<int:application_id>/objection")
def object_to_refusal(application_id: int) -> PageResponse:
    said = gettext("Objection recorded. The inspectorate decides.")
    return _submit_words(application_id, "object", endings.object_to_refusal, said)


@blueprint.post("/<int:application_id>/objection/decision")
def decide(application_id: int) -> PageResponse:
    return _submit(
        application_id,
        "decide",
        DecisionForm,
        lambda action, form: endings.decide_objection(action, form.words, upheld=form.upheld),
        gettext("Objection decided. The applicant will be told."),
    )


@blueprint.post("/<int:application_id>/last-step/return")
def take_back_step(application_id: int) -> PageResponse:
    return _submit(
        application_id,
        "take_back",
        TakeBackForm,
        lambda action, form: take_back.take_back(action, form.step, form.words),
        gettext("Taken back. The application is as it was before this step."),
    )


@blueprint.post("/<int:application_id>/applicant")
def reveal(application_id: int) -> PageResponse:
    """Show once who applied; journalled."""
    who = reader()
    application = who.found(application_id)

    def look() -> str:
        applicant = endings.reveal(who.action(application_id), read_page(RevealForm, request.form).why)
        number = phone_numbers.local(applicant.phone) if readable(applicant.phone) else applicant.phone
        return admin_pages.render(
            "applications/applicant.html",
            application=application,
            applicant=applicant,
            number=number,
            heirs=queries.heirs(db.session(), application.id),
        )

    return admin_pages.submit_for_page(look, lambda form: render(application_id, form, "reveal"))


def _submit_words(
    application_id: int, button: str, do: Callable[[Action, str], Application], said: str
) -> PageResponse:
    return _submit(application_id, button, ActionForm, lambda action, form: do(action, form.words), said)


def _submit(
    application_id: int, button: str, form: type[F], do: Callable[[Action, F], Application], said: str
) -> PageResponse:
    who = reader()
    who.found(application_id)

    def submit_and_go() -> str:
        read = read_page(form, request.form)
        do(who.action(application_id, getattr(read, "turn", None)), read)
        admin_pages.done(said)
        return url_for("applications.show", application_id=application_id)

    return admin_pages.submit(submit_and_go, lambda filled: render(application_id, filled, button))

"""What an applicant does by the tracking page: sends files, objects, withdraws, asks to be called back. The caller has
checked that it is the applicant."""

from datetime import timedelta

from deskq.applications.events import ApplicationCall, ApplicationFiles
from deskq.applications.models import Application, ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.rules import citizen
from deskq.applications.rules.progress import check_live
from deskq.applications.service.edit import Action, edit
from deskq.core import actors
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings import queries as settings_queries

LONGEST = 2000


def _action(application: Application) -> Action:
    return Action(application.office_id, actors.CITIZEN, None, application.id)


def send_files(application: Application, document: str, files: list[str]) -> Application:
    """Files (names of stored ones) for a missing document; the unit looks at them before it counts as received."""
    with edit(_action(application)) as edited:
        check_live(edited.application.state)
        rows = {one.code: one for one in queries.documents(edited.tx.session, application.id)}
        if document not in rows or rows[document].received_at is not None:
            raise citizen.NotMissing
        if not files:
            raise InvalidInput({"photos": N_("Please choose a photo or a PDF file.")})
        known = queries.files(edited.tx.session, application.id)
        new = [name for name in files if all((one.document, one.file) != (document, name) for one in known)]
        if not new:
            return edited.application  # the same form sent twice
        citizen.check_files([one for one in known if one.source == "applicant"], document, len(new), edited.at)
        edited.tx.session.add_all(
            ApplicationFile(application_id=application.id, document=document, file=name, at=edited.at) for name in new
        )
        step = edited.note("send_files", words=rows[document].name_fa)
        edited.tx.session.flush()
        edited.look_again()
        edited.tx.record(ApplicationFiles(application.id, document, "send", len(new), step.id))
        return edited.application


def object_to_refusal(application: Application, words: str) -> Application:
    """Object to a refusal within the days of the office, once."""
    words = _cleaned(words)
    if not words:
        raise InvalidInput({"words": N_("Please write why you object.")})
    with edit(_action(application)) as edited:
        days = settings_queries.load_settings(edited.tx.session, application.office_id).policy.reopen_days
        citizen.check_in_time(edited.application, timedelta(days=days), edited.at)
        edited.move("object", words=words)
        return edited.application


def withdraw(application: Application, words: str, *, sure: bool) -> Application:
    """Give it up for good."""
    if not sure:
        raise InvalidInput({"sure": N_("Please confirm that you withdraw the application for good.")})
    with edit(_action(application)) as edited:
        edited.move("withdraw", words=_cleaned(words))
        return edited.application


def ask_call(application: Application, words: str) -> Application:
    """Ask to be called back at the number given; asked again, it is still one wish."""
    with edit(_action(application)) as edited:
        if edited.application.call_asked_at is not None:
            return edited.application
        if not queries.applicant(edited.tx.session, application.id).phone:
            raise citizen.NoPhone
        citizen.check_calls(queries.steps(edited.tx.session, application.id), edited.at)
        edited.application.call_asked_at = edited.at
        edited.note("ask_call", words=_cleaned(words))
        edited.look_again()
        edited.tx.record(ApplicationCall(application.id, "ask"))
        return edited.application


def _cleaned(words: str) -> str:
    return persian.clean(words)[:LONGEST]

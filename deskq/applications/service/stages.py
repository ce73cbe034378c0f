"""The verbs of a stage: done, left out, waiting and resumed, documents, payment."""

from deskq.applications.events import ApplicationDocuments
from deskq.applications.models import Application, ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.service.edit import Action, EditedApplication, edit
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian

NO_REASON = N_("Please write the reason. The applicant reads it.")
LONGEST_NUMBER = 40


class DocumentsMissing(DomainError):
    slug = "documents-still-missing"
    title = N_("Documents are still missing. Mark them as received first.")


def complete(action: Action, stage: str, words: str = "", note: str = "") -> Application:
    """The stage is done; the next ones begin."""
    with edit(action) as edited:
        edited.check_may_do(stage)
        edited.move("complete", stage, words=persian.clean(words), note=persian.clean(note))
        return edited.application


def skip(action: Action, stage: str, reason: str) -> Application:
    """An optional stage is not needed; the reason stays in the history."""
    with edit(action) as edited:
        edited.check_may_do(stage)
        edited.move("skip", stage, words=_reason(reason))
        return edited.application


def wait(action: Action, stage: str, reason: str, whom: str) -> Application:
    """The stage waits for ``whom``: "applicant" or "outside"; the clock stands (R11)."""
    if whom not in ("applicant", "outside"):
        raise InvalidInput({"whom": N_("Please choose one of the options.")})
    with edit(action) as edited:
        edited.check_may_do(stage)
        edited.move(f"wait_{whom}", stage, words=_reason(reason))
        return edited.application


def ask_documents(action: Action, stage: str, names: str) -> Application:
    """Documents are missing, one name in each line."""
    wanted = list(dict.fromkeys(filter(None, (persian.clean(line)[:160] for line in names.splitlines()))))
    if not wanted:
        raise InvalidInput({"words": N_("Please name the missing document.")})
    with edit(action) as edited:
        edited.check_may_do(stage)
        known = queries.documents(edited.tx.session, action.application_id)
        edited.move("wait_documents", stage, words="، ".join(wanted))
        for nth, name in enumerate(wanted, len(known) + 1):
            edited.tx.session.add(
                ApplicationDocument(application_id=action.application_id, code=f"asked_{nth}", name_fa=name)
            )
        edited.tx.session.flush()
        _record_documents(edited, "")
        return edited.application


def receive_documents(action: Action, codes: list[str]) -> Application:
    """These documents were handed in. With the last missing one the stages that waited for documents go on."""
    with edit(action) as edited:
        rows = {row.code: row for row in queries.documents(edited.tx.session, action.application_id)}
        new = [code for code in dict.fromkeys(codes) if code in rows and rows[code].received_at is None]
        if not new:
            raise InvalidInput({"documents": N_("Please choose the documents that were handed in.")})
        for code in new:
            rows[code].received_at = edited.at
        edited.note("receive", words="، ".join(rows[code].name_fa for code in new))
        edited.tx.session.flush()
        missing = _record_documents(edited, " ".join(new))
        if not missing and edited.progress.state in ("open", "incomplete"):
            for code in [row.code for row in edited.rows.values() if row.state == "documents"]:
                edited.move("resume", code)
        return edited.application


def _record_documents(edited: EditedApplication, received: str) -> list[str]:
    rows = queries.documents(edited.tx.session, edited.application.id)
    missing = [row.code for row in rows if row.received_at is None]
    edited.tx.record(ApplicationDocuments(edited.application.id, received, " ".join(missing)))
    return missing


def ask_payment(action: Action, stage: str, bill_number: str, payment_id: str) -> Application:
    """A bill was issued; the clock stands until it is paid."""
    bill, payment = _number(bill_number), _number(payment_id)
    wrong = {name: _WANTED for name, value in (("bill_number", bill), ("payment_id", payment)) if not value}
    if wrong:
        raise InvalidInput(wrong)
    with edit(action) as edited:
        row = edited.check_may_do(stage)
        edited.move("wait_payment", stage)
        row.bill_number, row.payment_id, row.reference = bill, payment, ""
        return edited.application


_WANTED = N_("Please fill in this field.")


def resume(action: Action, stage: str, reference: str = "") -> Application:
    """What it waited for has come. After a bill ``reference`` is that of the payment."""
    with edit(action) as edited:
        row, paid = edited.check_may_do(stage), _number(reference)
        if row.state == "payment" and not paid:
            raise InvalidInput({"reference": N_("Please enter the reference number of the payment.")})
        if row.state == "documents" and any(
            one.received_at is None for one in queries.documents(edited.tx.session, action.application_id)
        ):
            raise DocumentsMissing
        if row.state == "payment":
            row.reference = paid
        edited.move("resume", stage)
        return edited.application


def _number(typed: str) -> str:
    return persian.ascii_digits(persian.clean(typed))[:LONGEST_NUMBER]


def _reason(typed: str) -> str:
    found = persian.clean(typed)
    if not found:
        raise InvalidInput({"words": NO_REASON})
    return found

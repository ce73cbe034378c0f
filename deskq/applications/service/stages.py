"""The verbs of a stage: done, left out, waiting and resumed, documents, payment."""

import re
from collections.abc import Mapping

from deskq.applications.events import ApplicationCall, ApplicationDocuments, ApplicationFiles, BillCancelled
from deskq.applications.models import Application, ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.rules import bills
from deskq.applications.rules.progress import check_live
from deskq.applications.service import take_back
from deskq.applications.service.edit import Action, EditedApplication, edit
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.text.rials import read_rials

NO_REASON = N_("Please write the reason. The applicant reads it.")
#: Numbers of bills and payments: anybody who has the tracking code reads them, so they have digits and no words.
NUMBER = re.compile(r"(?=[^0-9]*[0-9])[0-9A-Za-z/-]{1,40}")
MOST_DOCUMENTS, LONGEST_NAME = 60, 160
#: Begins the codes of documents that a unit asked for.
ASKED = "asked_"


class NoFilesSent(DomainError):
    slug = "no-files-sent"
    title = N_("No files for this document wait to be looked at. Perhaps a colleague has just done it.")


class NoCallAsked(DomainError):
    slug = "no-call-asked"
    title = N_("Nobody waits for a call about this application. Perhaps a colleague has just called.")


class NoBillOpen(DomainError):
    slug = "no-bill-open"
    title = N_("No bill of this stage waits to be paid. Perhaps a colleague has just changed it.")


class DocumentsMissing(DomainError):
    slug = "documents-still-missing"
    title = N_("Documents are still missing. Mark them as received first.")


def complete(action: Action, stage: str, words: str = "", note: str = "") -> Application:
    """The stage is done; the next ones begin."""
    with edit(action) as edited:
        edited.check_may_do(stage)
        take_back.move(edited, "complete", stage, words=persian.clean(words), note=persian.clean(note))
        return edited.application


def skip(action: Action, stage: str, reason: str) -> Application:
    """An optional stage is not needed; the reason stays in the history."""
    with edit(action) as edited:
        edited.check_may_do(stage)
        take_back.move(edited, "skip", stage, words=_reason(reason))
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
    wanted = list(dict.fromkeys(filter(None, (persian.clean(line)[:LONGEST_NAME] for line in names.splitlines()))))
    if not wanted:
        raise InvalidInput({"words": N_("Please name the missing document.")})
    with edit(action) as edited:
        edited.check_may_do(stage)
        known = {one.code for one in queries.documents(edited.tx.session, action.application_id)}
        if len(known) + len(wanted) > MOST_DOCUMENTS:
            raise InvalidInput({"words": N_("These are too many documents for one application.")})
        edited.move("wait_documents", stage, words="، ".join(wanted))
        free = (code for n in range(1, 2 * MOST_DOCUMENTS) if (code := f"{ASKED}{n}") not in known)
        for code, name in zip(free, wanted, strict=False):
            edited.tx.session.add(ApplicationDocument(application_id=action.application_id, code=code, name_fa=name))
        edited.tx.session.flush()
        record_documents(edited, "")
        return edited.application


def receive_documents(action: Action, codes: list[str]) -> Application:
    """These documents were handed in. With the last missing one the stages that waited for documents go on."""
    with edit(action) as edited:
        edited.check_may_receive()
        check_live(edited.application.state)
        rows = {row.code: row for row in queries.documents(edited.tx.session, action.application_id)}
        new = [code for code in dict.fromkeys(codes) if code in rows and rows[code].received_at is None]
        if not new:
            raise InvalidInput({"documents": N_("Please choose the documents that were handed in.")})
        edited.note("receive", words="، ".join(rows[code].name_fa for code in new))
        mark_received(edited, rows, new)
        return edited.application


def mark_received(edited: EditedApplication, rows: Mapping[str, ApplicationDocument], new: list[str]) -> None:
    """These of ``rows`` {code: document} are received. With the last missing one the stages that waited go on."""
    for code in new:
        rows[code].received_at = edited.at
    _settle_files(edited, new, "accepted")
    missing = record_documents(edited, " ".join(new))
    if not missing and edited.progress.state in ("open", "incomplete"):
        for code in [row.code for row in edited.rows.values() if row.state == "documents"]:
            edited.move("resume", code)


def return_files(action: Action, document: str, reason: str) -> Application:
    """The files sent for a document cannot be used; the applicant reads why and is texted."""
    with edit(action) as edited:
        edited.check_may_receive()
        check_live(edited.application.state)
        rows = {row.code: row for row in queries.documents(edited.tx.session, action.application_id)}
        reason, count = _reason(reason), _settle_files(edited, [document], "returned")
        if not count:
            raise NoFilesSent
        step = edited.note("return_files", words=f"{rows[document].name_fa}: {reason}")
        edited.tx.session.flush()
        edited.tx.record(ApplicationFiles(action.application_id, document, "return", count, step.id))
        return edited.application


def called(action: Action, note: str) -> Application:
    """The applicant was called back; ``note`` says what came of it."""
    note = persian.clean(note)
    with edit(action) as edited:
        edited.check_may_receive()
        if edited.application.call_asked_at is None:
            raise NoCallAsked
        if not note:
            raise InvalidInput({"note": N_("Please write what came of the call.")})
        edited.application.call_asked_at = None
        edited.note("called", note=note)
        edited.look_again()
        edited.tx.record(ApplicationCall(action.application_id, "done"))
        return edited.application


def _settle_files(edited: EditedApplication, documents: list[str], state: str) -> int:
    """Those of these documents that nobody had looked at; returns how many."""
    found = [
        one
        for one in queries.files(edited.tx.session, edited.application.id)
        if one.document in documents and one.state == "sent"
    ]
    for one in found:
        one.state = state
    edited.tx.session.flush()
    edited.look_again()
    return len(found)


def record_documents(edited: EditedApplication, received: str) -> list[str]:
    """Journal which were received; returns the codes of those still missing."""
    rows = queries.documents(edited.tx.session, edited.application.id)
    missing = [row.code for row in rows if row.received_at is None]
    edited.tx.record(ApplicationDocuments(edited.application.id, received, " ".join(missing)))
    return missing


def ask_payment(action: Action, stage: str, bill_number: str, payment_id: str, amount: str = "") -> Application:
    """A bill was issued, with its amount in rials if known; the clock stands until it is paid."""
    bill, payment = _number(bill_number), _number(payment_id)
    wrong = {name: _WANTED for name, value in (("bill_number", bill), ("payment_id", payment)) if not value}
    rials = read_rials(amount)
    if rials is None and amount.strip():
        wrong["amount"] = N_("Please enter the amount in whole rials, for example 12,500,000.")
    if wrong:
        raise InvalidInput(wrong)
    with edit(action) as edited:
        row = edited.check_may_do(stage)
        edited.move("wait_payment", stage)
        row.bill_number, row.payment_id, row.reference, row.amount = bill, payment, "", rials
        return edited.application


def cancel_bill(action: Action, stage: str, reason: str) -> Application:
    """The unpaid bill of a stage is wrong or not needed. The applicant no longer sees it and is told so by SMS. The
    stage goes on without a payment, and the numbers of the bill stay in the history."""
    if not (reason := persian.clean(reason)):
        raise InvalidInput({"words": N_("Please write why the bill is cancelled.")})
    with edit(action) as edited:
        row = edited.check_may_do(stage)
        if not bills.may_cancel(row.state, row.bill_number):
            raise NoBillOpen
        step = edited.note("cancel_bill", stage, words=reason, note=bills.numbers(row))
        row.bill_number, row.payment_id, row.amount = "", "", None
        edited.tx.session.flush()
        edited.tx.record(BillCancelled(action.application_id, stage, step.id))
        edited.move("resume", stage)
        return edited.application


_WANTED = N_("Please enter this number in digits, without words.")


def resume(action: Action, stage: str, reference: str = "") -> Application:
    """What it waited for has come. After a bill ``reference`` is that of the payment."""
    with edit(action) as edited:
        row, paid = edited.check_may_do(stage), _number(reference)
        if row.state == "payment" and not paid:
            raise InvalidInput({"reference": N_("Please enter the reference number of the payment, in digits.")})
        if row.state == "documents" and any(
            one.received_at is None for one in queries.documents(edited.tx.session, action.application_id)
        ):
            raise DocumentsMissing
        note = ""
        if row.state == "payment":
            row.reference = paid
            note = bills.numbers(row)  # another bill of this stage replaces them on the page
        edited.move("resume", stage, note=note)
        return edited.application


def _number(typed: str) -> str:
    """The number as it is stored, or empty where it is none."""
    found = persian.ascii_digits(persian.clean(typed)).replace(" ", "")
    return found if NUMBER.fullmatch(found) else ""


def _reason(typed: str) -> str:
    found = persian.clean(typed)
    if not found:
        raise InvalidInput({"words": NO_REASON})
    return found

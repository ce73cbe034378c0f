"""What the buttons about scans do, in the form of a new application and on the page of one."""

from collections.abc import Mapping
from io import BytesIO

from flask import request
from werkzeug.datastructures import MultiDict

from deskq.access.identity import Caller
from deskq.core.errors import InvalidInput
from deskq.core.text.names import Name
from deskq.document_scans import places, rules, scanner_folder
from deskq.document_scans.forms import DraftForm, ScanForm
from deskq.document_scans.service import attach, links, scanner
from deskq.document_scans.service.target import Paper, Target
from deskq.document_scans.views import panel
from deskq.inbox.views import photo_uploads
from deskq.inbox.views.photo_uploads import Photos
from deskq.web import uploads
from deskq.web.forms import read_page

#: Verbs of buttons in the form of a new application.
VERBS = ("upload", "phone", "take", "drop", "keep", "detach")


def is_scan_button(go: str) -> bool:
    return go.partition(":")[0] in VERBS


def press(target: Target, documents: Mapping[str, Name]) -> None:
    """Do what the button of the sent form says; ``documents``: {code: name} of those it may name."""
    form = read_page(ScanForm, _mine())
    if form.verb == "upload":
        upload(target, documents)
    elif form.verb == "phone":
        code = _document(form, documents)
        panel.asked(*links.ask(target, code, documents[code]))
    elif form.verb == "take":
        _take(target, _document(form, documents), _paper(target, form.what))
    elif form.verb == "drop":
        scanner.drop(target, _paper(target, form.what))
    elif form.verb == "keep":
        scanner.keep(target, _paper(target, form.what))
    elif form.verb == "detach":
        attach.detach(target, _id(form.what))
    else:
        raise InvalidInput({"go": attach.NO_FILE})


def press_in_draft(caller: Caller, documents: Mapping[str, Name]) -> None:
    """The same in the form of a new application."""
    press(_draft(caller), documents)


def upload_in_draft(caller: Caller, documents: Mapping[str, Name]) -> None:
    """Files that were chosen in the form and not added yet."""
    if has_files():
        upload(_draft(caller), documents)


def _draft(caller: Caller) -> Target:
    mine = {name: request.form[name] for name in ("request_key", "sheet") if name in request.form}
    form = read_page(DraftForm, MultiDict(mine))
    assert caller.person_id is not None
    return Target(caller.office_id, caller.by, caller.person_id, None, form.request_key)


def upload(target: Target, documents: Mapping[str, Name]) -> None:
    """Files chosen in the form, for the chosen document."""
    sent = Photos(uploads.SCAN)
    sent.check()
    form = read_page(ScanForm, _mine())
    attach.attach(target, _document(form, documents), sent.names, "upload")


def has_files() -> bool:
    """Whether files were chosen in the sent form."""
    return any(one.filename for one in request.files.getlist(photo_uploads.FIELD))


def _mine() -> MultiDict[str, str]:
    return MultiDict({name: request.form[name] for name in ("go", "scan_document") if name in request.form})


def _document(form: ScanForm, documents: Mapping[str, Name]) -> str:
    if form.scan_document not in documents:
        raise InvalidInput({"scan_document": attach.NO_DOCUMENT})
    return form.scan_document


def _paper(target: Target, token: str) -> Paper:
    counter = places.counter_number(target.person_id)
    if counter is None or not places.is_set():
        raise rules.NoScanner
    return Paper(counter, token)


def _take(target: Target, document: str, paper: Paper) -> None:
    content = scanner_folder.content(places.place(target.office_id, paper.counter), paper.token)
    file = photo_uploads.keep_content(content, f"person {target.person_id}", uploads.SCAN)
    attach.attach(target, document, [file], "folder", paper)


def small_picture(target: Target, token: str) -> BytesIO:
    paper = _paper(target, token)
    return BytesIO(scanner_folder.content(places.place(target.office_id, paper.counter), paper.token))


def _id(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 18):
        raise rules.ScanGone
    return int(typed)

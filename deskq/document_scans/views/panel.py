"""What the part of a page about scans shows, of an application or of one that is about to be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import current_app, g, url_for
from flask_babel import gettext
from markupsafe import Markup

from deskq.access import identity
from deskq.applications.models import Application, ApplicationDocument, ApplicationFile
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.document_scans import places, queries, rules, scanner_folder
from deskq.document_scans.models import ScanLink
from deskq.document_scans.scanner_folder import Paper
from deskq.web import qr_code, uploads
from deskq.web.filters import digits, named


class Document(Protocol):
    @property
    def code(self) -> str: ...


class StoredScan(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def document(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Scan:
    id: int
    file: str
    source: str
    url: str
    small: str


@dataclass(frozen=True, slots=True)
class Scanner:
    """``problem``: why its folder cannot be used. ``dropped``: discarded papers that can be put back."""

    counter: int
    papers: list[Paper]
    dropped: list[Paper]
    problem: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """``scans``: {document: its scans}; ``moved``: the revisions of the application before and after a phone sent its
    picture, oldest first; ``may_come``: another phone may send one more."""

    scans: dict[str, list[Scan]]
    scanner: Scanner | None
    open_links: list[int]
    may_come: bool
    moved: list[tuple[int, int]]
    address: str

    @property
    def received(self) -> list[str]:
        return list(self.scans)


@dataclass(frozen=True, slots=True)
class AskedLink:
    """A page for a phone that was asked for just now: only now is its address known."""

    link: ScanLink
    name: Name
    address: str
    qr: Markup


def asked(link: ScanLink, secret: str) -> None:
    """Show the code of this page on the answer of this request."""
    address = current_app.config["PUBLIC_URL"] + url_for("scan_phone.show", secret=secret)
    qr = qr_code.svg(address, gettext("Code for the phone"))
    g.asked_scan_link = AskedLink(link, Name(link.name_fa, link.name_en), address, qr)


def asked_link() -> AskedLink | None:
    found: AskedLink | None = g.get("asked_scan_link")
    return found


def of_application(application: Application, files: Sequence[ApplicationFile], *, follows: bool = False) -> Panel:
    """``files``: all that it has; ``follows``: a page that showed a code asks what became of it."""

    def address(file: str, small: int | None = None) -> str:
        return url_for("applications.file", application_id=application.id, file=file, small=small)

    accepted = [one for one in files if one.state == "accepted"]
    links = queries.links(db.session(), application.office_id, application.id, "") if follows else []
    here = url_for("document_scans.of_application", application_id=application.id)
    return _panel(_grouped(accepted, {one.id: _scan(one, address) for one in accepted}), links, here)


def of_draft(draft: str, sheet: str, *, follows: bool = False) -> Panel:
    caller = identity.staff_caller()
    assert caller is not None
    assert caller.person_id is not None
    found = queries.drafts(db.session(), caller.office_id, caller.person_id, draft)

    def address(file: str, small: int | None = None) -> str:
        return url_for("document_scans.draft_file", file=file, small=small)

    links = queries.links(db.session(), caller.office_id, None, draft) if follows and draft else []
    here = url_for("document_scans.of_draft", request_key=draft, sheet=sheet)
    return _panel(_grouped(found, {one.id: _scan(one, address) for one in found}), links, here)


def _scan(row: StoredScan, address: "Address") -> Scan:
    return Scan(row.id, row.file, row.source, address(row.file), address(row.file, 1))


class Address(Protocol):
    def __call__(self, file: str, small: int | None = None) -> str: ...


def _grouped(rows: Sequence[StoredScan], scans: dict[int, Scan]) -> dict[str, list[Scan]]:
    found: dict[str, list[Scan]] = {}
    for row in rows:
        found.setdefault(row.document, []).append(scans[row.id])
    return found


def _panel(scans: dict[str, list[Scan]], links: list[ScanLink], address: str) -> Panel:
    now = clock.now()
    return Panel(
        scans,
        _scanner(),
        [one.id for one in links if one.used_at is None and one.expires_at > now],
        any(one.expires_at > now for one in links),
        [
            (one.turn_before, one.turn_after)
            for one in reversed(links)
            if one.turn_before is not None and one.turn_after is not None
        ],
        address,
    )


def _scanner() -> Scanner | None:
    """The scanner of the counter at which this person works; None where there is none."""
    caller = identity.staff_caller()
    if not places.is_set() or caller is None or caller.person_id is None:
        return None
    counter = places.counter_number(caller.person_id)
    if counter is None:
        return None
    try:
        found = scanner_folder.listing(places.place(caller.office_id, counter))
    except rules.ScannerFolder as refusal:
        return Scanner(counter, [], [], gettext(refusal.title))
    takes = queries.takes(db.session(), caller.office_id, counter)
    new = [one for one in found.papers if one.token not in takes]
    dropped = [one for one in found.papers if one.token in takes and takes[one.token].verb == "drop"]
    return Scanner(counter, new, dropped, "", found.read_only)


def names(documents: Sequence[ApplicationDocument]) -> dict[str, Name]:
    return {one.code: Name(one.name_fa, one.name_en) for one in documents}


def choices(documents: Sequence[ApplicationDocument]) -> list[tuple[str, str]]:
    """(code, what to call it) of the documents a scan may belong to, the missing ones first."""
    shown = names(documents)
    ordered = sorted(documents, key=lambda one: one.received_at is not None)
    return [(one.code, _choice(named(shown[one.code]), one.received_at is not None)) for one in ordered]


def _choice(name: str, received: bool) -> str:
    return str(gettext("%(document)s (received)", document=name)) if received else name


def problem_of(paper: Paper) -> str:
    """Why a paper cannot be taken, in the language of the page."""
    most = uploads.LARGEST_MEGABYTES
    said: str = (
        gettext(paper.problem, most=digits(most)) if paper.problem == rules.TOO_LARGE else gettext(paper.problem)
    )
    return said

"""A scan of no document, too many of them, and a code that ends as the picture arrives; a file good after all."""

from datetime import timedelta

import pytest

from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.service import citizen, stages
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.text.names import Name
from deskq.document_scans import rules
from deskq.document_scans.models import DraftScan, ScanLink
from deskq.document_scans.service import attach, links
from deskq.document_scans.service.target import Target
from tests.applications.conftest import person_id

DEED = Name("سند مالکیت", "Title deed")
SECOND = timedelta(seconds=1)


def files(number: int) -> list[str]:
    return [f"{one:040}.pdf" for one in range(number)]


@pytest.fixture
def draft(office) -> Target:
    """The form of an application that karimi is about to open."""
    clerk = person_id("karimi")
    return Target(office, f"person:{clerk}", clerk, draft="key-of-page-1")


@pytest.fixture
def target(draft, lacking) -> Target:
    return Target(draft.office_id, draft.by, draft.person_id, lacking.id)


def test_a_scan_of_a_document_that_the_application_does_not_need_is_refused(target, look):
    with pytest.raises(InvalidInput) as refused:
        attach.attach(target, "nothing", files(1), "upload")

    assert set(refused.value.fields) == {"scan_document"}
    assert look().query(ApplicationFile).count() == 0


def test_a_file_given_back_to_the_applicant_is_good_when_the_desk_adds_it(target, lacking, action, look):
    citizen.send_files(lacking, "deed", files(1))
    stages.return_files(action("planner", lacking), "deed", "گوشهٔ سند بریده است.")

    attach.attach(target, "deed", files(1), "upload")

    [file] = queries.files(look(), lacking.id)
    assert (file.state, file.source) == ("accepted", "applicant")


@pytest.mark.parametrize(("where", "kind"), [("draft", DraftScan), ("target", ApplicationFile)])
def test_too_many_scans_of_a_document_are_enough(request, lacking, look, where, kind):
    to = request.getfixturevalue(where)
    attach.attach(to, "deed", files(rules.MOST_OF_DOCUMENT), "upload")

    with pytest.raises(rules.ManyScans):
        attach.attach(to, "deed", ["f" * 40 + ".pdf"], "upload")

    assert look().query(kind).count() == rules.MOST_OF_DOCUMENT


def test_before_the_opening_there_are_only_so_many_scans_in_all(draft, look):
    for number in range(rules.MOST_IN_ALL // rules.MOST_OF_DOCUMENT):
        attach.attach(draft, f"document {number}", files(rules.MOST_OF_DOCUMENT), "upload")

    with pytest.raises(rules.ManyScans):
        attach.attach(draft, "one more", files(1), "upload")

    assert look().query(DraftScan).count() == rules.MOST_IN_ALL


def test_a_phone_sends_to_the_form_of_an_application_that_is_about_to_be_opened(draft, look):
    _, secret = links.ask(draft, "deed", DEED)

    links.send(secret, files(2))
    links.send(secret, files(2))  # sent twice
    links.send(secret, files(3)[2:])  # from another phone

    rows = look().query(DraftScan).order_by(DraftScan.file).all()
    assert [(one.file, one.document, one.draft, one.source) for one in rows] == [
        (name, "deed", draft.draft, "phone") for name in files(3)
    ]


def test_a_code_that_ends_while_the_picture_waits_for_its_turn_is_refused(draft, look, monkeypatch):
    link, secret = links.ask(draft, "deed", DEED)
    over = link.expires_at
    times = [over - SECOND]
    monkeypatch.setattr(clock, "now", lambda: times.pop() if times else over)

    with pytest.raises(rules.ScanLinkOver):
        links.send(secret, files(1))

    assert times == []
    assert look().query(DraftScan).count() == 0
    assert look().query(ScanLink).one().used_at is None

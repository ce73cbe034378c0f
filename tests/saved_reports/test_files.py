"""A saved report is mailed as a file too where the office allows it, and sent at once when somebody asks for it."""

import pytest

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.saved_reports import queries
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.mail.server import SmtpServer
from deskq.saved_reports.rules import FilesNotAllowed, NobodyToSendTo, SentJustNow, may_be_file
from deskq.saved_reports.service import sending
from deskq.web.pdf import printing
from tests.saved_reports.fake_smtp_server import FakeSmtpServer
from tests.tools import pdf_text
from tests.tools.forms import revision_of

PAGE = "/manage/reports/saved"


@pytest.fixture
def allowed(office):
    sending.allow_files(office, "person:1", True)


def test_reports_are_not_sent_as_files_until_an_administrator_allows_it(office, save):
    assert not queries.files_allowed(db.session(), office)
    with pytest.raises(FilesNotAllowed):
        save(with_file=True)

    sending.allow_files(office, "person:1", True)

    assert save(with_file=True).with_file


@pytest.mark.parametrize(
    ("by", "files", "may"), [("service", True, True), ("clerk", True, False), ("service", False, False)]
)
def test_figures_of_single_clerks_never_leave_as_a_file(by, files, may):
    assert may_be_file(by, files) is may


@pytest.mark.parametrize(("subject", "by"), [("visits", "service"), ("messages", "kind"), ("applications", "service")])
def test_the_letter_has_the_report_as_a_tagged_pdf_beside_the_link(allowed, mailed, subject, by):
    (letter,) = mailed(subject=subject, by=by, with_file=True)

    assert letter.file.name == f"{subject}-14050830-14050906.pdf"
    assert pdf_text.catalogue(letter.file.content)["/MarkInfo"]["/Marked"]
    assert "http://localhost/manage/reports/saved/" in letter.text
    assert "فایل PDF گزارش پیوست است." in letter.text


def test_the_file_says_what_the_page_says_on_that_day(allowed, issue, mailed):
    issue("renewal_levy")

    text = pdf_text.text(mailed(with_file=True)[0].file.content)

    assert pdf_text.plain("مراجعه‌ها") in text
    assert pdf_text.plain("عوارض نوسازی") in text


def test_an_office_that_forbids_files_again_sends_links_only(allowed, office, save, send_to, round_, server, saturday):
    send_to(save(sends="week", with_file=True))
    sending.allow_files(office, "person:1", False)
    saturday()
    round_()

    assert [letter.file for letter in server.letters] == [None]
    assert "PDF" not in server.letters[0].text


def test_a_report_without_the_wish_has_no_file(allowed, mailed):
    assert [letter.file for letter in mailed()] == [None]


def test_a_file_that_cannot_be_made_stops_no_link(allowed, mailed, monkeypatch):
    def fails(document, template):
        raise printing.NoPdf

    monkeypatch.setattr(printing, "_printed", fails)

    (letter,) = mailed(with_file=True)

    assert letter.file is None
    assert "این بار فایل PDF ساخته نشد." in letter.text


def test_no_office_is_locked_while_the_file_is_made(allowed, mailed, monkeypatch):
    held, real = [], printing._printed

    def look(document, template):
        held.append(db.session().in_transaction())
        return real(document, template)

    monkeypatch.setattr(printing, "_printed", look)

    mailed(with_file=True)

    assert held == [False]


def test_the_file_arrives_whole_through_a_real_server(allowed, app, save, send_to, round_, saturday):
    fake = FakeSmtpServer()
    app.extensions[outbox.EXTENSION].server = SmtpServer("127.0.0.1", fake.port, "none", "", "", "desk@example.ir")
    send_to(save(sends="week", with_file=True))
    saturday()
    round_()
    fake.end()

    (letter,) = fake.letters
    (attached,) = letter.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert pdf_text.title(attached.get_content())


def test_send_now_reaches_everybody_on_the_list_with_the_period_before_today(office, save, send_to, round_, server):
    report = save()
    send_to(report)
    send_to(report, address="mayor@example.ir", who="mayor")

    assert sending.send_now(office, "person:1", report.id) == 2
    round_()

    assert sorted(letter.to for letter in server.letters) == ["manager@example.ir", "mayor@example.ir"]
    assert all("?on=2026-11-24" in letter.text for letter in server.letters)


def test_a_second_press_sends_nothing_and_later_and_in_its_turn_it_is_sent_again(
    office, save, send_to, round_, server, later, saturday
):
    report = send_to(save(sends="week")).report_id
    sending.send_now(office, "person:1", report)
    with pytest.raises(SentJustNow):
        sending.send_now(office, "person:1", report)

    later(minutes=3)
    sending.send_now(office, "person:1", report)
    round_()
    assert len(server.letters) == 2

    saturday()
    round_()
    assert len(server.letters) == 3


def test_without_anybody_to_reach_nothing_is_sent_and_it_is_said(office, save, server):
    report = save()

    with pytest.raises(NobodyToSendTo):
        sending.send_now(office, "person:1", report.id)
    with pytest.raises(NotFound):
        sending.send_now(office, "person:1", report.id + 1)


def test_an_administrator_allows_files_on_the_page_and_a_supervisor_does_not(sign_in, client, office, page):
    sign_in("supervisor")
    assert "Allow reports as files" not in page(PAGE)
    assert client.post(f"{PAGE}/files", data={"files": "1"}).status_code == 403

    sign_in("admin")
    assert "Allow reports as files" in page(PAGE)
    assert client.post(f"{PAGE}/files", data={"files": "1"}).status_code == 303
    assert "Do not allow any more" in page(PAGE)
    client.post(f"{PAGE}/files", data={})
    assert "Allow reports as files" in page(PAGE)


def test_a_supervisor_attaches_the_file_and_sends_the_report_at_once(
    sign_in, client, office, page, send, save, send_to, server, round_
):
    report = save()
    send_to(report)
    edit = f"{PAGE}/{report.id}/edit"
    sign_in("supervisor")
    assert "Attach the report as a PDF file" not in page(edit)
    sending.allow_files(office, "person:1", True)
    assert "Attach the report as a PDF file" in page(edit)

    fields = {"name": "Weekly", "what": "visits:service", "period": "week", "sends": "", "with_file": "1"}
    assert "E-mails have the report as a PDF file too." in send(edit, **fields, **revision_of(client, edit))
    assert "The report is on its way to 1 person." in send(f"{PAGE}/{report.id}/sending")
    assert "sent a moment ago" in send(f"{PAGE}/{report.id}/sending", status=409)
    round_()

    assert [letter.file is not None for letter in server.letters] == [True]

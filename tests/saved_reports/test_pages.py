"""Pages of saved reports: save, open, rename, delete and restore; who may; what is refused."""

import html
import re
from datetime import date

import pytest
from flask import current_app

from deskq.saved_reports.models import ReportRecipient, SavedReport
from deskq.saved_reports.rules import MOST
from tests.saved_reports.conftest import NUMBER
from tests.tools.forms import revision_of

PAGE = "/manage/reports/saved"
FIELDS = {"name": "ماهانهٔ خدمت‌ها", "what": "visits:service", "period": "month"}


def rows(look) -> list[SavedReport]:
    return list(look().query(SavedReport).order_by(SavedReport.id))


def test_a_report_is_saved_and_listed(supervisor, page, look):
    assert supervisor.post(PAGE, data=FIELDS).status_code == 303

    assert [row.name for row in rows(look)] == [FIELDS["name"]]
    assert FIELDS["name"] in page(PAGE)


@pytest.mark.parametrize(
    ("what", "period", "leads_to"),
    [
        ("visits:service", "month", "/manage/reports?from=2026-10-23&to=2026-11-21&by=service"),
        ("visits", "week", "/manage/reports?from=2026-11-14&to=2026-11-20&by=day"),
        ("visits:month", "half:now", "/manage/reports?from=2026-09-23&to=2027-03-20&by=month"),
        ("messages:unit", "day", "/manage/reports/messages?from=2026-11-23&to=2026-11-23&by=unit"),
        ("applications:stage", "year:now", "/manage/reports/applications?from=2026-03-21&to=2027-03-20&by=stage"),
    ],
)
def test_each_kind_of_report_leads_to_its_page_with_the_period_before(supervisor, look, what, period, leads_to):
    supervisor.post(PAGE, data=FIELDS | {"what": what, "period": period})

    opened = supervisor.get(f"{PAGE}/{rows(look)[0].id}")

    assert (opened.status_code, opened.location) == (302, leads_to)
    assert supervisor.get(leads_to).status_code == 200


def test_a_link_opens_the_period_before_the_day_on_which_it_was_sent(sign_in, client, save, later):
    report = save(period="week")
    later(days=40)
    sign_in("supervisor")

    assert "from=2026-11-21&to=2026-11-27" in client.get(f"{PAGE}/{report.id}?on=2026-11-28").location
    assert client.get(f"{PAGE}/{report.id}?on=yesterday").status_code == 404
    assert client.get(f"{PAGE}/{report.id}?on=9999-12-31").status_code == 404


def test_chosen_services_and_fixed_days_are_kept(supervisor, look):
    days = {"period": "range", "first": "1405/09/01", "last": "۱۴۰۵/۰۹/۰۳"}

    supervisor.post(PAGE, data=FIELDS | days | {"services": ["renewal_levy", "info_desk"]})

    (row,) = rows(look)
    assert (row.first, row.last) == (date(2026, 11, 22), date(2026, 11, 24))
    location = supervisor.get(f"{PAGE}/{row.id}").location
    assert location.endswith("from=2026-11-22&to=2026-11-24&by=service&service=renewal_levy&service=info_desk")
    assert supervisor.get(location).status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"), ({"name": " \u200c "}, "name"), ({"name": "x" * 81}, "name"),
        ({"name": "\ufdfa" * 20}, "name"),
        ({"what": "visits:moon"}, "what"), ({"what": "visits:clerk"}, "what"), ({"what": "messages"}, "what"),
        ({"period": "decade"}, "period"), ({"period": "range:now"}, "period"), ({"period": "range"}, "first"),
        ({"period": "range", "first": "1405/09/03", "last": "1405/09/01"}, "last"),
        ({"period": "range", "first": "1405/13/03", "last": "1405/12/01"}, "first"),
        ({"period": "range", "first": "1380/01/01", "last": "1405/12/01"}, "last"),
        ({"what": "visits:day", "period": "range", "first": "1402/01/01", "last": "1405/01/01"}, "what"),
        ({"services": "nothing"}, "services"), ({"services": "info_desk", "what": "visits:counter"}, "services"),
        ({"services": "info_desk", "what": "messages:unit"}, "services"), ({"sends": "hourly"}, "sends"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_said_at_its_field(sign_in, client, look, fields, field):
    sign_in("admin")

    answer = client.post(f"{PAGE}?lang=en", data=FIELDS | fields)

    assert answer.status_code == 422
    assert "Nothing has been changed yet." in answer.text
    assert f'id="{field}-problem"' in answer.text or f'#{field}"' in answer.text or field == "sends"
    assert rows(look) == []


def test_a_name_is_used_once_in_any_spelling(supervisor, look):
    supervisor.post(PAGE, data=FIELDS | {"name": "کارکرد 1405"})

    answer = supervisor.post(f"{PAGE}?lang=en", data=FIELDS | {"name": "كاركرد ۱۴۰۵"})

    assert answer.status_code == 409
    assert "already a report with this name" in answer.text
    assert len(rows(look)) == 1


def test_there_is_a_largest_number_of_saved_reports(supervisor, save, look):
    for number in range(MOST):
        save(name=f"report {number}")

    assert supervisor.post(PAGE, data=FIELDS).status_code == 409
    assert len(rows(look)) == MOST


def test_a_report_is_renamed_and_changed(supervisor, save, look):
    edit = f"{PAGE}/{save().id}/edit"

    answer = supervisor.post(edit, data=FIELDS | {"name": "نام تازه", "sends": "month"} | revision_of(supervisor, edit))

    assert answer.status_code == 303
    (row,) = rows(look)
    assert (row.name, row.period, row.sends) == ("نام تازه", "month", "month")


def test_an_address_is_on_the_list_once_masked_and_erased_with_its_row(supervisor, page, save, send_to, look, people):
    row = send_to(save(), "sms", NUMBER)
    report, number = f"{PAGE}/{row.report_id}", row.id
    again = {"person_id": people["mayor"], "way": "sms", "address": "09121234567"}

    refused = supervisor.post(f"{report}/recipients?lang=en", data=again)
    shown = page(f"{report}/edit?lang=en")

    assert (refused.status_code, "already gets this report" in refused.text) == (409, True)
    assert "0912***4567" in shown
    assert "9121234567" not in shown
    assert supervisor.post(f"{report}/recipients/{number}/removal").status_code == 303
    assert look().query(ReportRecipient).count() == 0
    assert supervisor.post(f"{report}/recipients/{number}/removal").status_code == 404


def test_the_page_says_where_nothing_is_sent(supervisor, page, save, gateway):
    edit, words = f"{PAGE}/{save().id}/edit?lang=en", "Nothing is sent from this server"
    assert words not in page(edit)

    current_app.extensions["deskq_outbox"].gateway = None

    assert words in page(edit)
    assert words in page(f"{PAGE}?lang=en")


def test_the_page_of_visits_offers_to_save_what_it_shows(supervisor, page, issue):
    issue("info_desk")
    text = page("/manage/reports?lang=en&from=2026-11-22&to=2026-11-24&by=service&service=info_desk")
    links = [html.unescape(one) for one in re.findall(r'href="([^"]+)"', text)]
    address = next(one for one in links if "/saved?" in one and "what=" in one)

    form = page(address.partition("#")[0])

    for chosen in ('value="visits:service" selected', 'value="range" selected', 'value="info_desk" checked'):
        assert chosen in form


def test_the_journal_has_neither_names_nor_addresses(save, send_to, entries):
    send_to(save(name="راز"))

    kinds = [entry.kind for entry in entries()][-2:]
    assert kinds == ["report.saved_report_changed", "report.recipient_changed"]
    assert not any("راز" in str(entry.facts) or "example" in str(entry.facts) for entry in entries())

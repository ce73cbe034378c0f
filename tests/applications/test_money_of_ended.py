"""An application refused or withdrawn after a payment says what happens with the money, in the words of the office."""

import re
from dataclasses import replace

import pytest

from deskq.applications.queries.shown import shown
from deskq.applications.service import endings, stages
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.service import sheets
from tests.applications.conftest import words_of

REFUND = Name("با رسید پرداخت تا ۳۰ روز به امور مالی بروید.", "Go to finance within 30 days.")


@pytest.fixture
def paid(action, visited):
    """``paid("1000")``: an application whose bills of these amounts were paid, one after the other."""

    def make(*amounts: str, **given: object):
        made = visited(**given)
        for number, amount in enumerate(amounts, 1):
            stages.ask_payment(action("revenue", made), "fees", f"100{number}", f"200{number}", amount)
            stages.resume(action("revenue", made), "fees", f"300{number}")
        return made

    return make


def _say(office: int, **texts: object) -> None:
    content = sheet_queries.sheet(db.session(), office, "dig_permit").content
    sheets.save(office, "test", "dig_permit", replace(content, **texts))


def test_every_paid_bill_counts_those_replaced_and_those_without_an_amount_too(paid, action):
    made = paid("1500000", "", "2500000")
    stages.ask_payment(action("revenue", made), "fees", "1004", "2004", "9")

    bills = shown(db.session(), made).paid

    assert [(one.number, one.amount, one.reference) for one in bills] == [
        ("1001", 1_500_000, "3001"), ("1002", None, "3002"), ("1003", 2_500_000, "3003"),
    ]  # fmt: skip


def test_without_words_of_the_office_it_says_where_to_ask_and_promises_nothing(paid, action, read):
    made = paid("1500000")
    endings.refuse(action("revenue", made), "طرح اجرا نمی‌شود.")

    english, persian = read(f"/track/{made.code}?lang=en"), read(f"/track/{made.code}")

    assert "What happens with the money you paid 1,500,000 rials" in english
    assert "Please ask whether it is given back, and how: Revenue" in english
    assert "۱٬۵۰۰٬۰۰۰ ریال" in persian
    assert "رسید پرداخت را همراه بیاورید" in persian


def test_the_words_of_its_sheet_stand_on_every_page_of_it(office, paid, action, sign_in, read):
    _say(office, refund=REFUND)
    made = paid("1500000")
    before = words_of(sign_in("revenue").get(f"/applications/{made.id}?lang=en").text)
    endings.withdraw(action("revenue", made), "دیگر لازم نیست")

    assert "Paid so far 1,500,000 rials" in before
    assert "The applicant will read: Go to finance within 30 days." in before
    receipt = sign_in("revenue").get(f"/applications/{made.id}/receipt.pdf?lang=en")
    assert receipt.status_code == 200
    for page in (
        read(f"/track/{made.code}?lang=en"),
        words_of(sign_in("revenue").get(f"/applications/{made.id}?lang=en").text),
        words_of(sign_in("revenue").get(f"/applications/{made.id}/receipt?lang=en").text),
        read("/services/dig_permit?lang=en"),
    ):
        assert "Go to finance within 30 days." in page


def test_of_an_application_without_a_payment_nothing_is_said_about_money(action, read, sign_in, visited):
    made = visited()
    stages.ask_payment(action("revenue", made), "fees", "12345", "6789", "1500000")
    before = sign_in("revenue").get(f"/applications/{made.id}?lang=en").text
    endings.refuse(action("revenue", made), "طرح اجرا نمی‌شود.")

    assert "Paid so far" not in before
    assert "the money you paid" not in read(f"/track/{made.code}?lang=en")


@pytest.mark.parametrize(("language", "said"), [("fa", "رد شد. دلیل و تکلیف پول"), ("en", "refused. Reasons, money")])
def test_the_sms_about_a_refusal_names_the_money_in_one_part(paid, action, language, said, told):
    made = paid("1500000", language=language)
    told()

    endings.refuse(action("revenue", made), "طرح اجرا نمی‌شود.")

    [text] = told()
    assert said in text
    assert len(text) <= 70


def test_the_history_says_what_each_number_of_a_bill_is(paid, action, sign_in):
    made = paid("1500000", "")
    stages.ask_payment(action("revenue", made), "fees", "1009", "2009", "40")
    stages.cancel_bill(action("revenue", made), "fees", "اشتباه بود")

    page = words_of(sign_in("revenue").get(f"/applications/{made.id}?lang=en").text)
    history = page.partition("History")[2]

    assert "Bill 1001, payment number 2001 · 1,500,000 rials · paid, reference 3001" in history
    assert "Bill 1002, payment number 2002 · paid, reference 3002" in history
    assert re.search(r"Bill 1009, payment number 2009 · 40 rials(?! · paid)", history)

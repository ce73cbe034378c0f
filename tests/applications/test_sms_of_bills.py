"""The applicant is texted that a bill is issued, and that it was cancelled."""

import pytest

from deskq.applications.service import endings, stages


@pytest.fixture
def billed(visited, action, told):
    """``billed(texts=True)``: an application with a bill that its applicant was told of."""

    def make(**given: object):
        made = visited(**given)
        stages.ask_payment(action("revenue", made), "fees", "12345", "6789")
        told()
        return made

    return make


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fa", "باطل شد. فیش‌های قابل پرداخت در صفحهٔ پیگیری"),
        ("en", "was cancelled. What is to be paid is on the tracking page."),
    ],
)
def test_who_was_told_of_a_bill_is_told_that_it_was_cancelled(billed, action, language, said, told):
    made = billed(language=language, texts=True)

    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")

    [text] = told()
    assert said in text
    assert "مبلغ اشتباه بود" not in text


def test_nobody_is_texted_of_it_who_wants_no_sms(billed, action, told):
    made = billed(texts=False)

    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")

    assert told() == []


def test_it_is_said_of_an_application_that_ended_too(billed, action, told):
    made = billed()
    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")
    endings.withdraw(action("revenue", made), "دیگر لازم نیست")

    assert ["باطل شد" in text for text in told()] == [True]


def test_a_bill_that_was_cancelled_before_it_was_texted_is_not_announced(action, visited, told):
    made = visited()
    stages.ask_payment(action("revenue", made), "fees", "12345", "6789")
    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")

    texts = "".join(told())

    assert "صادر شد" not in texts
    assert "باطل شد" in texts


def test_numbers_of_a_cancelled_bill_have_the_digits_of_the_page(billed, action, sign_in):
    made = billed()
    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")
    reader = sign_in("revenue")

    assert "شناسهٔ قبض ۱۲۳۴۵، شناسهٔ پرداخت ۶۷۸۹" in reader.get(f"/applications/{made.id}?lang=fa").text
    assert "Bill 12345, payment number 6789" in reader.get(f"/applications/{made.id}?lang=en").text

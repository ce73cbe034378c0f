"""The page of one message."""

from deskq.messages import service


def test_the_page_of_a_message_is_drawn_for_everyone_who_sees_it(sign_in, file, units, press):
    made = file(category="asphalt")
    service.refer(press("operator", made), units["civil_works"])

    page = sign_in("civil").get(f"/inbox/{made.id}")

    assert page.status_code == 200
    assert "چاله در خیابان امام" in page.text


def test_the_inbox_is_drawn(sign_in, file):
    file()

    page = sign_in("operator").get("/inbox")

    assert page.status_code == 200
    assert "چاله در خیابان امام" in page.text

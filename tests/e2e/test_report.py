"""A confidential report in real browsers: filed anonymously, invisible to the unit it names."""

import re

from PIL import Image

from deskq.inbox.queries.inbox import TABS
from tests.e2e import inbox_actions
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import file_message

OFFICE, SHARED = "set_up", True

WORDS = "برای تسریع پرونده در عمران از من پول خواستند"
#: One of each role and the head of the named unit; the inspectorate alone finds it.
OTHERS = ("civil", "planner", "operator", "supervisor", "deputy", "mayor", "admin")


def test_a_confidential_report_is_read_by_the_inspectorate_and_invisible_to_the_named_unit(screen, enter):
    visitor = screen("/messages/new?kind=report", size=(390, 844))
    visitor.locator("[name=body]").fill(WORDS)
    visitor.locator("[name=about_unit_id]").select_option(label="عمران")
    visitor.locator("main form button[data-kind=main]").click()
    visitor.wait_for_url("**/messages/filed/*")

    inspector = enter("inspectorate")
    inspector.goto("/inbox?tab=unit&kind=report")
    inspector.locator(".inbox-title a").first.click()
    inspector.wait_for_selector(".message-sober")
    assert WORDS in inspector.locator(".message-words").inner_text()
    link = re.search(r"/inbox/\d+", inspector.url)[0]

    for name in OTHERS:
        other = enter(name).request
        for path in (*(f"/inbox?tab={tab}" for tab in TABS), "/inbox?q=تسریع پرونده", link, f"{link}/work-order"):
            answer = other.get(path)
            assert answer.status == (403 if name == "admin" else 404 if link in path else 200), (name, path)
            assert WORDS not in answer.text(), (name, path)
            assert f'href="{link}"' not in answer.text(), (name, path)


def test_an_expert_outside_answers_on_a_phone_with_a_photo(screen, enter, tmp_path):
    Image.new("RGB", (600, 400), "gray").save(tmp_path / "done.jpg")
    visitor = screen("/messages/new?kind=request", size=(390, 844))
    file_message(visitor, body="چالهٔ بزرگ جلوی مدرسه", address="خیابان امام")

    operator = enter("operator")
    operator.goto("/inbox?tab=refer")
    operator.locator(".inbox-title a").first.click()
    inbox_actions.refer(operator, "عمران")

    expert = enter("civil", size=(390, 844))
    expert.goto("/inbox?tab=unit")
    expert.locator(".inbox-title a").first.click()
    inbox_actions.accept(expert)
    inbox_actions.answer(expert, "آسفالت شد. سپاس از گزارش شما.", "done", photo=tmp_path / "done.jpg")

    assert expert.locator(".message-photos img").count() == 1
    assert over(expert)[0] == 0

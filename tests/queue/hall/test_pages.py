"""The hall page with its actions, for supervisors; without them for executives."""

import json
import re

import pytest

from deskq.queue.hall.service import help_calls
from deskq.queue.service import counters


@pytest.fixture
def as_supervisor(sign_in):
    return sign_in("supervisor")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_counter_is_opened_once_and_the_opening_undone(as_supervisor, page, send, at, counter):
    text = send("/manage/hall/counters/2/opening", clerk=at(2).clerk_id)
    assert "Counter 2 is open." in words(text)
    revision = re.search(r'name="revision_after" value="(\d+)"', text).group(1)
    assert "Counter 2 is already open." in words(send("/manage/hall/counters/2/opening", 409, clerk=at(2).clerk_id))

    text = send("/manage/hall/counters/2/undo", revision_after=revision)

    assert "Undone. Counter 2 is as it was before." in words(text)
    assert counter(2).status == "closed"


def test_only_people_of_counters_open_them(as_supervisor, send, office):
    assert "does not work at counters" in words(send("/manage/hall/counters/2/opening", 422, clerk=9999))


def test_a_service_is_closed_and_opened_again_on_the_page(as_supervisor, page, send, service_id):
    levy = service_id("renewal_levy")
    text = words(send("/manage/hall/services/closing", service=levy, reason="system"))
    assert "Renewal and waste levy gives no more tickets today." in text
    assert "The system for this service is not available." in text

    text = words(send(f"/manage/hall/services/{levy}/opening"))

    assert "Renewal and waste levy gives tickets again." in text
    assert "For today only" not in text


def test_a_line_with_markup_is_shown_as_text_and_a_long_or_invisible_one_refused(as_supervisor, page, send):
    text = send("/manage/hall/lines", text="<b>bold</b> & more")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in text

    assert "too long" in send("/manage/hall/counters/2/line", 422, text="x" * 100_000)
    send("/manage/hall/lines", 422, text="\x00")
    send("/manage/hall/counters/2/line", 422, text="\u200c")


def test_help_is_answered_on_the_page_and_the_answer_undone(as_supervisor, page, send, desk, at):
    help_calls.ask(desk(2))
    assert "Counter 2 asks for help" in words(page("/manage"))

    text = words(send("/manage/hall/counters/2/help"))
    assert "Counter 2 asks for help" not in text

    assert "Counter 2 asks for help" in words(send("/manage/hall/counters/2/help/undo"))


def test_executives_see_the_hall_without_anything_to_press(sign_in, page, issue, at):
    issue()
    counters.open_counter(at(2))
    sign_in("mayor")

    text = page("/manage")
    live = json.loads(page("/manage/hall/state"))["html"]

    assert "Today: 1 tickets" in words(text)
    main = text[text.index("<main") : text.index("</main")]
    assert "<form" not in main
    for html in (main, live):
        assert "formaction" not in html
        assert "popovertarget" not in html
        assert "/manage/tickets/" not in html


@pytest.mark.parametrize("field", ["reason_fa", "reason_en"])
def test_an_invisible_reason_is_no_reason(as_supervisor, send, service_id, field):
    wanted = {"service": service_id("renewal_levy"), "reason": "other"}

    assert "Please write the reason" in words(send("/manage/hall/services/closing", 422, **wanted, **{field: "\u200c"}))


def test_words_for_visitors_and_counters_keep_no_invisible_characters(as_supervisor, page, send, service_id):
    send("/manage/hall/lines", text="to \u202eall\x00")
    reason = {"reason": "other", "reason_en": "no \u202epower\x00"}
    send("/manage/hall/services/closing", service=service_id("renewal_levy"), **reason)

    text = page("/manage")

    assert "to all" in text
    assert "no power" in text

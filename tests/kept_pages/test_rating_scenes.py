"""Ratings as visitors give them, on the phone, at the kiosk and by the link of a text, and what becomes of them."""

import re

import pytest

from deskq.messages.service.answer import Answer, answer
from deskq.queue.service import calls, serve
from deskq.rating_followup.service import register_followup
from deskq.ratings import service as ratings
from deskq.ratings.questionnaire import AXES
from deskq.ratings.views import sms_link
from tests.kept_pages import prepare
from tests.kept_pages.check import check


def test_thanks_to_a_clerk(scene, action):
    visitor = scene("thanks")
    clerk = prepare.open_counter(1, "moradi")
    for said in ("", "ممنون"):
        for number in range(6):
            ticket = prepare.arrive("info_desk")
            calls.call_next(clerk)
            serve.start(clerk)
            serve.finish(clerk)
            ratings.rate(prepare.office(), ticket.id, 5, "phone", [], f"{said} {number}" if said else "")
            praise = register_followup(prepare.office(), ticket.id, "praise")
            answer(action("operator", praise), Answer("explained", "سپاس شما رسید."))
        visitor.look("moradi", "/account")
        prepare.later(days=1)
        visitor.look("moradi", "/account")

    check("thanks", visitor.pages)


@pytest.mark.parametrize("score", [1, 3, 5])
def test_a_rating(scene, score):
    name = f"rating-{score}"
    visitor = scene(name)
    ticket, page = prepare.arrive_with_phone("info_desk")
    clerk = prepare.open_counter(1, "moradi")
    link = f"/r/{sms_link._signer().dumps(ticket.id)}"
    visitor.look("nobody", link)
    visitor.look("kiosk", "/kiosk/rating")
    visitor.send("kiosk", "/kiosk/rating", code=ticket.code)
    visitor.send("kiosk", "/kiosk/rating", code="")
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk, "not_possible" if score == 3 else "done")
    visitor.look("nobody", link, page, f"{page}/rating/questions")
    visitor.send("nobody", f"{page}/rating", score="")
    visitor.send("kiosk", "/kiosk/rating", code=ticket.code)
    visitor.send("kiosk", "/kiosk/rating/score", code=ticket.code, score=str(score))
    reason = "waiting" if score == 1 else ""
    asked = visitor.send("kiosk", "/kiosk/rating/reason", code=ticket.code, reasons=reason)
    for item in re.findall(r'name="(answer-[a-z_]+)"', asked.text)[:1]:
        visitor.send("kiosk", "/kiosk/rating/answer", **{"code": ticket.code, item: "3"})
    visitor.look("nobody", link, f"{page}/state")
    visitor.send("nobody", f"{link}/words", comment="x", reasons="conduct")
    visitor.look("nobody", link, f"{page}/state", f"{page}/rating/questions", f"{link}/questions")
    for axis in AXES:
        visitor.look("nobody", f"{page}/rating/questions?axis={axis}")
        visitor.send("nobody", f"{page}/rating/questions?axis={axis}")
    kind = "complaint" if score == 1 else "praise"
    visitor.send("nobody", f"{page}/{kind}")
    visitor.send("kiosk", page.replace("/t/", "/kiosk/door/") + f"/{kind}")
    visitor.look("kiosk", page.replace("/t/", "/kiosk/door/") + f"/{kind}")
    visitor.look("nobody", f"{page}/state", link)
    prepare.later(days=15)
    visitor.look("nobody", f"{page}/state", link)

    check(name, visitor.pages)


def test_ratings_that_were_not_given(scene):
    visitor = scene("unrated")
    clerk = prepare.open_counter(1, "moradi")
    pages = []
    for end in (serve.finish, serve.mark_absent):
        _, page = prepare.arrive_with_phone("info_desk")
        calls.call_next(clerk)
        if end is serve.finish:
            serve.start(clerk)
        end(clerk)
        pages.append(page)
        visitor.look("nobody", f"{page}/state")
    prepare.later(days=20)
    visitor.look("nobody", *(f"{page}/state" for page in pages))

    check("unrated", visitor.pages)


def test_the_tablet_of_a_counter(scene):
    visitor = scene("tablet-now")
    visitor.look("tablet", "/tablet/5")
    clerk = prepare.open_counter(5, "alipour")
    visitor.look("tablet", "/tablet/5")
    prepare.arrive("building_permit")
    calls.call_next(clerk)
    visitor.look("tablet", "/tablet/5")
    serve.start(clerk)
    serve.finish(clerk)
    visitor.look("tablet", "/tablet/5")

    check("tablet-now", visitor.pages)

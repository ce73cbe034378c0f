"""Choosing a point on the map by touch, mouse and keyboard, in both writing directions."""

import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Response, render_template_string
from playwright.sync_api import Browser, Page, Route

from deskq import create_app
from deskq.core.extensions import db
from deskq.demo import demo_map
from tests.conftest import settings
from tests.e2e.conftest import LANGUAGES
from tests.tools import axe
from tests.tools.browsers import Browser as Client

BODY = """
{% extends "layouts/base.html" %}
{% from "components/plan.html" import plan_point, plan_marks %}
{% block styles %}<link rel="stylesheet" href="{{ asset('css/components/plan.css') }}">{% endblock %}
{% block main %}<form>{{ plan_point(plan, lat, lon, id='put') }}</form>
{{ plan_marks(plan, marks, id='seen') }}{% endblock %}
{% block scripts %}<script type="module" src="{{ asset('js/elements/plan-point.js') }}"></script>{% endblock %}
"""
MARKS = [
    {"lat": 36_070_000, "lon": 49_700_000, "number": 1, "label": "A broken lamp"},
    {"lat": 36_080_000, "lon": 49_720_000, "number": 2, "label": "A hole in the street"},
]
TOWN = SimpleNamespace(
    url="/try/plan.webp", width=demo_map.SIZE[0], height=demo_map.SIZE[1], **demo_map.BOUNDS._asdict()
)
TEN_METRES = 90  #: micro-degrees of latitude


@pytest.fixture(scope="module")
def desk(tmp_path_factory, bare_file) -> Iterator[Client]:
    """An application without an office, with a page with the two plans."""
    file = shutil.copy(bare_file, tmp_path_factory.mktemp("plan") / "bare.sqlite")
    app = create_app(settings(f"sqlite:///{file}"))
    picture = demo_map.draw().getvalue()
    app.add_url_rule("/try/plan.webp", "picture", lambda: Response(picture, mimetype="image/webp"))

    def draw(lat: str = "", lon: str = "") -> str:
        return render_template_string(BODY, plan=TOWN, marks=MARKS, lat=lat, lon=lon)

    app.add_url_rule("/try", "try", draw)
    app.add_url_rule("/try/<lat>/<lon>", "filled", draw)
    yield Client(app, app.response_class)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def open_page(browser: Browser, desk: Client):
    contexts, complaints = [], []

    def serve(route: Route) -> None:
        """The application answers the browser without a server between."""
        address = urlsplit(route.request.url)
        answer = desk.get(f"{address.path}?{address.query}")
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)

    def show(path: str = "/try", size=(390, 844), **options: object) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.set_default_timeout(10_000)
        context.route("**/*", serve)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://localhost{path}")
        return page

    yield show
    for context in contexts:
        context.close()
    assert complaints == []


def point(page: Page) -> tuple[str, str]:
    return page.locator("[name=lat]").input_value(), page.locator("[name=lon]").input_value()


def spot(page: Page, x: float, y: float, of: str = "#put") -> tuple[float, float]:
    box = page.locator(f"{of} .plan-frame").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def is_near(page: Page, lat: int, lon: int) -> bool:
    found = point(page)
    return abs(int(found[0]) - lat) < 300 and abs(int(found[1]) - lon) < 300


@LANGUAGES
def test_a_touch_puts_the_point_and_a_drag_moves_it_the_same_way_in_either_writing(open_page, lang):
    page = open_page(f"/try?lang={lang}")
    assert point(page) == ("", "")

    page.mouse.click(*spot(page, 0.75, 0.25))
    assert is_near(page, 36_080_000, 49_715_000)
    pin = page.locator("#put .plan-pin")
    start = pin.bounding_box()
    assert abs(start["x"] + start["width"] / 2 - spot(page, 0.75, 0)[0]) < 2

    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    east = spot(page, 0.25, 0)[0] - spot(page, 0, 0)[0]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - east, y, steps=5)
    page.mouse.up()

    assert is_near(page, 36_080_000, 49_700_000)
    assert page.locator("#put .plan-said").inner_text() in ("نقطه گذاشته شد.", "Point set.")
    page.evaluate(axe.script().read_text())
    assert page.evaluate("axe.run('plan-point').then(({violations}) => violations.map(({id}) => id))") == []


def test_with_the_keyboard_alone_it_is_put_moved_by_metres_and_removed(open_page):
    page = open_page("/try?lang=en")
    page.locator("#put .plan-frame").focus()

    page.keyboard.press("Enter")
    assert point(page) == ("36070000", "49700000")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert abs(int(point(page)[0]) - 36_070_000 - 11 * TEN_METRES) <= 11
    assert page.locator("#put .plan-said").inner_text() == "100 metres to the north"
    page.keyboard.press("ArrowRight")
    assert int(point(page)[1]) > 49_700_000

    page.keyboard.press("Delete")
    assert point(page) == ("", "")
    assert page.locator("#put .plan-pin").is_hidden()
    assert page.locator("#put .plan-said").inner_text() == "Point removed."


def test_it_is_enlarged_by_buttons_and_wheel_and_then_dragged_without_a_point(open_page):
    page = open_page(size=(1366, 768))
    sheet = page.locator("#put .plan-picture")
    small = sheet.bounding_box()["width"]

    page.locator("#put [data-press=larger]").click()
    page.mouse.move(*spot(page, 0.3, 0.3))
    page.mouse.wheel(0, -300)
    page.wait_for_function(
        "w => document.querySelector('#put .plan-picture').getBoundingClientRect().width > 2 * w", arg=small
    )
    before = sheet.bounding_box()["x"]
    page.mouse.down()
    page.mouse.move(*spot(page, 0.5, 0.3), steps=4)
    page.mouse.up()

    assert sheet.bounding_box()["x"] > before + 10
    assert point(page) == ("", "")


def test_the_submitted_point_is_shown_again_unless_it_is_not_on_the_plan(open_page):
    page = open_page("/try/36080000/49715000")
    assert point(page) == ("36080000", "49715000")
    assert page.locator("#put .plan-pin").is_visible()
    page.locator("#put [data-press=remove]").click()
    assert point(page) == ("", "")

    for typed in ("0/0", "36.08/49.7", "x/y"):
        page.goto(f"http://localhost/try/{typed}")
        assert page.locator("#put .plan-pin").is_hidden(), typed
        assert point(page) == ("", ""), typed


def test_marks_stand_where_they_are_with_their_numbers_and_take_no_point(open_page):
    page = open_page()
    marks = page.locator("#seen .plan-mark")

    assert marks.all_inner_texts() == ["۱", "۲"]
    first, second = marks.nth(0).bounding_box(), marks.nth(1).bounding_box()
    middle = spot(page, 0.5, 0.5, "#seen")
    assert abs(first["x"] + first["width"] / 2 - middle[0]) < 2
    assert abs(first["y"] + first["height"] / 2 - middle[1]) < 2
    assert second["x"] > first["x"]
    assert second["y"] < first["y"]
    page.mouse.click(*middle)
    assert point(page) == ("", "")

    page.evaluate("document.querySelector('#put').marks = [{lat: 36070000, lon: 49700000, number: 12, label: 'x'}]")
    assert page.locator("#put .plan-mark").all_inner_texts() == ["۱۲"], "marks may be set later"


def test_two_fingers_enlarge_and_put_no_point(open_page):
    page = open_page(has_touch=True)
    line = page.context.new_cdp_session(page)

    def touch(kind: str, *spots: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(spots)]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", spot(page, 0.45, 0.5), spot(page, 0.55, 0.5))
    for step in range(1, 6):
        touch("touchMove", spot(page, 0.45 - step * 0.03, 0.5), spot(page, 0.55 + step * 0.03, 0.5))
    touch("touchEnd")

    assert page.locator("#put .plan-frame[data-enlarged]").count() == 1
    assert point(page) == ("", "")
    page.touchscreen.tap(*spot(page, 0.5, 0.5))
    assert point(page) != ("", "")


def test_without_script_there_is_nothing(open_page):
    page = open_page(java_script_enabled=False)

    assert page.locator("#put").is_hidden()
    assert point(page) == ("", "")

"""The content of a printed ticket, and that exactly the rendered dots are printed."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageFont

from deskq.core.extensions import db
from deskq.printing import canvas, escpos, ticket_content
from deskq.printing.printed_ticket import Direction, PrintedTicket
from deskq.printing.ticket_content import compose
from deskq.printing.ticket_image import DOTS_PER_MM, draw
from deskq.queue.screens.phone import queries
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import UNSERVED, WaitShown

WIDTHS = (576, 512, 384)
pytestmark = pytest.mark.usefixtures("ticket_drawing")


def printed_ticket(language: str = "fa", **more: object) -> PrintedTicket:
    told = {
        "language": language,
        "office": "میز خدمت",
        "title": "شمارهٔ نوبت شما",
        "code": "۲۰۷",
        "service": "عوارض نوسازی و پسماند",
        "facts": (("نفر پیش از شما", "۷"), ("تاریخ", "سه‌شنبه ۳ آذر ۱۴۰۵")),
        "directions_title": "کجا بروید",
        "directions": (Direction("right", "باجه‌های ۲ و ۴: طبقهٔ همکف"),),
        "foot": "لطفاً همین نزدیکی بمانید",
        "qr": "http://localhost/t/abcdefghijklmnopqrstuvwx",
        "qr_words": "با تلفن دنبال کنید",
    }
    return PrintedTicket(**{**told, **more})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_raster_printed_is_the_picture_drawn_bit_for_bit_and_its_code_is_read(
    app, take, worker, printer, language, width
):
    object.__setattr__(worker.address, "width", width)
    ticket = take("building_permit", "elderly", language)

    worker.step()

    drawn = draw(compose(app, ticket.id), width)
    printed = printer.papers[-1].picture
    assert printed.size == drawn.size
    assert printed.width == width
    assert printed.tobytes() == drawn.tobytes()
    (code,) = zxingcpp.read_barcodes(printed.convert("L"))
    assert code.text == f"http://localhost/t/{take.secret}" + ("?lang=en" if language == "en" else "")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", ["۷", "۲۰۷", "207", "B-042", "A1234567"])
def test_the_number_is_at_least_20_mm_high_and_as_wide_as_the_paper_at_most(width, code):
    paper = canvas.Canvas(width, "fa", margin=8)

    paper.number(code, 21 * DOTS_PER_MM)

    left, top, right, bottom = inked(paper.finished())
    assert bottom - top >= 20 * DOTS_PER_MM
    assert left >= 8
    assert right <= width - 8


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    return picture.convert("L").point(lambda dot: 255 - dot).getbbox()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", ["نوسازی " * 40, "ن" * 300, "W" * 200])
def test_long_words_are_wrapped_and_never_cut(width, words):
    paper = canvas.Canvas(width, "fa", margin=8)
    face = canvas.font("medium", 28)

    lines = paper.wrapped(words, face, paper.inner)

    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(paper.length(line, face) <= paper.inner for line in lines)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_touches_the_edges_of_the_paper(width):
    full = printed_ticket(
        priority="خانوادهٔ شهدا و ایثارگران", bring_title="همراه", bring="کارت ملی " * 20, again="چاپ دوباره"
    )

    left, _, right, _ = inked(draw(full, width))

    assert left >= 8
    assert right <= width - 8


def test_persian_letters_are_joined_by_raqm_and_run_from_right_to_left():
    apart = sum(canvas.font("medium", 40).getlength(letter, direction="rtl") for letter in "نوسازی")

    joined = canvas.font("medium", 40).getlength("نوسازی", direction="rtl")

    assert joined < apart * 0.9
    assert canvas.font("heavy", 30).layout_engine == ImageFont.Layout.RAQM


def test_a_ticket_shows_all_that_its_visitor_needs(app, take):
    told = compose(app, take("renewal_levy", "disability").id)

    assert told.office == "میز خدمت شهرداری تاکستان"
    assert (told.code, told.service, told.priority) == ("۲۰۱", "عوارض نوسازی و پسماند", "توانیاب")
    assert dict(told.facts) == {
        "نفر پیش از شما": "۰",
        "انتظار": "زمان انتظار نامعلوم: اکنون باجه‌ای برای این کار باز نیست",
        "تاریخ": "سه‌شنبه ۳ آذر ۱۴۰۵",
        "ساعت": "۱۰:۰۰",
    }
    assert told.directions_title == "کجا بروید: ساختمان مرکزی، واحد درآمد"
    assert told.directions == (
        Direction("right", "باجهٔ ۲: طبقهٔ همکف، سالن میز خدمت، سمت راست، پس از آب‌سردکن"),
        Direction("left", "باجهٔ ۴: طبقهٔ همکف، سالن میز خدمت، سمت چپ، کنار پله"),
    )
    assert told.bring == "قبض نوسازی سال پیش یا کد نوسازی ملک"


def test_the_same_in_english(app, take):
    told = compose(app, take("renewal_levy", "disability", "en").id)

    assert (told.code, told.service, told.priority) == ("201", "Renewal and waste levy", "Person with a disability")
    assert dict(told.facts)["Date"] == "3 Azar 1405 (24 Nov 2026)"
    assert told.directions[0] == Direction(
        "right", "Counter 2: Ground floor, Service hall, On the right, past the water cooler"
    )
    assert told.bring == "Last year’s levy bill or the property’s renewal code"


def change_view(monkeypatch, **changes):
    """The ticket is printed with these values of its view."""
    read = queries.ticket_view
    monkeypatch.setattr(ticket_content, "ticket_view", lambda *asked: replace(read(*asked), **changes))


@pytest.mark.parametrize(
    ("language", "estimate", "told"),
    [
        ("fa", WaitShown((720, 1500)), ("انتظار", "حدود ۱۰ تا ۲۵ دقیقه")),
        ("en", UNSERVED, ("Wait", "wait unknown: no counter is open for this service")),
    ],
    ids=["known", "unknown"],
)
def test_a_wait_is_told_as_a_band_or_called_unknown(app, take, monkeypatch, language, estimate, told):
    ticket = take(language=language)
    change_view(monkeypatch, estimate=estimate)

    assert told in compose(app, ticket.id).facts


def test_counters_with_the_same_directions_share_a_line(app, take, monkeypatch):
    ticket = take(language="en")
    first = ticket_view(db.session(), ticket).places[0]
    change_view(monkeypatch, places=[first, replace(first, counter=7), replace(first, counter=9, arrow="up")])

    first, last = compose(app, ticket.id).directions
    assert (first.arrow, last.arrow) == ("right", "up")
    assert first.words.startswith("Counters 2 and 7: Ground floor")
    assert last.words.startswith("Counter 9: Ground floor")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((7, 8, 9), "Counters 7 to 9: "),
        ((3, 7, 8, 9, 12), "Counters 3, 7 to 9 and 12: "),
        ((3, 4, 7, 8), "Counters 3, 4, 7 and 8: "),
    ],
)
def test_counters_that_follow_each_other_are_named_by_the_first_and_the_last(app, take, monkeypatch, numbers, words):
    ticket = take(language="en")
    place = ticket_view(db.session(), ticket).places[0]
    change_view(monkeypatch, places=[replace(place, counter=number) for number in numbers])

    (line,) = compose(app, ticket.id).directions

    assert line.words.startswith(words)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_direction_has_its_own_arrow_at_the_start_of_its_line(language):
    """Only the arrow differs: arrows point where people walk, in both scripts."""
    drawn = {}
    for arrow in ("right", "left", "ahead", "up", "here"):
        paper = canvas.Canvas(576, language, margin=16)
        paper.direction(arrow, "۳", 28)
        picture = paper.finished()
        edge = picture.width - 16 - 56 if language == "fa" else 16
        drawn[arrow] = picture.crop((edge, 0, edge + 56, 56))

    assert len({picture.tobytes() for picture in drawn.values()}) == 5
    assert all(inked(picture) for picture in drawn.values())
    left, right = (drawn[side].convert("L") for side in ("left", "right"))
    assert sum(left.crop((0, 0, 28, 56)).tobytes()) < sum(right.crop((0, 0, 28, 56)).tobytes()), "its head is there"


def test_without_the_key_of_the_request_there_is_no_code_rather_than_a_wrong_one(app, take):
    ticket = take()
    app.config["SECRET_KEY"] = "another key, since the old one was lost with its disk"

    assert compose(app, ticket.id).qr is None


def test_a_machine_without_fonts_or_shaping_says_so(monkeypatch, tmp_path):
    assert canvas.missing() is None

    monkeypatch.setattr(canvas.features, "check", lambda name: False)
    assert canvas.missing() == "shaping"

    monkeypatch.undo()
    canvas.font.cache_clear()
    monkeypatch.setattr(canvas, "FONTS", tmp_path)
    assert canvas.missing() == "fonts"
    canvas.font.cache_clear()


@pytest.mark.parametrize("tall", [1, 255, 256, 700])
def test_a_picture_of_any_height_is_cut_into_commands_that_hold_all_rows(tall):
    picture = Image.effect_noise((384, tall), 90).point([0] * 128 + [255] * 128).convert("1")

    page = escpos.page(picture)

    rows = 0
    rest = page.removeprefix(escpos.RESET).removesuffix(escpos.CUT)
    while rest:
        count = int.from_bytes(rest[6:8], "little")
        rows, rest = rows + count, rest[8 + 48 * count :]
    assert rows == tall

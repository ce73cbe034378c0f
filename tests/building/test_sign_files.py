"""Signs as PDF files: the same places as on their pages, on paper of the chosen size, arrows in their direction."""

import itertools
import re
import subprocess
from collections.abc import Iterable

import pytest
from PIL import Image, ImageChops
from sqlalchemy import select

from deskq.building.admin import signs
from deskq.building.models import Room
from deskq.building.rules.kinds import KINDS
from deskq.building.signs import documents
from deskq.core.extensions import db
from deskq.office.models import Office
from deskq.web.pdf import icons
from tests.conftest import require
from tests.tools import pdf_text, programs

SIGNS = "/manage/building/signs"
#: Pixels of a millimetre in pictures of pages, and the empty edge that printers need, in millimetres.
DOTS, EDGE = 4, 9
TILE = (11, 79, 76)
LONG = {
    "words": ("معاونت " * 12)[:80],
    "letters": "م" * 80,
    "wide letters": "W" * 80,
    "commands": '#panic("x") $x^2$ \\u{41} #read("/etc/passwd") *b* _i_ `c` @a <l> "q" // x /* y'[:80],
    "marks": "ا" + "\u064b\u0651" * 39,
    "no letters of ours": "😀 漢字 ☂",
}


@pytest.fixture
def made(admin, client):
    """``made("doors.pdf?paper=a3", "en")``: the content of a file."""

    def make(address: str, language: str = "fa") -> bytes:
        answer = client.get(f"{SIGNS}/{address}{'&' if '?' in address else '?'}lang={language}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
        return answer.data

    return make


@pytest.fixture
def poppler(tmp_path):
    """``poppler("pdfinfo", content, "-l", "9")``: what another reader of PDF files than the tests' own says."""
    require("Poppler", programs.find("Poppler") is not None)

    def run(program: str, content: bytes, *options: str) -> str:
        file = tmp_path / "sign.pdf"
        file.write_bytes(content)
        words = [program, *options, str(file), *(["-"] if program == "pdftotext" else [])]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    return run


@pytest.fixture
def rename(office):
    """``rename(room_id, number="7")``: change a room behind its pages, past what they check."""

    def change(room_id: int, **columns: object) -> None:
        row = db.session.scalars(select(Room).where(Room.id == room_id)).one()
        for name, value in columns.items():
            setattr(row, name, value)
        db.session.commit()

    return change


def millimetres(points: str) -> int:
    return round(float(points) / 72 * 25.4)


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("a3", (297, 420)), ("letter", (210, 297))])
def test_every_sign_has_the_chosen_size_on_each_of_its_pages(made, poppler, of_kind, entries, paper, size):
    wall = f"arrow-{of_kind('pay').id}=left"
    listed = [one for one in entries() if one.room.listed]
    for sign, pages in (("doors", len(listed)), ("wall", 1), ("directory", 1)):
        said = poppler("pdfinfo", made(f"{sign}.pdf?paper={paper}&{wall}"), "-l", "999")

        sizes = re.findall(r"^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts", said, re.MULTILINE)
        assert len(sizes) == int(re.search(r"Pages:\s+(\d+)", said)[1]) == pages
        assert {(millimetres(width), millimetres(height)) for width, height in sizes} == {size}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_door_plate_says_all_that_the_page_says_in_both_languages(made, poppler, of_kind, rename, office, language):
    room = of_kind("archive").id
    holder = {"holder_fa": "سارا کریمی", "holder_en": "Sara Karimi", "note_fa": "شنبه‌ها", "note_en": "Saturdays"}
    rename(room, number="104", name_fa="بایگانی", name_en="Archive", **holder)
    name = db.session.scalars(select(Office).where(Office.id == office)).one().name

    content = made(f"doors.pdf?room={room}", language)

    for text in (pdf_text.text(content), poppler("pdftotext", content)):
        assert words_of("بایگانی Archive ۱۰۴ 104", *holder.values(), *name) <= words_of(text)
    assert pdf_text.title(content) == {"fa": "تابلوهای در", "en": "Door plates"}[language]


def test_persian_on_a_sign_is_in_our_own_font_and_joined_for_another_reader_too(made, poppler, of_kind):
    content = made(f"doors.pdf?room={of_kind('toilet').id}")

    fonts = poppler("pdffonts", content).splitlines()[2:]
    assert fonts
    assert all("Vazirmatn" in font and " yes " in font for font in fonts)  # embedded
    assert "سرویس بهداشتی" in poppler("pdftotext", content)


@pytest.mark.parametrize(("paper", "least"), [("a4", 45), ("a3", 64)])
def test_the_number_of_a_room_is_the_largest_of_all_on_its_plate(made, of_kind, rename, paper, least):
    room = of_kind("archive").id
    rename(room, number="104", kind="room")

    page = drawn(made(f"doors.pdf?room={room}&paper={paper}"))

    assert max(end - start for start, end in runs(rows_of(below_head(page)))) / DOTS > least  # millimetres


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("others", [0, 2])
@pytest.mark.parametrize(("arrow", "direction"), [("left", (-1, 0)), ("right", (1, 0)), ("ahead", (0, -1))])
def test_an_arrow_points_where_the_chosen_one_points(made, entries, language, others, arrow, direction):
    rooms = [one.id for one in entries() if one.room.listed][: others + 1]
    chosen = "&".join(f"arrow-{room}={arrow}" for room in rooms)

    page = drawn(made(f"wall.pdf?{chosen}", language))

    assert pointing(page) == direction


def test_an_arrow_stands_at_the_side_to_which_it_points_in_both_languages(made, entries):
    rooms = [one.id for one in entries() if one.room.listed][:2]
    for language in ("fa", "en"):
        for arrow, at_left in (("left", True), ("right", False)):
            chosen = "&".join(f"arrow-{room}={arrow}" for room in rooms)
            page = drawn(made(f"wall.pdf?{chosen}", language))

            left, _, right, _ = box_of_plate(page)
            assert ((left + right) / 2 < page.width / 2) is at_left


def test_a_wall_sign_has_one_arrow_for_each_direction_and_its_places_after_it(made, of_kind):
    kinds = {"toilet": "left", "pay": "right", "archive": "left", "lift": "up", "information": "here"}
    chosen = "&".join(f"arrow-{of_kind(kind).id}={arrow}" for kind, arrow in kinds.items())

    content = made(f"wall.pdf?{chosen}&arrow-99999=up", "en")

    assert pdf_text.alternatives(content) == [
        "To the right", "To the left", "Upstairs", "Here", "Code for your phone",
    ]  # fmt: skip
    assert pdf_text.tags(content).count("LI") == len(kinds)
    english = [of_kind(kind).title.en.split()[-1] for kind in ("pay", "archive", "toilet", "lift", "information")]
    assert [word for word in pdf_text.text(content).split() if word in english] == english


def test_the_directory_has_every_floor_as_a_heading_and_every_place_in_a_list(made, entries):
    listed = [one for one in entries() if one.room.listed]

    content = made("directory.pdf")

    words, tags = words_of(pdf_text.text(content)), pdf_text.tags(content)
    assert words_of(*(text for one in listed for text in (*one.title, *one.floor_name))) <= words
    assert tags.count("H1") == 1
    assert tags.count("H2") == len({one.floor.id for one in listed})
    assert tags.count("LI") == len(listed)


def test_a_file_is_tagged_and_says_its_language(made, of_kind):
    for language in ("fa", "en"):
        for address in (f"doors.pdf?room={of_kind('pay').id}", f"wall.pdf?arrow-{of_kind('pay').id}=left"):
            content = made(address, language)

            assert str(pdf_text.catalogue(content)["/Lang"]).startswith(language)
            assert b"pdfuaid:part" in content
            assert "Figure" in pdf_text.tags(content)


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_no_name_however_long_or_odd_leaves_its_place_or_makes_another_sheet(made, entries, rename, office, words):
    listed = [one.id for one in entries() if one.room.listed]
    odd = dict.fromkeys(("name_fa", "name_en", "holder_fa", "holder_en", "note_fa", "note_en"), words)
    for room in listed[:3]:
        rename(room, number=words[:20].replace("/", "-"), **odd)
    arrows = "&".join(f"arrow-{room}={arrow}" for room, arrow in zip(listed, ("left", "right", "up"), strict=False))

    files = (made(f"doors.pdf?room={listed[0]}"), made(f"wall.pdf?arrow-{listed[0]}=left"), made(f"wall.pdf?{arrows}"))
    for content in (*files, made("directory.pdf?paper=a3", "en")):
        assert len(pdf_text.sizes(content)) == 1
        assert is_clean(drawn(content))


def test_nothing_that_people_wrote_is_a_command(made, poppler, of_kind, rename):
    room = of_kind("archive").id
    rename(room, name_en=LONG["commands"])

    text = poppler("pdftotext", made(f"doors.pdf?room={room}"))

    assert LONG["commands"].replace(" ", "") in "".join(text.split())


def test_hundreds_of_places_make_a_file_of_several_sheets(made, entries, office):
    one = entries()[0]
    for number in range(300):
        room = Room(office_id=office, floor_id=one.floor.id, number=str(number), name_fa=f"واحد شمارهٔ {number}")
        db.session.add(room)
    db.session.commit()

    content = made("directory.pdf")

    assert len(pdf_text.sizes(content)) > 2
    assert words_of(*(str(number) for number in range(300))) <= words_of(pdf_text.text(content))


def test_a_building_without_rooms_has_a_page_that_says_so_instead_of_a_file(office, no_rooms, admin, client):
    for sign in ("doors", "wall", "directory"):
        answer = client.get(f"{SIGNS}/{sign}.pdf?lang=en")

        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        assert "Nothing was chosen for this sign." in answer.text
        assert "As PDF" not in answer.text


def test_each_page_leads_to_its_file_with_what_was_chosen(admin, client, page, of_kind):
    room = of_kind("pay").id
    for asked, sign in (
        (f"doors?lang=en&room={room}&paper=a3", "doors"),
        (f"wall?lang=en&arrow-{room}=left&paper=a3&_external=1&endpoint=x", "wall"),
        ("directory?lang=en&paper=a3", "directory"),
    ):
        text = page(f"{SIGNS}/{asked}")
        address = re.search(rf'href="({SIGNS}/{sign}\.pdf\?[^"]+)"', text)[1].replace("&amp;", "&")

        assert "As PDF" in text
        assert "paper=a3" in address
        answer = client.get(address)
        assert answer.mimetype == "application/pdf"
        assert [round(side / 72 * 25.4) for side in pdf_text.sizes(answer.data)[0]] == [297, 420]
        assert len(pdf_text.sizes(answer.data)) == 1


def test_every_kind_of_place_and_every_arrow_has_a_drawing_and_no_picture_is_that_of_an_arrow():
    arrows, pictures = {icon for icon, _ in documents.ARROWS.values()}, {kind.icon for kind in KINDS.values()}

    assert all("<path" in icons.drawing(name, 2) for name in arrows | pictures)
    assert pictures & arrows == {"stairs-up"}  # which is both
    assert list(signs.ARROWS) == list(documents.ARROWS)


def words_of(*texts: str) -> set[str]:
    """Lam and alef in one order, without a hamza over another letter: readers of PDF files turn these round."""
    plain = pdf_text.plain(" ".join(texts)).replace("لا", "ال").replace("\u0654", "")
    return set(re.findall(r"[^\W_]+", plain))


def drawn(content: bytes) -> Image.Image:
    return pdf_text.drawn(content, 0, DOTS * 25.4 / 72)  # pixels of a point


def below_head(page: Image.Image) -> Image.Image:
    """Where a sheet has the colour of its plates: 255 there, else 0. The band of the office is left out."""
    apart = ImageChops.difference(page, Image.new("RGB", page.size, TILE)).split()
    far = ImageChops.lighter(ImageChops.lighter(*apart[:2]), apart[2])
    mask = far.point(lambda value: 255 * (value < 24))
    band = next(end for start, end in runs(rows_of(mask)) if end - start > 4 * DOTS)
    mask.paste(0, (0, 0, mask.width, band))
    return mask


def rows_of(mask: Image.Image) -> list[float]:
    """Of each row, how much of it is marked, from 0 to 1."""
    return _shares(mask.convert("F").resize((1, mask.height), Image.Resampling.BOX))


def columns_of(mask: Image.Image) -> list[float]:
    return _shares(mask.convert("F").resize((mask.width, 1), Image.Resampling.BOX))


def _shares(line: Image.Image) -> list[float]:
    return [value / 255 for value in memoryview(line.tobytes()).cast("f")]


def runs(marks: Iterable[float]) -> list[tuple[int, int]]:
    """(first, after the last) of each run of marks that are not 0."""
    numbered = itertools.groupby(enumerate(marks), key=lambda mark: mark[1] > 0)
    places = [[place for place, _ in run] for marked, run in numbered if marked]
    return [(run[0], run[-1] + 1) for run in places]


def box_of_plate(page: Image.Image) -> tuple[int, int, int, int]:
    """The first plate of an arrow under the head: the first high field of its colour."""
    mask = below_head(page)
    top, bottom = next(run for run in runs(rows_of(mask)) if run[1] - run[0] > 15 * DOTS)
    columns = columns_of(mask.crop((0, top, mask.width, bottom)))
    full = [place for place, share in enumerate(columns) if share > 0.4]  # but where the line of an arrow runs along
    return full[0], top, full[-1] + 1, bottom


def pointing(page: Image.Image) -> tuple[int, int]:
    """To which side the arrow on its plate is heavier: that of its head. (-1, 0) is to the left, (0, -1) is up."""
    plate = page.crop(box_of_plate(page)).convert("L").point(lambda value: 255 * (value > 180))
    plate.paste(0, (0, 0, plate.width, 5 * DOTS))  # round corners
    plate.paste(0, (0, plate.height - 5 * DOTS, plate.width, plate.height))
    return heavier(columns_of(plate)), heavier(rows_of(plate))


def heavier(shares: list[float]) -> int:
    first, after = next(iter(runs([max(0, share - 0.001) for share in shares])))
    centre = sum(place * share for place, share in enumerate(shares)) / sum(shares)
    shift = (centre - (first + after - 1) / 2) / (after - first)
    return 0 if abs(shift) < 0.03 else (1 if shift > 0 else -1)


def is_clean(page: Image.Image) -> bool:
    """Whether nothing is printed in the edge of the sheet."""
    edge = EDGE * DOTS
    inside = page.copy()
    inside.paste((255, 255, 255), (edge, edge, page.width - edge, page.height - edge))
    return all(low == 255 for low, _ in inside.getextrema())

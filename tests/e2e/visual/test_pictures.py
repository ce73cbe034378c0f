"""The comparison of pictures notices what people would notice, and nothing else."""

from PIL import Image, ImageDraw

from tests.e2e.visual.pictures import SHARE, changed_share, file_name


def drawn(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (240, 135)) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, "black")
    return picture


def test_another_word_is_no_change():
    assert changed_share(drawn((10, 10, 100, 30), (12, 60, 40, 62)), drawn((10, 10, 100, 30), (12, 60, 44, 62))) < SHARE


def test_a_part_that_is_gone_or_elsewhere_is_a_change():
    assert changed_share(drawn((10, 10, 100, 40)), drawn()) > SHARE
    assert changed_share(drawn((10, 10, 100, 40)), drawn((10, 90, 100, 120))) > SHARE


def test_another_size_is_a_change():
    assert changed_share(drawn(), drawn(size=(240, 136))) == 1


def test_names_of_files_have_no_characters_of_addresses():
    assert file_name("admin", "/manage/tickets?state=done", "fa", 1366) == "admin-manage-tickets-state-done-fa-1366"

"""Long names of people, counters and services, and many groups: nothing lies over anything else."""

import pytest

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live

LONG = "سیده فاطمه‌الزهرا موسوی‌نژاد خراسانی طباطبایی اردکانی یزدی"
SIZES = [(1366, 768), (1024, 768), (683, 384), (390, 844)]
NAME_IT = """(name) => {
  document.querySelector(".desk-menu summary span").textContent = name;
  document.querySelector(".desk-name").textContent = name;
}"""
#: Pairs of parts of the bar that lie over each other.
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".desk-place, .duty-status, .desk-time > *, .desk-menu summary")]
    .filter((part) => part.checkVisibility()).map((part) => [part.className, part.getBoundingClientRect()]);
  const over = ([, one], [, other]) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  return boxes.flatMap((one, place) => boxes.slice(place + 1)
    .filter((other) => over(one, other)).map((other) => `${one[0]} / ${other[0]}`));
}"""
#: Twelve groups, every second with a long name; those whose words do not fit into their card.
GROUPS = """(name) => {
  const list = document.querySelector(".choices");
  while (list.children.length < 12) list.append(list.children[0].cloneNode(true));
  list.dataset.count = list.children.length;
  list.querySelectorAll(".choice-name").forEach((words, place) => { if (place % 2) words.textContent = name; });
  return [...list.querySelectorAll(".choice")].filter((choice) => {
    const [card, words] = [choice, choice.querySelector(".choice-words")].map((part) => part.getBoundingClientRect());
    return words.top < card.top - 1 || words.bottom > card.bottom + 1;
  }).length;
}"""


@LANGUAGES
def test_long_names_in_the_bar_of_a_counter_leave_its_status_and_the_time_alone(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi")
    page.goto(Screens.address("/counters/1", lang))
    live(page)
    page.evaluate(NAME_IT, LONG)

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERLAPS) == [], (width, height)
        assert page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") <= 0, (width, height)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
def test_each_of_twelve_groups_with_long_names_has_its_words_inside_its_card(staged, size):
    screen, _ = staged
    page = screen("/kiosk", "fa", size)

    assert page.evaluate(GROUPS, LONG) == 0

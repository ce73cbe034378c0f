"""What a page says becomes the parts of a document; what only a screen has is left out."""

import pytest

from deskq.web.pdf import elements, parts


def read(html: str) -> list[dict]:
    return parts.of_page(elements.read(html), "https://desk.example.ir")


def words(part: dict) -> str:
    return "".join(run["text"] for run in part["runs"])


def test_headings_paragraphs_and_lists_keep_their_order():
    found = read("<h1>A</h1><p>one <b>two</b></p><ol><li>x<li>y</ol>".replace("<li>y", "</li><li>y</li>"))

    assert [part["is"] for part in found] == ["heading", "text", "list"]
    assert [run["strong"] for run in found[1]["runs"]] == [False, True]
    assert found[2]["ordered"]
    assert [words(item[0]) for item in found[2]["items"]] == ["x", "y"]


@pytest.mark.parametrize(
    "html",
    [
        "<nav>x</nav>", "<form><p>x</p></form>", "<button>x</button>", '<p hidden>x</p>', '<a class="button">x</a>',
        '<p class="no-print">x</p>', '<span class="visually-hidden">x</span>', "<script>x</script>",
        '<p class="page-actions">x</p>', '<div data-pdf="no">x</div>', "<svg><title>x</title></svg>",
    ],
)  # fmt: skip
def test_what_only_a_screen_has_is_left_out(html):
    assert read(html) == []


def test_words_between_blocks_are_paragraphs_and_spaces_are_single():
    found = read("<div>  before\n <p> in  side </p> after </div>")

    assert [words(part) for part in found] == ["before", "in side", "after"]


def test_a_code_is_isolated_in_its_own_direction():
    (found,) = read('<p>کد <bdi dir="ltr">B-042</bdi>، <bdi>name</bdi></p>')

    assert words(found) == "کد \u2066B-042\u2069، \u2068name\u2069"


def test_links_lead_to_the_office_and_never_elsewhere():
    (found,) = read('<p><a href="/track">a</a> <a href="https://x.ir/">b</a> <a href="javascript:alert(1)">c</a></p>')

    assert [run["to"] for run in found["runs"] if run["text"].strip()] == [
        "https://desk.example.ir/track", "https://x.ir/", "",
    ]  # fmt: skip


def test_a_table_has_its_head_its_numbers_and_wide_columns_for_long_words():
    rows = '<tr><th scope="row">Name</th><td class="number">7</td><td>A long sentence about what was done</td></tr>'
    (found,) = read(
        f"<table><thead><tr><th>A</th><th class='number'>B</th><th>C</th></tr></thead><tbody>{rows}</tbody></table>"
    )

    assert [words(cell["parts"][0]) for cell in found["head"][0]["cells"]] == ["A", "B", "C"]
    assert [cell["number"] for cell in found["body"][0]["cells"]] == [False, True, False]
    assert found["columns"] == [0, 0, 35]


def test_a_long_table_ends_and_says_how_many_rows_are_left(monkeypatch):
    monkeypatch.setattr(parts, "MOST_CELLS", 6)

    (found,) = read(f"<table><tbody>{'<tr><td>a</td><td>b</td></tr>' * 5}</tbody></table>")

    assert (len(found["body"]), found["left"]) == (3, 2)


def test_terms_stand_with_what_is_said_about_them():
    (found,) = read("<dl><div><dt>A</dt><dd>1</dd><dd>more</dd></div><dt>B</dt><dd>2</dd></dl>")

    assert [len(said) for _, said in found["pairs"]] == [2, 1]


def test_a_bar_stands_below_the_words_beside_it():
    rects = '<rect class="half-track" width="100" height="8"/><rect class="half-filled" width="40" height="8"/>'
    bar = f'<svg viewBox="0 0 100 8">{rects}</svg>'
    (found,) = read(f'<ul><li><span>Lighting</span>{bar}<b class="chart-value">7</b></li></ul>')

    said, drawing = found["items"][0]
    assert words(said) == "Lighting: 7"
    assert [(one["shade"], one["width"]) for one in drawing["shapes"]] == [("track", 100.0), ("strong", 40.0)]


def test_a_drawing_with_words_of_its_own_is_left_to_the_table_beside_it():
    assert read('<svg viewBox="0 0 9 9"><rect class="bar" width="1" height="1"/><text>a</text></svg>') == []


def test_no_heading_is_more_than_one_level_below_the_one_before():
    found = read("<h1>a</h1><h3>b</h3><h4>c</h4><h2>d</h2><h4>e</h4>")

    assert [part["level"] for part in found] == [0, 1, 2, 1, 2]

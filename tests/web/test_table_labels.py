"""The cells of a table know the heads of their columns, for a screen that shows rows as cards."""

from markupsafe import Markup

from deskq.web.table_labels import labelled

HEAD = (
    '<thead><tr><th scope="col">Name</th><th scope="col">Waits &amp; calls</th>'
    '<th><span class="visually-hidden">Actions</span></th></tr></thead>'
)


def row(cells: str) -> str:
    whole = labelled(Markup(f"{HEAD}<tbody><tr>{cells}</tr></tbody>"))
    return whole.removeprefix(f"{HEAD}<tbody><tr>").removesuffix("</tr></tbody>")


def test_a_cell_is_named_after_its_column():
    assert row('<th scope="row">Levy</th><td class="number">3</td>') == (
        '<th scope="row">Levy</th><td class="number" data-label="Waits &amp; calls">3</td>'
    )


def test_a_head_that_is_not_seen_names_nothing():
    assert row("<td>a</td><td>b</td><td><b>c</b></td>").endswith("<td><b>c</b></td>")


def test_a_cell_without_a_value_is_marked():
    assert row("<td>a</td><td> – </td>").endswith('<td data-label="Waits &amp; calls" data-empty> – </td>')


def test_after_a_wide_cell_the_columns_are_still_counted():
    assert row('<td colspan="2">none</td><td>c</td>') == '<td colspan="2">none</td><td>c</td>'
    assert row('<td>a</td><td colspan="2">none</td>').startswith('<td data-label="Name">a</td>')


def test_markup_in_a_head_or_a_cell_stays_escaped():
    hostile = Markup('<thead><tr><th>&lt;b&gt; "x"</th></tr></thead><tbody><tr><td>&lt;i&gt;</td></tr></tbody>')

    assert '<td data-label="&lt;b&gt; &#34;x&#34;">&lt;i&gt;</td>' in labelled(hostile)

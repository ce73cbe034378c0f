"""What of a page is kept."""

from tests.kept_pages.outline import around_and_content, outline


def test_an_element_is_a_line_with_its_attributes_and_words():
    page = '<p class="note" style="x" data-kind=done>Saved, <b dir="auto">Reza</b>. Well <br> done</p>'

    assert outline(page) == [
        'p class=note data-kind=done "Saved,"',
        ' b dir=auto "Reza"',
        ' ". Well"',
        " br",
        ' "done"',
    ]


def test_of_a_drawing_its_icon_its_kinds_and_its_words_are_kept():
    icon = '<p><svg class="icon" aria-hidden="true"><use href="/static/1a2b3c/icons.svg#check"/></svg> Done</p>'
    chart = '<svg role="img"><g><title>Nine</title><path d="M0 0h9"/><rect width="9" data-lowest /></g></svg>'

    assert outline(icon) == ["p", " svg class=icon aria-hidden=true #check", ' "Done"']
    assert outline(chart) == ["svg role=img", '  title "Nine"', "  rect data-lowest"]


def test_what_is_random_is_not_kept():
    page = (
        '<input name="csrf_token" value="abc"><input name="name" value="Reza">'
        '<a href="/t/Kx3dWq9_bZ2mT7pLs8vRy4Na">427155418261</a><img src="/static/1a2b3c/icon.svg">'
    )

    assert outline(page) == [
        "input name=csrf_token value=SECRET",
        "input name=name value=Reza",
        'a href=/t/SECRET "CODE"',
        "img src=/static/icon.svg",
    ]


def test_of_a_long_list_the_first_options_and_the_chosen_one_are_kept():
    options = "".join(f"<option value={n}{' selected' if n == 7 else ''}>{n}</option>" for n in range(9))

    assert outline(f"<select>{options}</select>") == [
        "select",
        *(f' option value={n} "{n}"' for n in range(3)),
        ' option value=7 selected "7"',
        " (9 options)",
    ]


def test_the_content_of_a_page_is_apart_from_what_is_around_it():
    head = '<title>Today</title><link rel="stylesheet" href="/static/1a2b3c/css/screens/hall.css"><body data-dark>'
    page = f'{head}<main><h1>Hall</h1></main><footer>137</footer><script src="/static/1a2b3c/js/app.js">x</script>'

    assert around_and_content(page) == (
        ['title "Today"', "link rel=stylesheet href=/static/css/screens/hall.css", "body data-dark", 'footer "137"',
         "script src=/static/js/app.js"],
        ['title "Today"', "body data-dark", "sheets screens/hall", "scripts app", "main", ' h1 "Hall"'],
    )  # fmt: skip
    assert around_and_content("<p>part</p>") == ([], ['p "part"'])

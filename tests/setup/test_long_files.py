"""A set-up file that is long, deeply nested or full of mistakes is answered soon, and others are served meanwhile."""

import html
import re
from time import process_time

import gevent
import pytest
import yaml

from deskq.setup.file import yaml_text
from deskq.setup.file.document import MOST
from deskq.setup.file.yaml_text import InvalidFile, Problem
from deskq.setup.views.whole_file import LONGEST
from tests.setup.test_whole_file import HEAD, check, exported, said
from tests.tools.steps import should_be

LOADERS = (yaml.CSafeLoader, yaml.SafeLoader)
SHORT = 1.5  #: seconds of the processor; the parser in Python reads ahead up to 1,024 characters


def test_a_text_that_is_too_long_is_refused_and_stays_in_its_field(admin):
    """As text of a form, which has a limit of its own."""
    text = f"{HEAD}# {'x' * LONGEST}"

    checked = admin.post("/manage/setup/file/check?lang=en", data={"text": text})
    applied = admin.post("/manage/setup/file?lang=en", data={"text": text, "revision": "x"})

    for answer in (checked, applied):
        assert answer.status_code == 422
        assert "This text is too long." in said(answer.text)
        assert text in html.unescape(answer.text)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text", ["[" * 20_000, "a: " + "[" * 20_000, "- " * 20_000, "{" * 20_000, "[a: " * 20_000, HEAD + "a: {b: [" * 5000]
)
def test_deep_nesting_is_refused_before_the_rest_is_read(text, loader):
    began = process_time()

    with pytest.raises(InvalidFile) as refused:
        yaml_text.load(text, loader)

    assert len(refused.value.problems) == 1
    should_be(process_time() - began, SHORT)


@pytest.mark.parametrize("loader", LOADERS)
def test_the_ninth_level_is_the_first_that_is_too_deep(loader):
    assert yaml_text.load("a: " + "[" * 7 + "x" + "]" * 7, loader).data

    with pytest.raises(InvalidFile) as refused:
        yaml_text.load("first: line\na: " + "[" * 9, loader)

    assert refused.value.problems == [Problem(2, "This is nested too deeply.")]


def test_both_parsers_read_the_same(admin):
    text = exported(admin)

    assert yaml_text.load(text, LOADERS[0]) == yaml_text.load(text, LOADERS[1])


def test_the_longest_file_lets_others_run_while_it_is_read():
    text = HEAD + "counters:\n" + "- {a: ا}\n" * (LONGEST // 9 - 10)
    ticks = []
    other = gevent.spawn(lambda: [ticks.append(gevent.sleep(0)) for _ in range(20)])

    yaml_text.load(text)

    assert len(ticks) == 20
    other.join()


def test_a_file_with_thousands_of_mistakes_shows_the_first_of_them(admin):
    answer = check(admin, HEAD + "counters: [" + "{}," * 60_000 + "]")

    assert answer.status_code == 422
    assert answer.text.count("Line 2") == MOST
    assert "There are more mistakes. They are shown when these are corrected." in said(answer.text)


def test_a_large_persian_file_is_applied_by_the_form_of_the_page(admin):
    """As a browser sends it. Encoded for an address it would be longer than a form may be."""
    row = f"name: {'نام ' * 15}, role: clerk, active: true"
    text = HEAD + "people:\n" + "".join(f"- {{sign_in_name: n{number}, {row}}}\n" for number in range(800))
    page = admin.post("/manage/setup/file/check", data={"text": text}, content_type="multipart/form-data").text
    form = re.search(r'<form[^>]*action="/manage/setup/file".*?</form>', page, re.DOTALL)[0]
    data = {"text": text, "revision": re.search(r'name="revision" value="([0-9a-f]+)"', form)[1]}

    answer = admin.post("/manage/setup/file", data=data, content_type=re.search(r'enctype="([^"]+)"', form)[1])

    assert answer.status_code == 303

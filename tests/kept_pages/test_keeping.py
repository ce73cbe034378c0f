"""What is kept: digests and the longest outlines, how pages differ from them, and where those of before come from."""

import shutil
import subprocess

import pytest

from tests.conftest import require
from tests.kept_pages import before, keeping
from tests.kept_pages.differences import Difference, differing, told
from tests.kept_pages.drawn import Drawn
from tests.kept_pages.session import end

HEAD = ['title "People"', "body class=manage", "sheets fonts app"]
TEST = "tests/kept_pages/test_a.py::test_a"


def test_a_page_is_a_line_with_those_who_are_shown_it_so(tmp_path):
    keeping.write({"clerk": {"/": ["main"], "/people": ["main", "p"]}}, tmp_path)
    keeping.write({"admin": {"/": ["main"], "/?lang=fa": ["main"]}}, tmp_path)
    keeping.write({"clerk": {"/": ["main"]}}, tmp_path)

    known = keeping.digest(["main"])
    assert (
        tmp_path / "digests.txt"
    ).read_text() == f"/ | admin clerk | en | {known}\n/?lang=fa | admin | fa | {known}\n"
    assert keeping.digests("admin", tmp_path) == {"/": known, "/?lang=fa": known}


def test_an_address_may_have_the_signs_that_part_a_line(tmp_path):
    keeping.write({"clerk": {"/?q=a | b": [*HEAD, "main"]}}, tmp_path)

    assert list(keeping.digests("clerk", tmp_path)) == ["/?q=a | b"]
    assert keeping.read_longest(tmp_path) == [("/?q=a | b", "clerk", (*HEAD, "main"))]


def test_the_longest_page_of_each_layout_is_kept_in_full(tmp_path):
    pages = {"/a": [*HEAD, "main"], "/b": [*HEAD, "main", " p"], "/c": [*HEAD, "main", " b"], "sent /d": ["+ p"] * 9}
    other = {"/e": ['title "Hall"', "body", "sheets hall", "main"]}

    keeping.write({"admin": pages}, tmp_path)
    keeping.write({"hall": other}, tmp_path)

    assert [(page.address, page.caller) for page in keeping.read_longest(tmp_path)] == [("/b", "admin"), ("/e", "hall")]


def test_pages_that_are_new_gone_or_other_differ():
    kept = {"/": keeping.digest(["a"]), "/gone": "0", "/other": "0"}

    assert differing(kept, {"/": ["a"], "/other": ["b"], "/new": ["c"]}) == ["/gone", "/new", "/other"]


def test_a_difference_that_pages_share_is_told_once():
    menu = [Difference("admin", f"/{n}", (f"p {n}", "a", "b"), (f"p {n}", "a", "c")) for n in range(5)]
    others = [Difference("hall", "/new", (), ("d",)), Difference("hall", "/gone", ("d",), ())]
    unknown = Difference("hall", "/unknown", None, ("e",))

    assert list(told([*others, unknown, *menu])) == [
        "5 pages: /0 (admin), /1 (admin), /2 (admin), ...", "     a", "    -b", "    +c", "",
        "1 page: /gone (hall)", "    the page is gone", "",
        "1 page: /new (hall)", "    a new page:", "    d", "",
        "1 page: /unknown (hall)", "    it was otherwise before; today:", "    e", "",
    ]  # fmt: skip


def test_make_pages_tells_before_it_keeps(tmp_path):
    old, new = {"/a": ["p"], "/b": ["p"]}, {"/a": ["p", "q"], "/b": ["p", "q"]}
    keeping.write({"admin": old}, tmp_path)

    lines = end([Drawn("admin", TEST, new)], lambda tests: iter([[Drawn("admin", TEST, old)]]), True, tmp_path)

    assert [next(lines), next(lines)] == ["Pages that are not as they are kept: 2", "2 pages: /a (admin), /b (admin)"]
    assert keeping.digests("admin", tmp_path) == {"/a": keeping.digest(["p"]), "/b": keeping.digest(["p"])}
    assert list(lines) == ["     p", "    +q", ""]
    assert keeping.digests("admin", tmp_path) == {"/a": keeping.digest(["p", "q"]), "/b": keeping.digest(["p", "q"])}


def test_without_the_commit_of_before_the_page_of_today_is_shown(tmp_path):
    def absent(tests):
        raise before.NotDrawn("git is not here.")
        yield

    keeping.write({"admin": {"/a": ["p"]}}, tmp_path)

    assert list(end([Drawn("admin", TEST, {"/a": ["q"]})], absent, False, tmp_path)) == [
        "Pages that are not as they are kept: 1",
        "What they were before cannot be drawn: git is not here.",
        "1 page: /a (admin)",
        "    it was otherwise before; today:",
        "    q",
        "",
    ]
    assert keeping.digests("admin", tmp_path) == {"/a": keeping.digest(["p"])}


def test_a_page_drawn_otherwise_than_it_is_kept_is_not_taken_for_the_one_of_before(tmp_path):
    keeping.write({"admin": {"/a": ["p"]}}, tmp_path)
    drawn = [[Drawn("admin", TEST, {"/a": ["q"]})], [Drawn("admin", TEST, {"/a": ["p"]})]]

    lines = list(end([Drawn("admin", TEST, {"/a": ["q"]})], lambda tests: iter(drawn), False, tmp_path))

    assert lines[1:] == ["1 page: /a (admin)", "    -p", "    +q", ""]


@pytest.fixture
def repository(tmp_path):
    """A repository with two commits, of which the first one keeps pages."""
    require("git", shutil.which("git") is not None)
    place = tmp_path / "repository"
    (place / before.KEPT).mkdir(parents=True)
    _git(place, "init", "-q")
    (place / before.KEPT / "digests.txt").write_text("kept\n")
    _commit(place)
    (place / "new").write_text("new\n")
    _commit(place)
    return place


def test_the_files_of_the_commit_that_kept_pages_are_laid_out_and_removed(repository):
    (commit,) = before.commits(repository)

    with before.work_tree(repository, commit) as tree:
        assert (tree / before.KEPT / "digests.txt").read_text() == "kept\n"
        assert not (tree / "new").exists()
        assert repository not in tree.parents

    assert not tree.exists()
    assert len(_git(repository, "worktree", "list").splitlines()) == 1


def test_a_commit_that_keeps_pages_in_another_form_draws_nothing(repository):
    with pytest.raises(before.NotDrawn, match="in another form"):
        list(before.draw([TEST], repository))


def test_an_unpacked_archive_has_no_commit(tmp_path):
    with pytest.raises(before.NotDrawn, match=r"git says|No commit|git is not here"):
        before.commits(tmp_path)


def _git(place, *words):
    named = ["-c", "user.name=deskq", "-c", "user.email=deskq@localhost"]
    return subprocess.run(["git", *named, *words], cwd=place, check=True, capture_output=True, text=True).stdout


def _commit(place):
    _git(place, "add", "-A")
    _git(place, "commit", "-q", "-m", "Change")

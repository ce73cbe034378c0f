"""The pages as they were when they were kept: drawn in a work tree of that commit, outside of this one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kept_pages.drawn import DRAW, FOLDER, MODE, TESTS, Drawn, stored

ROOT = Path(__file__).parents[2]
KEPT = "tests/kept_pages/pages"
DRAWS = "tests/kept_pages/session.py"  #: without it, a commit cannot be asked for its pages
SEVERAL = 8  #: tests from which on two processes draw


class NotDrawn(Exception):
    """Why the pages of before cannot be had, as a sentence."""


def draw(tests: list[str], root: Path = ROOT) -> Iterator[list[Drawn]]:
    """What these tests drew in the commit that kept the pages, then what they drew in the one before it. Raises
    NotDrawn where there is no such commit."""
    for commit in commits(root):
        with work_tree(root, commit) as tree, TemporaryDirectory(prefix="deskq-drawn") as folder:
            if not (tree / DRAWS).exists():
                raise NotDrawn(f"The commit {commit[:12]} keeps its pages in another form.")
            _translate(tree)
            _run(tests, tree, Path(folder))
            yield list(stored(Path(folder)))


def commits(root: Path) -> list[str]:
    """The last commit that changed what is kept, and its first parent, if it is here. Raises NotDrawn without git."""
    last = _git(root, "log", "-1", "--format=%H", "--", KEPT)
    if not last:
        raise NotDrawn("No commit here has kept pages.")
    return [last, *_git(root, "rev-list", "--first-parent", "-n2", last).split()[1:]]


@contextmanager
def work_tree(root: Path, commit: str) -> Iterator[Path]:
    """The files of a commit, in a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="deskq-before") as folder:
        tree = Path(folder) / "tree"
        _git(root, "worktree", "add", "--detach", "--quiet", str(tree), commit)
        try:
            yield tree
        finally:
            _git(root, "worktree", "remove", "--force", str(tree))


def _git(root: Path, *words: str) -> str:
    program = shutil.which("git")
    if program is None:
        raise NotDrawn("git is not here.")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run([program, *words], cwd=root, env=env, capture_output=True, text=True)
    if done.returncode:
        raise NotDrawn(f"git says: {done.stderr.strip()}")
    return done.stdout.strip()


def _translate(tree: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "compile",
        "-d",
        "deskq/translations",
        "-D",
        "deskq",
    ]
    subprocess.run(words, cwd=tree, check=True, capture_output=True)


def _run(tests: list[str], tree: Path, folder: Path) -> None:
    """A test that is not there yet draws nothing."""
    files = [file for file in dict.fromkeys(test.partition("::")[0] for test in tests) if (tree / file).exists()]
    if not files:
        return
    several = ["-n2", "--dist", "worksteal"] if len(tests) > SEVERAL else ["-n0"]
    still = ["-p", "no:randomly", "-p", "no:cacheprovider"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *several, *still, *files],
        cwd=tree,
        env={**os.environ, MODE: DRAW, FOLDER: str(folder), TESTS: json.dumps(tests)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

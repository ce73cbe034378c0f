"""The image of Docker, and a bare Debian, have what PDF files need: the locked library, the font and the template."""

import json
import subprocess
import sys
from pathlib import Path

from tests.deploy import container_files
from tests.deploy.container_files import ROOT
from tests.deploy.native_stack import copy_image


def test_the_image_makes_a_pdf_from_its_own_files_with_no_program_on_its_path(tmp_path):
    image = copy_image(tmp_path / "image")
    folder = image / "deskq" / "web" / "pdf"
    runs = [{"text": "سلام", "strong": False, "small": False, "to": ""}]
    document = {
        "language": "fa", "title": "الف", "author": "میز", "said": "", "page": "{n}", "left": "", "wide": False,
        "parts": [{"is": "text", "runs": runs}],
    }  # fmt: skip
    fonts = image / "deskq" / "printing" / "fonts"
    words = (sys.executable, "-I", folder / "program.py", folder / "document.typ", fonts, 1024, 30)

    typed, bare = json.dumps(document).encode(), {"PATH": "/nowhere"}
    done = subprocess.run([*map(str, words)], input=typed, env=bare, capture_output=True)

    assert done.stdout.startswith(b"%PDF-"), done.stderr


def test_the_library_is_locked_with_hashes_and_no_browser_is_installed():
    lock = (ROOT / "requirements.lock").read_text()
    installed = next(rest for word, rest in container_files.instructions() if word == "RUN" and "apt-get" in rest)

    assert "\ntypst==" in lock
    assert "chromium" not in installed
    assert "chromium" not in Path(ROOT / "docs" / "install.md").read_text().partition("## TLS")[0].lower()

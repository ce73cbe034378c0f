"""Content-addressed files on the disk."""

import os

from deskq.core import file_store


def test_a_file_that_another_process_has_swept_meanwhile_does_not_end_the_sweep(tmp_path):
    for n in range(4):
        (tmp_path / f"old{n}").write_bytes(b"old")
        os.symlink("gone", tmp_path / f"gone{n}")  # listed, and not there any more when it is looked at

    file_store.sweep(tmp_path, {"old0"}, os.stat(tmp_path / "old0").st_mtime + file_store.GRACE_SECONDS + 1)

    assert [path.name for path in tmp_path.iterdir() if path.exists()] == ["old0"]

"""A folder that answers too late, and at the very moment at which its time is over."""

import pytest
from gevent.event import Event

from deskq.document_scans import rules, scanner_folder


def test_a_folder_that_answers_at_the_last_moment_is_not_silent_for_ever(scanner, monkeypatch):
    """The time was over while the thread was done already."""
    scanner.write("scan.jpg")
    place = [str(scanner.root), "2"]

    def too_late(work):
        work()
        Event().wait()  # which the end of the time ends

    monkeypatch.setattr(scanner_folder, "PATIENCE", 0.001)
    monkeypatch.setattr(scanner_folder.images, "in_thread", too_late)
    with pytest.raises(rules.FolderSilent):
        scanner_folder.listing(place)
    monkeypatch.undo()

    assert len(scanner_folder.listing(place).papers) == 1

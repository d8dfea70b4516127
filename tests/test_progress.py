"""What is under way is said after a second, and not before."""

from __future__ import annotations

import time

from csptool import progress


def test_only_what_lasts_is_said(capsys, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    with progress.under_way("Reading quick.xlsx"):
        pass
    with progress.under_way("Reading slow.xlsx"):
        time.sleep(0.3)
    assert capsys.readouterr().err == "Reading slow.xlsx ...\n"

"""What holds for every test of the window: garbage is collected in its thread alone, as in the program."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pamdesk.desktop.collector import Collector


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    made.settle()
    yield made
    made.restore()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _collected(collector: Collector) -> Iterator[None]:
    yield
    collector.everything()

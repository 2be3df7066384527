"""Circles of objects are collected in the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from pamdesk.desktop.collector import Collector


class Ring:
    """An object that refers to itself, and notes in which thread it goes."""

    def __init__(self, freed: list[str]) -> None:
        self.me = self
        self._freed = freed

    def __del__(self) -> None:
        self._freed.append(threading.current_thread().name)


def test_no_other_thread_collects_what_the_window_left(qtbot: QtBot, collector: Collector):
    freed: list[str] = []
    Ring(freed)

    def allocate() -> None:
        kept = [[number] for number in range(100_000)]
        del kept

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert freed == []

    collector.everything()
    assert freed == ["MainThread"]


def test_what_is_new_is_collected_within_a_second(qtbot: QtBot, collector: Collector):
    freed: list[str] = []
    held = Ring(freed)
    gone = weakref.ref(held)
    del held
    many = [[number] for number in range(1_000)]

    qtbot.waitUntil(lambda: gone() is None, timeout=2_000)

    assert len(many) == 1_000
    assert freed == ["MainThread"]


def test_python_collects_by_itself_again_when_the_window_is_gone(qtbot: QtBot, collector: Collector):
    gc.enable()
    second = Collector()
    assert not gc.isenabled()

    second.restore()

    assert gc.isenabled()
    gc.disable()

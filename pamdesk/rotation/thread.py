"""The engine's thread: one asyncio loop for the life of the program."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

from pamdesk.rotation.engine import Engine

T = TypeVar("T")


class EngineThread:
    """Owns the engine and its loop; `submit` is called from any thread."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        """Take how the engine is made; it is made on its own loop."""
        self._make = make
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, name="pamdesk-engine", daemon=True)
        self._ready: Future[Engine] = Future()

    def start(self) -> None:
        """Start the thread and wait until the engine exists; raises what making it raised."""
        self._thread.start()
        self._ready.result()

    @property
    def engine(self) -> Engine:
        """The engine; its coroutines are run with `submit`."""
        return self._ready.result()

    def submit(self, work: Callable[[Engine], Awaitable[T]]) -> Future[T]:
        """Run `work(engine)` on the engine's loop."""

        async def run() -> T:
            return await work(self.engine)

        return asyncio.run_coroutine_threadsafe(run(), self._loop)

    def call(self, act: Callable[[Engine], None]) -> None:
        """Do something short on the engine's loop, such as pausing a batch, without waiting for it."""
        self._loop.call_soon_threadsafe(act, self.engine)

    def close(self) -> None:
        """Let what is in flight end, close every connection and end the thread."""
        if not self._thread.is_alive():
            return
        self.submit(lambda engine: engine.close()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._ready.set_result(self._loop.run_until_complete(self._made()))
        except BaseException as error:  # noqa: BLE001 - handed to start(), which raises it in the caller's thread
            self._ready.set_exception(error)
            return
        self._loop.run_forever()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    async def _made(self) -> Engine:
        return self._make()

    async def _end(self) -> None:
        """Cancel what serves for ever (the scheduler) and read its end."""
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

"""Tells the background task that there may be something to send."""

import asyncio


class Waker:
    """A bell: rung after each change, heard by the courier, which otherwise looks every so often."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def wake(self) -> None:
        self._bell.set()

    async def wait(self, at_most: float) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), at_most)
        except TimeoutError:
            return
        self._bell.clear()

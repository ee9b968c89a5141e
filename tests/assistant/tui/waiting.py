"""Waiting until a chat in a test has nothing left to do, told by its messages.

Textual's pilot samples how busy the processor is, in steps of 20 ms, twice for a key, and sends each
widget a message besides. On a busy machine that says little, and it takes longer than the chat.
"""

import asyncio
import time

LONGEST = 1.0
"""Seconds; a handler may wait for what a test does next."""
FOR_THREADS = 0.05
"""Seconds that a thread is waited for, which may be held by a test."""


async def press(pilot, *keys):
    """Press keys, each once what the one before does is done."""
    for key in keys:
        await pilot.app._press_keys([key])
        await until_idle(pilot)


async def go_on(*_):
    """Wait for nothing; ``until_idle`` does."""
    await asyncio.sleep(0)


async def until_idle(pilot):
    """Wait until no message is on its way, no handler runs and all is painted."""
    app = pilot.app
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < LONGEST and app._exception is None:
        for _ in range(4):
            await asyncio.sleep(0)
        if any(map(_is_busy, _pumps(app))):
            await asyncio.sleep(0.005 * (passed > FOR_THREADS))
        elif app.screen_stack and _is_to_be_painted(app.screen):
            app.screen._on_timer_update()
        elif app._resize_event or (_is_at_work(app) and passed < FOR_THREADS):
            await asyncio.sleep(0.001)
        else:
            return True
    return app._exception is None


def _is_at_work(app):
    return any(worker.is_running for worker in app.workers)


def _pumps(app):
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _is_busy(pump):
    queue = pump._message_queue
    is_waiting = bool(queue.ready_event._waiters)
    return pump._running and (queue.qsize() or pump._next_callbacks or not is_waiting)


def _is_to_be_painted(screen):
    return (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )

"""How the app bears a class: many sessions on the lesson on edges, each acting every two seconds.

Run: `python -m tests.benchmarks.load`. It starts the app, opens 30 sessions and lets each move the
lens, choose and edit the filter and edit the numbers for a minute. An action counts from the moment
it is due until its run of the page has finished, so that a server that falls behind is seen to.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import psutil
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from cnnlib.filters import FILTERS
from tests.benchmarks.visitor import FailedError, Visitor
from tests.browser.server import run_app

PAGE = "edges"
FIGURE = "edges:figure"
AIM = 0.3


def _numbers(side: int, low: int, high: int) -> list[list[int]]:
    return [[random.randint(low, high) for _ in range(side)] for _ in range(side)]


ACTIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "move the lens": lambda: {"lens": [random.randrange(200), random.randrange(200)]},
    "choose a filter": lambda: {"filter": random.choice(list(FILTERS))},
    "edit the filter": lambda: {"weights": _numbers(3, -9, 9)},
    "edit the numbers": lambda: {"numbers": _numbers(6, 0, 9)},
    "take a step": lambda: {"at": random.randrange(16)},
}


@dataclass
class Record:
    """What was measured: seconds to enter, seconds of each action by its name, and failures."""

    entering: list[float] = field(default_factory=list)
    acting: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)

    @property
    def actions(self) -> list[float]:
        """The seconds of all actions."""
        return [seconds for some in self.acting.values() for seconds in some]


@dataclass(frozen=True)
class Plan:
    """How many sessions, for how many seconds, and the seconds between two actions of one."""

    sessions: int = 30
    seconds: float = 60.0
    every: float = 2.0


async def visit(url: str, plan: Plan, delay: float, record: Record) -> None:
    """One session from start to end; all of them start within the first interval."""
    await asyncio.sleep(delay)
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        async with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:
            visitor = Visitor(socket, url, PAGE, FIGURE)
            due = time.perf_counter()
            record.entering.append(await visitor.enter())
            for _ in range(int(plan.seconds / plan.every)):
                due += plan.every
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                name = random.choice(list(ACTIONS))
                behind = time.perf_counter() - due
                record.acting[name].append(behind + await visitor.act(ACTIONS[name]()))
    except (FailedError, OSError, WebSocketException) as failure:
        record.failures[f"{type(failure).__name__}: {failure}"] += 1


async def watch(server: psutil.Process, record: Record) -> None:
    """Note the server's memory twice a second."""
    while True:
        record.memory.append(server.memory_info().rss)
        await asyncio.sleep(0.5)


async def load(url: str, server: psutil.Process, plan: Plan) -> Record:
    """All sessions at once."""
    record = Record()
    watching = asyncio.create_task(watch(server, record))
    delays = [plan.every * number / plan.sessions for number in range(plan.sessions)]
    await asyncio.gather(*(visit(url, plan, delay, record) for delay in delays))
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return record


def measure(plan: Plan) -> Record:
    """Start the app, let the sessions loose on it, and print what came of it."""
    others = os.getloadavg()[0]
    with run_app() as running:
        server, own = psutil.Process(running.pid), psutil.Process()
        before = {process: sum(process.cpu_times()[:2]) for process in (server, own)}
        began = time.perf_counter()
        record = asyncio.run(load(running.url, server, plan))
        took = time.perf_counter() - began
        used = {process: sum(process.cpu_times()[:2]) - was for process, was in before.items()}
    print(f"{plan.sessions} sessions on /{PAGE}, each acting every {plan.every:g} s, {took:.0f} s")
    print(f"{'milliseconds':24} {'median':>8} {'95 %':>8} {'slowest':>8} {'number':>8}")
    _row("entering the page", record.entering)
    _row("an action", record.actions)
    for name, seconds in record.acting.items():
        _row(f"  {name}", seconds)
    megabytes = [size / 1e6 for size in record.memory]
    runs = len(record.entering) + len(record.actions)
    print(
        f"server: {used[server] / took:.0%} of one core of {os.cpu_count()}, "
        f"{1000 * used[server] / max(runs, 1):.0f} ms of processor time a run, "
        f"memory {megabytes[0]:.0f} MB before, {max(megabytes):.0f} MB at most"
    )
    print(
        f"these visitors themselves: {used[own] / took:.0%} of one core; "
        f"the machine's load before it all began: {others:.1f}"
    )
    print(f"failures: {sum(record.failures.values())}")
    for failure, count in record.failures.items():
        print(f"  {count} × {failure}")
    return record


def _row(name: str, seconds: list[float]) -> None:
    if seconds:
        of = [*np.percentile(seconds, [50, 95]), max(seconds)]
        print(f"{name:24} " + " ".join(f"{1000 * one:8.0f}" for one in of) + f" {len(seconds):8}")


def main() -> int:
    plan = Plan()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sessions", type=int, default=plan.sessions)
    parser.add_argument("--seconds", type=float, default=plan.seconds)
    parser.add_argument("--every", type=float, default=plan.every)
    record = measure(Plan(**vars(parser.parse_args())))
    if record.failures or not record.actions or np.percentile(record.actions, 95) > AIM:
        print(f"missed: no failure, and 95 % of the actions within {1000 * AIM:.0f} ms")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

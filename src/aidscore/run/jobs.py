"""Several processes for many files (spec, section 19): the results, their order and what was looked up stay the same.

Each worker process reads, checks and scores chunks of the files with a workspace of its own. What it sends back names
the parts of standards in place of their content; this process puts in its own, having looked up the same.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing import active_children, get_all_start_methods, get_context
from typing import NamedTuple, TypeAlias

from aidscore.files.walk import Entry
from aidscore.files.workspace import Lookups, Workspace
from aidscore.model.standard import Edition
from aidscore.run.one_file import FileResult, Scored

CHUNK = 64
"""The number of files that are answered at once: an answer for each would cost as much as scoring it."""
AHEAD = 4
"""The number of chunks for each worker that are scored ahead of the one that is wanted, so that few pile up."""
WORTHWHILE = 1000
"""The number of files for each process below which starting it takes longer than it saves."""

CAN_FORK = "fork" in get_all_start_methods()
_STOPPING = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
"""The signals that end a run."""

Chunks: TypeAlias = Sequence[Sequence[Entry]]
Score: TypeAlias = Callable[[Entry, Workspace], FileResult]
Key: TypeAlias = tuple[str, str, str, str]
"""A part of a standard: the reference and the folder by which it was looked up, what kind of part it is, and its id."""


class Answer(NamedTuple):
    """What a worker sends back for a chunk."""

    results: bytes
    """The results, pickled; None for a file that is left to the process that asked."""
    lookups: Lookups
    """What was looked up for them and not for an earlier chunk of this worker."""


def jobs_for(number: int) -> int:
    """How many processes are worthwhile for a number of files; 1 where processes cannot be forked."""
    if not CAN_FORK:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, number // WORTHWHILE))


def scored_by(
    jobs: int, entries: Sequence[Entry], score: Score, workspace: Workspace, lost: list[Entry]
) -> Generator[FileResult, None, None]:
    """The result of each entry, in their order, from so many processes.

    A worker that dies loses nothing: what is not answered then is scored by this process, and added to `lost`.
    """
    if jobs < 2 or not CAN_FORK:
        yield from (score(entry, workspace) for entry in entries)
        return
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    answers = _answers(min(jobs, len(chunks)), chunks, score, workspace)
    with closing(answers):
        for chunk, answer in zip(chunks, answers, strict=True):
            if answer is None:
                lost += chunk
                yield from (score(entry, workspace) for entry in chunk)
            else:
                yield from _taken(chunk, answer, score, workspace)


def _answers(jobs: int, chunks: Chunks, score: Score, workspace: Workspace) -> Generator[Answer | None, None, None]:
    """The answer to each chunk, in their order; None from where a worker process was ended from outside.

    Whatever ends the run ends the workers at once, also one that is at work.
    """
    others = set(active_children())
    context = get_context("fork")  # a process that is started anew would run an unguarded main module again
    pool = ProcessPoolExecutor(jobs, context, _start, (chunks, score, workspace.like_this()))
    try:
        with _signals_held():  # the first call starts the processes; none of them takes a signal for its own
            waiting = deque([_call(pool, 0)])
        for number in range(1, len(chunks)):
            if len(waiting) == jobs * AHEAD:
                yield _answer_of(waiting.popleft())
            waiting.append(_call(pool, number))
        yield from map(_answer_of, waiting)
    finally:
        for process in set(active_children()) - others:
            process.kill()
        pool.shutdown()


def _call(pool: ProcessPoolExecutor, number: int) -> Future[Answer] | None:
    """The call for a chunk; None where no worker is left. A number is sent: the workers have the chunks."""
    try:
        return pool.submit(_answered, number)
    except BrokenProcessPool:
        return None


def _answer_of(call: Future[Answer] | None) -> Answer | None:
    """What a worker answered; None where it was ended, or failed: this process then fails as well, and tells it."""
    return None if call is None or call.exception() else call.result()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let the signals that end a run wait until the end of a block."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _taken(chunk: Sequence[Entry], answer: Answer, score: Score, workspace: Workspace) -> Iterator[FileResult]:
    """The results of a chunk, with the standards of this process."""
    workspace.look_up(answer.lookups)
    results: Sequence[FileResult | None] = _Reader(io.BytesIO(answer.results), workspace).load()
    for entry, result in zip(chunk, results, strict=True):
        yield score(entry, workspace) if result is None else result


# ---- in the workers -----------------------------------------------------------------------------------------------


@dataclass
class _Worker:
    """What a worker process has."""

    chunks: Chunks
    score: Score
    workspace: Workspace
    keys: dict[int, Key] = field(default_factory=dict)
    """What stands for each part of a standard, by its identity."""
    editions: list[Edition] = field(default_factory=list)
    """The editions of those parts, kept so that no identity is used again."""


_worker: _Worker


def _start(chunks: Chunks, score: Score, workspace: Workspace) -> None:
    """Make this process a worker. Ctrl-C is for the process that asks, which ends the others."""
    global _worker  # noqa: PLW0603 - a pool has no other place for what a worker keeps between calls
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _STOPPING - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    _worker = _Worker(chunks, score, workspace)


def _answered(number: int) -> Answer:
    """The results of a chunk."""
    workspace = _worker.workspace
    before = workspace.lookups()
    results = [_worker.score(entry, workspace) for entry in _worker.chunks[number]]
    lookups = workspace.lookups().since(before)
    for reference, folder in lookups.standards:
        edition = workspace.standard(reference, folder).edition
        if edition is not None and id(edition) not in _worker.keys:
            _worker.editions.append(edition)
            _worker.keys.update(_keys(edition, reference, folder))
    into = io.BytesIO()
    _Writer(into, _worker.keys).dump([result if _is_sendable(result) else None for result in results])
    return Answer(into.getvalue(), lookups)


def _is_sendable(result: FileResult) -> bool:
    """Whether everything of a standard that a result has can be named: not so what was scored by a correction."""
    return not isinstance(result, Scored) or id(result.visit.assessment.edition) in _worker.keys


def _keys(edition: Edition, reference: str, folder: str) -> Iterator[tuple[int, Key]]:
    """What stands for each part of an edition."""
    yield id(edition), (reference, folder, "edition", "")
    for kind, parts in _parts(edition).items():
        for name, part in parts.items():
            yield id(part), (reference, folder, kind, name)


def _parts(edition: Edition) -> dict[str, dict[str, object]]:
    """The parts of an edition that results have, by their ids."""
    return {
        "item": dict(edition.items),
        "sub-item": dict(edition.sub_items),
        "rule": {name: rule for name, (_, rule) in edition.rules.items()},
        "veto": dict(edition.vetoes),
        "bonus": dict(edition.bonus_rules),
    }


class _Writer(pickle.Pickler):
    """Writes results without the standards that they rest on."""

    def __init__(self, into: io.BytesIO, keys: dict[int, Key]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.keys = keys

    def persistent_id(self, obj: object) -> Key | None:
        """What stands for a part of a standard; None for everything else, which is written itself."""
        return self.keys.get(id(obj))


class _Reader(pickle.Unpickler):
    """Reads results, with the standards of this process in place of those of the worker."""

    def __init__(self, source: io.BytesIO, workspace: Workspace) -> None:
        super().__init__(source)
        self.workspace = workspace
        self.known: dict[tuple[str, str], dict[str, dict[str, object]]] = {}

    def persistent_load(self, pid: Key) -> object:
        """The part of a standard that a key stands for."""
        reference, folder, kind, name = pid
        if (reference, folder) not in self.known:
            edition = self.workspace.standard(reference, folder).edition
            assert edition is not None  # the worker has it
            self.known[reference, folder] = _parts(edition) | {"edition": {"": edition}}
        return self.known[reference, folder][kind][name]

"""Several processes for many files (spec, section 19): the results, their order and what was looked up stay the same.

Each worker process reads, checks and scores chunks of the files with a workspace of its own. What it sends back names
the parts of standards in place of their content; this process puts in its own, having looked up the same.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
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

CAN_FORK = "fork" in multiprocessing.get_all_start_methods()
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
) -> Iterator[FileResult]:
    """The result of each entry, in their order, from so many processes.

    A worker that dies loses nothing: what it had not answered is scored by this process, and added to `lost`.
    """
    if jobs < 2 or not CAN_FORK:
        yield from (score(entry, workspace) for entry in entries)
        return
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    workers = _started(min(jobs, len(chunks)), chunks, score, workspace)
    try:
        for chunk, answer in _answers(workers, chunks):
            if answer is None:
                lost += chunk
                yield from (score(entry, workspace) for entry in chunk)
            else:
                yield from taken(chunk, answer, score, workspace)
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()


@dataclass
class _Worker:
    """A worker process as the one that asks sees it."""

    process: BaseProcess
    connection: Connection
    numbers: deque[int] = field(default_factory=deque)
    """The chunks that it has not answered, in their order."""


def _started(number: int, chunks: Chunks, score: Score, workspace: Workspace) -> list[_Worker]:
    """So many workers. No signal interrupts it, so that none of them takes a signal for its own."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return [_start(chunks, score, workspace) for _ in range(number)]
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _start(chunks: Chunks, score: Score, workspace: Workspace) -> _Worker:
    """A new worker, which has the chunks from the beginning; only it has the other end of the connection.

    What is sent to it are numbers of chunks: so short that sending never waits for a worker that is itself sending.
    """
    context = multiprocessing.get_context("fork")  # digests of dropped fields agree among processes of one seed only
    connection, other = context.Pipe()
    process = context.Process(target=_work, args=(other, chunks, score, workspace.like_this()), daemon=True)
    process.start()
    other.close()
    return _Worker(process, connection)


def _answers(workers: Sequence[_Worker], chunks: Chunks) -> Iterator[tuple[Sequence[Entry], Answer | None]]:
    """Each chunk with its answer, in their order; None where its worker died, or no worker is left."""
    answers: dict[int, Answer | None] = {}
    alive, given = list(workers), 0
    for number, chunk in enumerate(chunks):
        while number not in answers:
            while given < min(len(chunks), number + len(alive) * AHEAD) and (free := _free(alive)):
                free.numbers.append(given)
                _send(free, given)
                given += 1
            if number >= given:
                given, answers[number] = number + 1, None
                break
            for worker in _answering(alive):
                answers |= _received(worker)
            alive = [worker for worker in alive if not worker.connection.closed]
        yield chunk, answers.pop(number)


def _free(workers: Sequence[_Worker]) -> _Worker | None:
    """The worker that is given the next chunk: one without two to do."""
    return next((worker for worker in sorted(workers, key=_load) if _load(worker) < 2), None)


def _load(worker: _Worker) -> int:
    """How many chunks a worker has not answered."""
    return len(worker.numbers)


def _send(worker: _Worker, number: int) -> None:
    """Give a worker the number of a chunk; that it died shows when it should answer."""
    with suppress(OSError):
        worker.connection.send(number)


def _answering(workers: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have answered or died, once there is one."""
    ready = wait([worker.connection for worker in workers])
    return [worker for worker in workers if worker.connection in ready]


def _received(worker: _Worker) -> dict[int, Answer | None]:
    """The answer of a worker to its first chunk; None for all its chunks where it died."""
    try:
        answer: Answer = worker.connection.recv()
    except (EOFError, OSError):
        worker.connection.close()
        return dict.fromkeys(worker.numbers)
    return {worker.numbers.popleft(): answer}


def taken(chunk: Sequence[Entry], answer: Answer, score: Score, workspace: Workspace) -> Iterator[FileResult]:
    """The results of a chunk, with the standards of this process."""
    workspace.look_up(answer.lookups)
    results: Sequence[FileResult | None] = _Reader(io.BytesIO(answer.results), workspace).load()
    for entry, result in zip(chunk, results, strict=True):
        yield score(entry, workspace) if result is None else result


# ---- in the workers -----------------------------------------------------------------------------------------------


@dataclass
class Memory:
    """What a worker process keeps between chunks."""

    keys: dict[int, Key] = field(default_factory=dict)
    """What stands for each part of a standard, by its identity."""
    editions: list[Edition] = field(default_factory=list)
    """The editions of those parts, kept so that no identity is used again."""


def _work(connection: Connection, chunks: Chunks, score: Score, workspace: Workspace) -> None:
    """Answer chunks until none comes any more. Ctrl-C is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _STOPPING - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    memory = Memory()
    with suppress(Exception):  # what fails here fails once more in the process that asks, which then tells it
        while True:
            connection.send(answered(chunks[connection.recv()], score, workspace, memory))


def answered(
    chunk: Sequence[Entry], score: Callable[[Entry, Workspace], FileResult | None], workspace: Workspace, memory: Memory
) -> Answer:
    """The results of a chunk; None of a file is left to the process that asks."""
    before = workspace.lookups()
    results = [score(entry, workspace) for entry in chunk]
    lookups = workspace.lookups().since(before)
    for reference, folder in lookups.standards:
        edition = workspace.standard(reference, folder).edition
        if edition is not None and id(edition) not in memory.keys:
            memory.editions.append(edition)
            memory.keys.update(_keys(edition, reference, folder))
    sent = [result if _is_sendable(result, memory) else None for result in results]
    into = io.BytesIO()
    _Writer(into, memory.keys).dump(sent)
    return Answer(into.getvalue(), lookups)


def _is_sendable(result: FileResult | None, memory: Memory) -> bool:
    """Whether everything of a standard that a result has can be named: not so what was scored by a correction."""
    return not isinstance(result, Scored) or id(result.visit.assessment.edition) in memory.keys


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

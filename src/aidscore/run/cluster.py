"""Other machines (spec, section 19): chunks of files are scored by the workers of a Dask scheduler.

Contents are sent and no paths to be read: records, and the campaigns and standards that this process found for them. A
worker answers like one of `aidscore.run.jobs`; what it cannot tell from what was sent is left to this process.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn, Protocol, TypeAlias

from aidscore import __version__
from aidscore.files.campaign import CampaignFile
from aidscore.files.document import read_document
from aidscore.files.standards import Loaded, Standards
from aidscore.files.walk import Entry
from aidscore.files.workspace import Workspace
from aidscore.model.source import Source
from aidscore.read.bytes import read_bytes
from aidscore.run.jobs import Answer, Memory, answered, taken
from aidscore.run.kept import without_text
from aidscore.run.one_file import FileResult, Scored
from aidscore.run.several import score_entry, score_found, score_kept
from aidscore.words import _, speaking, spoken

CHUNK = 256
"""The number of files that are sent at once."""
AHEAD = 3
"""The number of chunks for each worker that are sent ahead of the one that is wanted, so that few pile up."""
PATIENCE = 10
"""The seconds after which a scheduler that does not answer is given up."""
LOOK = 1
"""The seconds after which it is looked whether there still is a worker."""

Keep: TypeAlias = Callable[[FileResult, Workspace], FileResult]
"""Makes of the result of a file what is kept of it."""


class ClusterProblem(Exception):
    """A cluster that cannot be used; its text is a sentence for the user."""


class Future(Protocol):
    """What comes of a chunk that was sent, as far as it is used here."""

    key: object
    status: str

    def done(self) -> bool:
        """Whether there is an answer, or none will come."""

    def result(self, timeout: float | None = None) -> Answer | str:
        """The answer, once it is there. Raises TimeoutError, or what the worker raised."""

    def cancel(self) -> object:
        """Give it up."""


class Client(Protocol):
    """The connection to a scheduler, as far as it is used here."""

    def run(self, function: Callable[[], str], *, on_error: str) -> Mapping[str, object]:
        """What a function returns, or raises, on each worker, by the worker's address."""

    def submit(self, function: Callable[[Chunk], Answer | str], chunk: Chunk, *, pure: bool) -> Future:
        """Have a worker answer a chunk."""

    def scheduler_info(self, n_workers: int) -> Mapping[str, Mapping[str, object]]:
        """What is known of the scheduler: `workers` are those that are there."""

    def close(self) -> None:
        """Leave the scheduler."""


class Known(NamedTuple):
    """What this process found: the campaign of each folder, the standards by reference and folder."""

    campaigns: Mapping[str, CampaignFile | None]
    standards: Mapping[tuple[str, str], Loaded]


class Chunk(NamedTuple):
    """What is sent to a worker."""

    version: str
    """That of the program, which the worker must have, too."""
    language: str
    contents: Sequence[tuple[Entry, bytes | None]]
    """Each file with its content; None for what is left to the process that asks."""
    known: bytes
    """What is known of campaigns and standards, pickled."""


def scored_on(
    address: str, entries: Sequence[Entry], keep: Keep, workspace: Workspace, lost: list[Entry]
) -> Generator[FileResult, None, None]:
    """The result of each entry, in their order, from the workers of a scheduler.

    What workers do not answer, because they died or for another reason, is scored by this process, and added to `lost`.

    Raises:
        ClusterProblem: the cluster cannot be used.
    """
    client = _connected(address)
    try:
        for chunk, answer in _answers(client, entries, workspace):
            results = _local(chunk, workspace) if answer is None else taken(chunk, answer, score_kept, workspace)
            lost += chunk if answer is None else ()
            yield from (keep(result, workspace) for result in results)
    finally:
        client.close()


def _local(chunk: Sequence[Entry], workspace: Workspace) -> Iterator[FileResult]:
    """The results of a chunk that no worker answered."""
    return (score_kept(entry, workspace) for entry in chunk)


# ---- the scheduler ------------------------------------------------------------------------------------------------


def _connected(address: str) -> Client:
    """The connection to a scheduler whose workers all have this version of the program."""
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to import
    except ModuleNotFoundError as missing:
        raise ClusterProblem(_("--cluster needs more packages: pip install 'aidscore[cluster]'")) from missing
    try:
        client: Client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise ClusterProblem(_("no Dask scheduler answers at {address}", address=address)) from problem
    try:
        _check_workers(client, address)
    except ClusterProblem:
        client.close()
        raise
    return client


def _check_workers(client: Client, address: str) -> None:
    """Refuse a scheduler without workers, and workers with another version of the program or without it."""
    versions = client.run(worker_version, on_error="return")
    if not versions:
        raise ClusterProblem(_("the Dask scheduler at {address} has no workers", address=address))
    for worker, version in versions.items():
        if version != __version__:
            _refuse(worker, version if isinstance(version, str) else "-")


def _refuse(worker: str, version: str) -> NoReturn:
    """Refuse a worker: its results might be others."""
    sentence = _(
        "the worker {worker} has aidscore {theirs}, this is aidscore {ours}; all must have the same version",
        worker=worker,
        theirs=version,
        ours=__version__,
    )
    raise ClusterProblem(sentence)


def _answers(
    client: Client, entries: Sequence[Entry], workspace: Workspace
) -> Iterator[tuple[Sequence[Entry], Answer | None]]:
    """Each chunk with its answer, in their order; None where no worker gives one."""
    scout = _Scout(workspace.like_this(), entries)
    waiting: deque[tuple[Sequence[Entry], Future]] = deque()
    chunks = (entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK))
    for chunk in chunks:
        waiting.append((chunk, client.submit(answer_chunk, scout.chunk(chunk), pure=False)))
        if len(waiting) >= AHEAD * max(1, _workers(client)):
            first, future = waiting.popleft()
            yield first, _answer(client, future)
    for chunk, future in waiting:
        yield chunk, _answer(client, future)


def _workers(client: Client) -> int:
    """How many workers there are now."""
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _answer(client: Client, future: Future) -> Answer | None:
    """The answer to a chunk; None where it failed, or no worker is left.

    Raises:
        ClusterProblem: a worker that came later has another version.
    """
    while not future.done():
        if not _workers(client):
            future.cancel()
            return None
        with suppress(TimeoutError):
            future.result(timeout=LOOK)
    if future.status != "finished":  # what fails there fails once more here, and is then told
        return None
    answer: Answer | str = future.result()
    if isinstance(answer, str):
        _refuse(str(future.key), answer)
    return answer


class _Scout:
    """Finds what workers need to know beside the files.

    It looks things up in a workspace of its own: that of the run has only what some record needed.
    """

    def __init__(self, workspace: Workspace, entries: Iterable[Entry]) -> None:
        self.workspace = workspace
        self.references = self._named(entries)
        """The standards that campaigns and the first record name; a record of another one is left to this process."""

    def _named(self, entries: Iterable[Entry]) -> list[str]:
        """The standards that are probably needed."""
        for entry in entries:
            if isinstance(score_entry(entry, self.workspace), Scored):
                break
        found = dict.fromkeys(reference for reference, _folder in self.workspace.lookups().standards)
        for file in self.workspace.campaigns():
            for phase in file.campaign.phases if file.campaign else ():
                found |= {phase.standard: None} if phase.standard else {}
        return list(found)

    def chunk(self, entries: Sequence[Entry]) -> Chunk:
        """What is sent for some files."""
        folders = {os.path.dirname(entry.path) or "." for entry in entries}
        campaigns = {folder: _without_source(self.workspace.campaign_for(folder)) for folder in folders}
        standards = {
            (reference, folder): Loaded(loaded.edition, loaded.diagnostics)
            for folder in folders
            for reference in self.references
            if (loaded := self.workspace.standard(reference, folder)).edition is not None
        }
        contents = [(entry, _content(entry)) for entry in entries]
        return Chunk(__version__, spoken(), contents, pickle.dumps(Known(campaigns, standards)))


def _without_source(file: CampaignFile | None) -> CampaignFile | None:
    """A campaign without its text, which nobody asks for when a record is scored."""
    if file is None:
        return None
    return CampaignFile(file.path, file.campaign, file.diagnostics, Source(file.path), file.sha256)


def _content(entry: Entry) -> bytes | None:
    """The content of a file that may be a record."""
    data = read_bytes(entry.path) if entry.kind in ("yaml", "workbook") else None
    return data if isinstance(data, bytes) else None


# ---- in the workers -----------------------------------------------------------------------------------------------


class NotSent(LookupError):
    """Something that a worker would have to look up in files that it does not have."""


class _SentWorkspace(Workspace):
    """A workspace that knows what was sent, and nothing of the files of this machine."""

    def __init__(self, known: Known) -> None:
        super().__init__(Standards())
        self.known = known

    def campaign_for(self, folder: str) -> CampaignFile | None:
        """The campaign of a folder. Raises NotSent."""
        self._asked.setdefault(folder)
        if folder not in self.known.campaigns:
            raise NotSent(folder)
        return self.known.campaigns[folder]

    def standard(self, reference: str, folder: str) -> Loaded:
        """The edition of a standard. Raises NotSent where there is none: to say why takes the files."""
        if (reference, folder) not in self.known.standards:
            raise NotSent(reference)
        return self._editions.setdefault((reference, folder), self.known.standards[reference, folder])


def worker_version() -> str:
    """The version of the program that a worker has."""
    return __version__


def answer_chunk(chunk: Chunk) -> Answer | str:
    """The answer of a worker; its version where that is not the one of the process that asks."""
    if chunk.version != __version__:
        return __version__
    contents = {entry.path: content for entry, content in chunk.contents}

    def score(entry: Entry, workspace: Workspace) -> FileResult | None:
        content = contents[entry.path]
        if content is None:
            return None
        try:
            return without_text(score_found(read_document(entry.path, content), workspace))
        except NotSent:
            return None

    workspace = _SentWorkspace(pickle.loads(chunk.known))  # it comes from the process that asks
    with speaking(chunk.language):
        return answered([entry for entry, _content in chunk.contents], score, workspace, Memory())

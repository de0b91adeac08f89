"""Publishing a version of a standard: its digest enters `published.sha256`, and the file never changes again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.files.published import PUBLISHED
from aidscore.files.standards import Loaded, Standards
from aidscore.model.source import Problem


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing comes to: the new content of `published.sha256`, or diagnostics that refuse it."""

    reference: str
    path: str
    content: bytes | None
    is_new: bool
    diagnostics: tuple[Diagnostic, ...]


def publication(loaded: Loaded, standards: Standards) -> Publication:
    """The publication of a standard; refused where it has errors, is marked a draft, or does not stand in its place."""
    document = loaded.document
    assert document is not None
    folder = Path(document.path).parent.parent
    path = folder / PUBLISHED
    said = [*loaded.diagnostics, *standards.folder_at(folder).published.damaged_lines(), *_unfit(loaded)]
    said = [notice for notice in said if notice.code not in ("not-in-published", "draft-standard")]
    if loaded.edition is None or has_errors(said):
        return Publication("", str(path), None, False, tuple(said))
    name = f"{Path(document.path).parent.name}/{Path(document.path).name}"
    published = standards.folder_at(folder).published.digests.get(name)
    lines = [f"{digest}  {one}" for one, digest in standards.folder_at(folder).published.digests.items()]
    if published is None:
        lines.append(f"{document.sha256}  {name}")
    content = "".join(f"{line}\n" for line in sorted(lines, key=lambda line: line.partition("  ")[2]))
    reference = loaded.edition.reference
    return Publication(reference, str(path), content.encode(), published is None, tuple(said))


def _unfit(loaded: Loaded) -> list[Diagnostic]:
    """Why a standard without errors still cannot be published."""
    document, edition = loaded.document, loaded.edition
    if document is None or edition is None:
        return []
    if edition.standard.is_draft:
        return [document.source.diagnose(Problem("draft-not-published", ("status",)))]
    expected = Path(edition.standard.id, edition.standard.version)
    path = Path(document.path)
    if Path(path.parent.name, path.stem) != expected:
        arguments = {
            "path": f"{path.parent.name}/{path.name}",
            "reference": edition.reference,
            "expected": f"{expected}.yaml",
        }
        return [document.source.diagnose(Problem("path-disagrees", ("id",), arguments))]
    return []

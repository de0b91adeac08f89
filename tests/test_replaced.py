"""A version without an end holds until the version that replaces it (spec, section 3)."""

import pytest

from aidscore.files.workspace import Workspace
from aidscore.run.one_file import Scored, score_file

STANDARD = """\
aidscore: standard/1
id: small
version: "{version}"
title: 标准
language: zh-CN
status: {status}
effective: {{from: {start}}}
{replaces}points: 100
pass: {{score: 60}}
not_applicable: rescale
items:
  - {{id: A, name: 甲, points: 100, sub_items: [{{id: A1, name: 子, points: 100}}]}}
"""
RECORD = """\
aidscore: record/1
standard: small@1
center: a
channel: announced
date: {date}
examined: all
findings: []
"""


@pytest.mark.parametrize(
    ("date", "status", "scored"),
    [
        ("2005-12-31", "in-force", True),
        ("2006-01-01", "in-force", False),
        ("2006-01-01", "draft", True),
        ("2004-12-31", "in-force", False),
    ],
)
def test_a_version_holds_until_a_published_one_replaces_it(tmp_path, date, status, scored):
    folder = tmp_path / "standards" / "small"
    folder.mkdir(parents=True)
    first = STANDARD.format(version="1", status="in-force", start="2005-01-01", replaces="")
    second = STANDARD.format(version="2", status=status, start="2006-01-01", replaces='replaces: "1"\n')
    (folder / "1.yaml").write_text(first, encoding="utf-8")
    (folder / "2.yaml").write_text(second, encoding="utf-8")
    path = tmp_path / "visit.yaml"
    path.write_text(RECORD.format(date=date), encoding="utf-8")
    result = score_file(str(path), Workspace())
    assert isinstance(result, Scored) is scored
    if not scored:
        assert [notice.code for notice in result.diagnostics] == ["date-outside-effective"]

"""The files that are measured: a standard of 80 rules, a campaign of 20 centers, records of about 2 KB.

Or copies of the records of the example campaign, which are shorter and of every shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

Shape: TypeAlias = Literal["mean", "union", "example"]
_CENTER = re.compile(r"^  - {id: (.*), name: (.*), level: (.*)}\n", re.MULTILINE)
EXAMPLE = Path(__file__).parents[1] / "examples" / "pilot-city"

ITEMS = {"A": "咨询接待", "B": "受理审查", "C": "指派监督", "D": "质量保证"}
CENTERS = 20
FIRST_DAY = date(2005, 7, 1)
DAYS = 730
CHANNELS = ("announced", "unannounced", "spot-check", "acceptance")
FINDINGS = 13
PER_FOLDER = 1000

KINDS = (
    ("{each: 0.5, unit: 份, max: 3, free: 1}", "sample: {{drawn: 20, failed: {n}}}"),
    ("{missing: 0.5, of: {one: 条件, two: 程序, three: 投诉电话}, max: 1.5}", "missing: [one, three]"),
    ("{levels: {一般: 0.5, 较重: 1, 严重: 2}, max: 4}", "level: 较重\n    count: {n}"),
    ("{below: 95%, every: 1%, points: 0.5, partial: floor, max: 3}", "value: 9{n}.5%"),
)
"""How a rule deducts, and what its findings say."""


def standard(version: str = "1.0", start: date = FIRST_DAY) -> str:
    """A standard of four items, each of five sub-items of 5 points, each of four rules."""
    lines = [
        f"aidscore: standard/1\nid: bench\nversion: '{version}'\ntitle: 法律援助机构规范服务达标标准及考核细则",
        f"language: zh-CN\nstatus: in-force\neffective: {{from: {start}}}\npoints: 100\npass: {{score: 90}}",
        "grades: [{name: 达标, from: 90}, {name: 未达标, from: 0}]\nnot_applicable: rescale\nitems:",
    ]
    for item, name in ITEMS.items():
        lines.append(f"- id: {item}\n  name: {name}\n  points: 25\n  pass_score: 15\n  sub_items:")
        for sub_item in (f"{item}{number}" for number in range(1, 6)):
            lines.append(f"  - id: {sub_item}\n    name: {name}之{sub_item}\n    points: 5")
            lines.append(
                f"    requirement: {'应当及时、规范、有据可查' * 3}\n    methods: [现场查看, 查阅案卷]\n    rules:"
            )
            lines += [_rule(sub_item, number) for number in range(4)]
    lines.append("vetoes:\n- {id: V1, text: 收取受援人财物的, basis: [法律援助条例第二十二条], effect: fail}")
    return "\n".join(lines) + "\n"


def _rule(sub_item: str, number: int) -> str:
    """One rule, of the kind that its number names."""
    text = f"不符合规定的第{number}种情形,按本条扣分,扣完为止;" * 4
    basis = "[法律援助条例第十八条, 活动实施方案]"
    return f"    - id: {sub_item}.{number}\n      text: {text}\n      basis: {basis}\n      deduct: {KINDS[number][0]}"


def campaign(combine: str) -> str:
    """A campaign of one phase in which the visits to a center are combined so."""
    centers = "\n".join(f"- {{id: c{number:02}, name: 第{number}法律援助中心}}" for number in range(CENTERS))
    last = FIRST_DAY + timedelta(days=DAYS)
    return (
        f"aidscore: campaign/1\nid: bench\ntitle: 规范服务达标活动\ncenters:\n{centers}\nphases:\n"
        f"- {{id: all, name: 全面实施阶段, from: {FIRST_DAY}, to: {last}, standard: bench@1.0, combine: {combine}, "
        "target: 90%}\n"
    )


def record(number: int) -> str:
    """One record; its number makes center, day, channel and visit differ from those of every other."""
    chance = Random(number)
    turn, center = divmod(number, CENTERS)
    turn, day = divmod(turn, DAYS)
    half, channel = divmod(turn, len(CHANNELS))
    lines = [
        f"aidscore: record/1\nstandard: bench@1.0\ncenter: c{center:02}\nchannel: {CHANNELS[channel]}",
        f"date: {FIRST_DAY + timedelta(days=day)}\nvisit: 第{half}场\ninspectors: [检查一组甲, 检查一组乙]",
        "examined: all\nfindings:",
    ]
    rules = [f"{item}{n}.{kind}" for item in ITEMS for n in range(1, 6) for kind in range(len(KINDS))]
    for rule in sorted(chance.sample(rules, FINDINGS)):
        measure = KINDS[int(rule[-1])][1].format(n=chance.randint(1, 4))
        lines.append(f"  - rule: {rule}\n    {measure}\n    note: 现场查看时发现第{number}号问题,当场向负责人指出")
        lines.append(f"    evidence: [照片{chance.randint(1, 99)}]")
    return "\n".join(lines) + "\n"


def lay_out(folder: Path, number: int, shape: Shape = "mean") -> Path:
    """Write standard, campaign and a number of records below a folder; return the folder of the records.

    In the shapes `mean` and `union` the records are the same, and the visits to a center are combined so.
    """
    records = folder / "records"
    records.mkdir(parents=True)
    if shape == "example":
        texts = _example_records()
        times = -(-number // len(texts))
        (folder / "campaign.yaml").write_text(_example_campaign(times), encoding="utf-8")
        copies = (_of_another_center(text, copy) for copy in range(times) for text in texts)
        _write(records, islice(copies, number))
        return records
    (folder / "standards" / "bench").mkdir(parents=True)
    (folder / "standards" / "bench" / "1.0.yaml").write_text(standard(), encoding="utf-8")
    (folder / "campaign.yaml").write_text(campaign(shape), encoding="utf-8")
    _write(records, map(record, range(number)))
    return records


def lay_out_revision(folder: Path) -> Path:
    """Write both versions of a standard, of which the later deducts more in one sub-item of twenty."""
    versions = folder / "bench"
    versions.mkdir(parents=True)
    (versions / "1.0.yaml").write_text(standard(), encoding="utf-8")
    later = standard("1.1", FIRST_DAY + timedelta(days=DAYS))
    changed = re.sub(r"(id: A1\.0\n.*\n.*\n.*)each: 0\.5", r"\1each: 1", later)
    (versions / "1.1.yaml").write_text(changed, encoding="utf-8")
    return folder


def _write(folder: Path, texts: Iterator[str]) -> None:
    """Write records, so many to a folder."""
    for index, text in enumerate(texts):
        path = folder / f"{index // PER_FOLDER:03}" / f"{index:06}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _example_records() -> list[str]:
    """The records of the example, but for the one that is broken."""
    paths = sorted((EXAMPLE / "visits").rglob("*.yaml"))
    return [path.read_text(encoding="utf-8") for path in paths if path.name != "broken-on-purpose.yaml"]


def _of_another_center(record: str, copy: int) -> str:
    """A record as one of the center's namesake in a copy of the example."""
    return re.sub(r"^center: (.*)$", rf"center: \1-{copy}", record, flags=re.MULTILINE)


def _example_campaign(times: int) -> str:
    """The campaign of the example with so many copies of each center that takes part, besides the center itself."""
    text = (EXAMPLE / "campaign.yaml").read_text(encoding="utf-8")
    return _CENTER.sub(lambda center: _with_copies(center, times), text)


def _with_copies(center: re.Match[str], times: int) -> str:
    """A center and its copies."""
    id_, name, level = center.groups()
    copies = (f"  - {{id: {id_}-{copy}, name: {name}之{copy}, level: {level}}}\n" for copy in range(times))
    return center[0] + "".join(copies)

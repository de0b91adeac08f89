"""The files that are measured: a standard of 80 rules, a campaign of 20 centers, records of about 2 KB."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

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


def standard() -> str:
    """A standard of four items, each of five sub-items of 5 points, each of four rules."""
    lines = [
        "aidscore: standard/1\nid: bench\nversion: '1.0'\ntitle: 法律援助机构规范服务达标标准及考核细则",
        "language: zh-CN\nstatus: in-force\neffective: {from: 2005-07-01}\npoints: 100\npass: {score: 90}",
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


def campaign() -> str:
    """A campaign of one phase in which the mean of the visits counts."""
    centers = "\n".join(f"- {{id: c{number:02}, name: 第{number}法律援助中心}}" for number in range(CENTERS))
    last = FIRST_DAY + timedelta(days=DAYS)
    return (
        f"aidscore: campaign/1\nid: bench\ntitle: 规范服务达标活动\ncenters:\n{centers}\nphases:\n"
        f"- {{id: all, name: 全面实施阶段, from: {FIRST_DAY}, to: {last}, standard: bench@1.0, combine: mean, "
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


def lay_out(folder: Path, number: int) -> Path:
    """Write the standard, the campaign and a number of records below a folder; return the folder of the records."""
    (folder / "standards" / "bench").mkdir(parents=True)
    (folder / "standards" / "bench" / "1.0.yaml").write_text(standard(), encoding="utf-8")
    (folder / "campaign.yaml").write_text(campaign(), encoding="utf-8")
    for path, text in _records(folder / "records", number):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "records"


def _records(folder: Path, number: int) -> Iterator[tuple[Path, str]]:
    """The records with their paths, so many to a folder."""
    for index in range(number):
        yield folder / f"{index // PER_FOLDER:03}" / f"{index:06}.yaml", record(index)

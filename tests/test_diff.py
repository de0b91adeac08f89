"""Two versions compared (spec, section 9): the table of (old, new, expected changes) is the specification."""

import re

import pytest
from written import changed, edition

from aidscore.model.change import INVERSE
from aidscore.versions.clauses import changes_by_clause
from aidscore.versions.diff import diff
from aidscore.versions.heirs import likely_heirs
from aidscore.versions.matching import match_clauses

OLD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
summary: 热情接待;依法办理
points: 40  # s
pass: {score: 30}
grades: [{name: 达标, from: 30}, {name: 未达标, from: 0}]
not_applicable: rescale
rounding: {decimals: 1, mode: half-up}
items:
- id: A
  name: 接待
  motto: 热情接待
  points: 20  # item A
  pass_score: 10
  sub_items:
  - id: A1
    name: 环境
    requirement: 整洁有序
    points: 8  # A1
    methods: [现场查看]
    rules:
    - {id: A1.1, text: 未挂牌的, basis: [条例], deduct: 2}
    - {id: A1.2, text: 拒绝接待的, basis: [条例], deduct: all}
    - {id: A1.3, text: 登记不全的, basis: [条例], deduct: {each: 0.5, unit: 份, max: 3, free: 1}}
    - {id: A1.4, text: 公示缺项的, basis: [条例], deduct: {missing: 1, of: {hours: 时间, phone: 电话}, max: 2}}
  - id: A2
    name: 态度
    points: 12  # A2
    rules:
    - {id: A2.1, text: 秩序不好的, basis: [条例], deduct: {range: [1, 3], step: 0.5, max: 5}}
    - {id: A2.2, text: 卫生不好的, basis: [条例], deduct: {range: [1, 4]}}
    - {id: A2.3, text: 态度不好的, basis: [条例], deduct: {levels: {一般: 1, 严重: 3}, max: 5}}
- id: B
  name: 办理
  motto: 依法办理
  points: 20  # item B
  sub_items:
  - id: B1
    name: 时限
    points: 20  # B1
    rules:
    - {id: B1.1, text: 按时率低的, basis: [条例], deduct: {below: 95%, every: 1%, points: 0.5, partial: exact, max: 5}}
    - {id: B1.2, text: 培训人数少的, basis: [条例], deduct: {proportion_of: 40}}
    - {id: B1.3, text: 满意率低的, basis: [条例], deduct: {bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 3}]}}
vetoes:
- {id: V1, text: 收取财物的, basis: [条例], effect: fail}
- {id: V2, text: 弄虚作假的, basis: [条例], effect: zero}
bonus:
  max: 3
  rules:
  - {id: P1, text: 经验推广的, add: {each: 1, unit: 项, max: 2}}
  - {id: P2, text: 受到表彰的, add: {levels: {市级: 1, 国家级: 2}}}
examples: []
"""  # noqa: E501  a rule stands in one line, so that a row can name it

PHONE = (
    "    - {id: A1.4, text: 公示缺项的, basis: [条例], deduct: {missing: 1, of: {hours: 时间, phone: 电话}, max: 2}}\n"
)
NAMEPLATE = "    - {id: A1.1, text: 未挂牌的, basis: [条例], deduct: 2}\n"
REFUSAL = "    - {id: A1.2, text: 拒绝接待的, basis: [条例], deduct: all}\n"
HYGIENE = "    - {id: A2.2, text: 卫生不好的, basis: [条例], deduct: {range: [1, 4]}}\n"
BRIBES = "- {id: V1, text: 收取财物的, basis: [条例], effect: fail}\n"
FRAUD = "- {id: V2, text: 弄虚作假的, basis: [条例], effect: zero}\n"
SPREAD = "  - {id: P1, text: 经验推广的, add: {each: 1, unit: 项, max: 2}}\n"
SATISFACTION = "{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 3}"
A2 = OLD[OLD.index("  - id: A2\n") : OLD.index("- id: B\n")]
B1 = OLD[OLD.index("  - id: B1\n") : OLD.index("vetoes:")]
ITEM_A = OLD[OLD.index("- id: A\n") : OLD.index("- id: B\n")]
ITEM_B = OLD[OLD.index("- id: B\n") : OLD.index("vetoes:")]
ITEM_C = "- {id: C, name: 廉洁, motto: 廉洁, points: 1, sub_items: [{id: C1, name: 廉洁, points: 1}]}\n"
LATER = ("{from: 2005-01-01}", '{from: 2006-01-01}\nreplaces: "1"'), ('version: "1"', 'version: "2"')
GRADES = "grades: [{name: 达标, from: 30}, {name: 未达标, from: 0}]\n"


def row(name, *replaced, gives=""):
    """A row of the table: what of OLD is replaced by what, and the changes, each as `kind, effect, id, aspect`."""
    return pytest.param(replaced, [line.strip() for line in gives.strip().splitlines()], id=name)


def told(changes):
    """Changes as the table writes them; an id that was another before is `before > now`."""
    return [f"{one.kind}, {one.effect}, {f'{one.was} > ' if one.was else ''}{one.id}, {one.aspect}" for one in changes]


NOTHING = [
    row("the same text"),
    row("keys in another order", ("id: s\nversion: \"1\"\n", "version: \"1\"\nid: s\n")),
    row("keys of a rule in another order", ("{id: A1.1, text: 未挂牌的,", "{text: 未挂牌的, id: A1.1,")),
    row("levels in another order", ("{一般: 1, 严重: 3}", "{严重: 3, 一般: 1}")),
    row("elements in another order", ("{hours: 时间, phone: 电话}", "{phone: 电话, hours: 时间}")),
    row("a comment", ("pass: {score: 30}", "pass: {score: 30}  # 达标线")),
    row("quotes", ("title: 标准", "title: '标准'")),
    row("block style", ("pass: {score: 30}", "pass:\n  score: 30")),
    row("blank lines", ("vetoes:\n", "\n\nvetoes:\n")),
    row("1.0 for 1", ("missing: 1,", "missing: 1.0,")),
    row("2.00 for 2", ("deduct: 2}", "deduct: 2.00}")),
    row("95.0% for 95%", ("below: 95%", "below: 95.0%")),
    row("0.95 for 95% beside a step in %", ("below: 95%", "below: 0.95")),
    row("19/20 for 95%", ("below: 95%", "below: 19/20")),
    row("0.9 for 90% in one band", ("from: 90%", "from: 0.90")),
    row("40.0 for 40", ("proportion_of: 40", "proportion_of: 40.0")),
    row("another version number", ('version: "1"', 'version: "2"')),
    row("another status", ("status: in-force", "status: pilot")),
    row("another period", ("{from: 2005-01-01}", "{from: 2006-01-01, to: 2006-12-31}")),
]  # fmt: skip

WORDS = [
    row("general provisions", ("title: 标准", "title: 标准\ngeneral: [扣完为止]"),
        gives="reworded, editorial, s, general"),
    row("title", ("title: 标准", "title: 细则"), gives="reworded, editorial, s, title"),
    row("note", ("id: s\n", "id: s\nnote: 修订\n"), gives="reworded, editorial, s, note"),
    row("display", ("decimals: 1", "decimals: 2"), gives="policy, editorial, s, rounding"),
    row("summary and motto", ("summary: 热情接待", "summary: 周到接待"), ("motto: 热情接待", "motto: 周到接待"),
        gives="""reworded, editorial, s, summary
                 reworded, editorial, A, motto"""),
    row("name of an item", ("name: 接待", "name: 咨询接待"), gives="reworded, editorial, A, name"),
    row("other names of an item", ("name: 接待\n", "name: 接待\n  also: [咨询]\n"),
        gives="reworded, editorial, A, also"),
    row("other names of a sub-item", ("name: 环境\n", "name: 环境\n    also: [场所]\n"),
        gives="reworded, editorial, A1, also"),
    row("note of a rule", ("text: 未挂牌的,", "text: 未挂牌的, note: 新,"), gives="reworded, editorial, A1.1, note"),
    row("requirement", ("整洁有序", "整洁"), gives="reworded, editorial, A1, requirement"),
    row("methods", ("[现场查看]", "[现场查看, 暗访]"), gives="reworded, editorial, A1, methods"),
    row("text", ("未挂牌的", "没有挂牌的"), gives="reworded, editorial, A1.1, text"),
    row("text and basis", ("text: 未挂牌的, basis: [条例]", "text: 没有挂牌的, basis: [办法]"),
        gives="""reworded, editorial, A1.1, text
                 reworded, editorial, A1.1, basis"""),
    row("text of a veto", ("收取财物的", "收受财物的"), gives="reworded, editorial, V1, text"),
    row("text of a bonus", ("经验推广的", "经验被推广的"), gives="reworded, editorial, P1, text"),
    row("unit", ("unit: 份", "unit: 件"), gives="reworded, editorial, A1.3, deduct.unit"),
    row("unit of a shortfall", ("partial: exact, max: 5", "partial: exact, max: 5, unit: 件"),
        gives="reworded, editorial, B1.1, deduct.unit"),
    row("unit of a proportion", ("{proportion_of: 40}", "{proportion_of: 40, unit: 人}"),
        gives="reworded, editorial, B1.2, deduct.unit"),
    row("unit of bands", ("{from: 0%, points: 3}]}", "{from: 0%, points: 3}], unit: 件}"),
        gives="reworded, editorial, B1.3, deduct.unit"),
    row("what has to be put right, and whose duty it is",
        ("text: 未挂牌的, ", "text: 未挂牌的, remedy: 立即挂牌, owner: 主任, "),
        gives="""reworded, editorial, A1.1, remedy
                 reworded, editorial, A1.1, owner"""),
    row("label of an element", ("hours: 时间", "hours: 办公时间"), gives="reworded, editorial, A1.4, deduct.of.hours"),
]  # fmt: skip

DEDUCTIONS = [
    row("fixed up", ("deduct: 2}", "deduct: 3}"), gives="deduction, tightening, A1.1, deduct.fixed"),
    row("fixed down", ("deduct: 2}", "deduct: 1.5}"), gives="deduction, loosening, A1.1, deduct.fixed"),
    row("fixed to all", ("deduct: 2}", "deduct: all}"), gives="deduction, tightening, A1.1, deduct"),
    row("all to fixed", ("deduct: all}", "deduct: 5}"), gives="deduction, loosening, A1.2, deduct"),
    row("another kind", ("deduct: 2}", "deduct: {each: 2}}"), gives="deduction, restructuring, A1.1, deduct"),
    row("each up", ("each: 0.5", "each: 1"), gives="deduction, tightening, A1.3, deduct.each"),
    row("more for free", ("free: 1", "free: 2"), gives="deduction, loosening, A1.3, deduct.free"),
    row("nothing for free", (", free: 1", ""), gives="deduction, tightening, A1.3, deduct.free"),
    row("both ways is two changes", ("each: 0.5, unit: 份, max: 3", "each: 1, unit: 份, max: 2"),
        gives="""deduction, tightening, A1.3, deduct.each
                 deduction, loosening, A1.3, deduct.max"""),
    row("cap up", ("unit: 份, max: 3", "unit: 份, max: 4"), gives="deduction, tightening, A1.3, deduct.max"),
    row("no cap any more", ("unit: 份, max: 3", "unit: 份"), gives="deduction, tightening, A1.3, deduct.max"),
    row("missing up", ("missing: 1,", "missing: 2,"), gives="deduction, tightening, A1.4, deduct.missing"),
    row("the cap of a list up", ("phone: 电话}, max: 2", "phone: 电话}, max: 3"),
        gives="deduction, tightening, A1.4, deduct.max"),
    row("the cap of a list down", ("phone: 电话}, max: 2", "phone: 电话}, max: 1"),
        gives="deduction, loosening, A1.4, deduct.max"),
    row("an element more", ("phone: 电话}", "phone: 电话, fees: 收费}"),
        gives="deduction, tightening, A1.4, deduct.of.fees"),
    row("an element less", (", phone: 电话}", "}"), gives="deduction, loosening, A1.4, deduct.of.phone"),
    row("one element for another", ("phone: 电话}", "fees: 收费}"),
        gives="""deduction, loosening, A1.4, deduct.of.phone
                 deduction, tightening, A1.4, deduct.of.fees"""),
    row("another range", ("range: [1, 3]", "range: [1.5, 3]"), gives="deduction, restructuring, A2.1, deduct.range"),
    row("another step", ("step: 0.5", "step: 1"), gives="deduction, restructuring, A2.1, deduct.step"),
    row("a range without its cap", (", max: 5}}\n    - {id: A2.2", "}}\n    - {id: A2.2"),
        gives="deduction, loosening, A2.1, deduct.max"),
    row("a range's cap above its upper end", ("range: [1, 4]", "range: [1, 4], max: 6"),
        gives="deduction, tightening, A2.2, deduct.max"),
    row("a range's cap below its upper end", ("range: [1, 4]", "range: [1, 4], max: 3"),
        gives="deduction, loosening, A2.2, deduct.max"),
    row("a range's cap is its upper end", ("range: [1, 4]", "range: [1, 4], max: 4"),
        gives="deduction, editorial, A2.2, deduct.max"),
    row("a range and a cap between its ends", ("range: [1, 4]", "range: [1, 6], max: 5"),
        gives="""deduction, restructuring, A2.2, deduct.range
                 deduction, restructuring, A2.2, deduct.max"""),
    row("a level up", ("一般: 1", "一般: 2"), gives="deduction, tightening, A2.3, deduct.levels.一般"),
    row("a level less", (", 严重: 3}", "}"), gives="deduction, loosening, A2.3, deduct.levels.严重"),
    row("a level more", ("严重: 3}", "严重: 3, 恶劣: 5}"), gives="deduction, tightening, A2.3, deduct.levels.恶劣"),
    row("levels both ways", ("{一般: 1, 严重: 3}", "{一般: 0.5, 严重: 4}"),
        gives="""deduction, loosening, A2.3, deduct.levels.一般
                 deduction, tightening, A2.3, deduct.levels.严重"""),
    row("limit up", ("below: 95%", "below: 98%"), gives="deduction, tightening, B1.1, deduct.below"),
    row("longer steps", ("every: 1%", "every: 2%"), gives="deduction, loosening, B1.1, deduct.every"),
    row("more for a step", ("every: 1%, points: 0.5", "every: 1%, points: 1"),
        gives="deduction, tightening, B1.1, deduct.points"),
    row("a step begun counts whole", ("partial: exact", "partial: ceil"),
        gives="deduction, tightening, B1.1, deduct.partial"),
    row("a step begun counts nothing", ("partial: exact", "partial: floor"),
        gives="deduction, loosening, B1.1, deduct.partial"),
    row("the cap of a shortfall up", ("partial: exact, max: 5", "partial: exact, max: 6"),
        gives="deduction, tightening, B1.1, deduct.max"),
    row("no cap of a shortfall", ("partial: exact, max: 5", "partial: exact"),
        gives="deduction, tightening, B1.1, deduct.max"),
    row("the cap of levels down", ("严重: 3}, max: 5", "严重: 3}, max: 4"),
        gives="deduction, loosening, A2.3, deduct.max"),
    row("no shares any more", ("below: 95%, every: 1%", "below: 95, every: 1"),
        gives="deduction, restructuring, B1.1, deduct"),
    row("full value down", ("proportion_of: 40", "proportion_of: 30"),
        gives="deduction, loosening, B1.2, deduct.proportion_of"),
    row("full value as a share", ("proportion_of: 40", "proportion_of: 50%"),
        gives="deduction, restructuring, B1.2, deduct"),
    row("bands up", ("90%, points: 1", "90%, points: 2"), gives="deduction, tightening, B1.3, deduct.bands"),
    row("bands begin higher", ("from: 90%", "from: 92%"), gives="deduction, tightening, B1.3, deduct.bands"),
    row("bands both ways is two changes", (SATISFACTION, "{from: 98%, points: 0}, {from: 0%, points: 2}"),
        gives="""deduction, tightening, B1.3, deduct.bands
                 deduction, loosening, B1.3, deduct.bands"""),
    row("a band told in two", ("{from: 0%, points: 3}", "{from: 50%, points: 3}, {from: 0%, points: 3}"),
        gives="deduction, editorial, B1.3, deduct.bands"),
    row("bands without shares", (SATISFACTION, "{from: 95, points: 0}, {from: 90, points: 1}, {from: 0, points: 3}"),
        gives="deduction, restructuring, B1.3, deduct"),
]  # fmt: skip

POINTS = [
    row("points within an item", ("8  # A1", "9"), ("12  # A2", "11"),
        gives="""points, restructuring, A1, points
                 points, restructuring, A2, points"""),
    row("points between items", ("8  # A1", "9"), ("20  # item A", "21"), ("20  # item B", "19"), ("20  # B1", "19"),
        gives="""points, restructuring, A, points
                 points, restructuring, A1, points
                 points, restructuring, B, points
                 points, restructuring, B1, points"""),
    row("points of the whole", ("8  # A1", "9"), ("20  # item A", "21"), ("40  # s", "41"),
        gives="""points, restructuring, s, points
                 points, restructuring, A, points
                 points, restructuring, A1, points"""),
    row("pass mark up", ("{score: 30}", "{score: 35}"), (GRADES, ""),
        gives="""pass mark, tightening, s, pass
                 policy, restructuring, s, grades"""),
    row("pass mark down", ("{score: 30}", "{score: 25}"), (GRADES, ""),
        gives="""pass mark, loosening, s, pass
                 policy, restructuring, s, grades"""),
    row("floor up", ("pass_score: 10", "pass_score: 12"), gives="pass mark, tightening, A, pass_score"),
    row("no floor any more", ("  pass_score: 10\n", ""), gives="pass mark, loosening, A, pass_score"),
    row("a first floor", ("name: 办理\n", "name: 办理\n  pass_score: 5\n"),
        gives="pass mark, tightening, B, pass_score"),
    row("a first floor of less than a point", ("name: 办理\n", "name: 办理\n  pass_score: 0.5\n"),
        gives="pass mark, tightening, B, pass_score"),
    row("what does not apply gives its points", ("not_applicable: rescale", "not_applicable: full"),
        gives="policy, loosening, s, not_applicable"),
    row("what does not apply gives none", ("not_applicable: rescale", "not_applicable: zero"),
        gives="policy, tightening, s, not_applicable"),
    row("grades", ("name: 达标,", "name: 合格,"), gives="policy, restructuring, s, grades"),
]  # fmt: skip

CLAUSES = [
    row("rule added", (NAMEPLATE, NAMEPLATE + "    - {id: A1.5, text: 无人值守的, basis: [条例], deduct: 1}\n"),
        gives="added, tightening, A1.5, clause"),
    row("rule removed", (PHONE, ""), gives="removed, loosening, A1.4, clause"),
    row("rule renumbered without `was`", ("id: A1.4", "id: A1.5"),
        gives="""removed, loosening, A1.4, clause
                 added, tightening, A1.5, clause"""),
    row("rule renumbered", ("id: A1.4,", "id: A1.5, was: [A1.4],"), gives="renumbered, editorial, A1.4 > A1.5, id"),
    row("rule renumbered and reworded", ("id: A1.4, text: 公示缺项的,", "id: A1.5, was: [A1.4], text: 公示不全的,"),
        gives="""renumbered, editorial, A1.4 > A1.5, id
                 reworded, editorial, A1.4 > A1.5, text"""),
    row("rules in another order", (NAMEPLATE + REFUSAL, REFUSAL + NAMEPLATE), gives="moved, editorial, A1, order"),
    row("rule moved", (NAMEPLATE, ""), (HYGIENE, HYGIENE + NAMEPLATE), gives="moved, restructuring, A1.1, parent"),
    row("rule moved and renumbered", (NAMEPLATE, ""),
        (HYGIENE, HYGIENE + NAMEPLATE.replace("id: A1.1", "id: A2.4, was: [A1.1]")),
        gives="""renumbered, editorial, A1.1 > A2.4, id
                 moved, restructuring, A1.1 > A2.4, parent"""),
    row("rule split",
        (PHONE, PHONE.replace("A1.4,", "A1.5, was: [A1.4],") + PHONE.replace("A1.4,", "A1.6, was: [A1.4],")),
        gives="""renumbered, restructuring, A1.4 > A1.5, clause
                 renumbered, restructuring, A1.4 > A1.6, clause"""),
    row("rules joined", (NAMEPLATE + REFUSAL, NAMEPLATE.replace("A1.1,", "A1.5, was: [A1.1, A1.2],")),
        gives="""renumbered, restructuring, A1.1 > A1.5, clause
                 renumbered, restructuring, A1.2 > A1.5, clause"""),
    row("rule taken in by another", (NAMEPLATE, ""), ("id: A1.2,", "id: A1.2, was: [A1.1],"),
        gives="""renumbered, restructuring, A1.1 > A1.2, clause
                 renumbered, restructuring, A1.2 > A1.2, clause"""),
    row("`was` that names what never was", ("id: A1.4,", "id: A1.4, was: [X9],")),
    row("id taken by a clause of another level", (NAMEPLATE, ""), ("id: V1,", "id: A1.1,"),
        gives="""removed, loosening, A1.1, clause
                 removed, loosening, V1, clause
                 added, tightening, A1.1, clause"""),
    row("sub-item renumbered", ("- id: A1\n", "- id: A7\n    was: [A1]\n"), gives="renumbered, editorial, A1 > A7, id"),
    row("sub-item removed", (A2, ""), ("8  # A1", "20"),
        gives="""points, restructuring, A1, points
                 removed, restructuring, A2, clause
                 removed, loosening, A2.1, clause
                 removed, loosening, A2.2, clause
                 removed, loosening, A2.3, clause"""),
    row("sub-item added", ("8  # A1", "7"), (A2, A2 + "  - {id: A3, name: 标识, points: 1}\n"),
        gives="""points, restructuring, A1, points
                 added, restructuring, A3, clause"""),
    row("sub-item split", (HYGIENE, "  - id: A4\n    was: [A2]\n    name: 卫生\n    points: 6\n    rules:\n" + HYGIENE),
        ("- id: A2\n", "- id: A3\n    was: [A2]\n"), ("12  # A2", "6"),
        gives="""renumbered, restructuring, A2 > A3, clause
                 renumbered, restructuring, A2 > A4, clause"""),
    row("sub-item moved", (A2, ""), (B1, B1 + A2), ("20  # item A", "8"), ("20  # item B", "32"),
        ("pass_score: 10", "pass_score: 8"),
        gives="""points, restructuring, A, points
                 pass mark, loosening, A, pass_score
                 points, restructuring, B, points
                 moved, restructuring, A2, parent"""),
    row("items in another order", (ITEM_A + ITEM_B, ITEM_B + ITEM_A),
        ("summary: 热情接待;依法办理", "summary: 依法办理;热情接待"),
        gives="""reworded, editorial, s, summary
                 moved, editorial, s, order"""),
    row("item added", ("summary: 热情接待;依法办理", "summary: 热情接待;依法办理;廉洁"),
        ("20  # item B", "19"), ("20  # B1", "19"),
        ("vetoes:\n", ITEM_C + "vetoes:\n"),
        gives="""reworded, editorial, s, summary
                 points, restructuring, B, points
                 points, restructuring, B1, points
                 added, restructuring, C, clause
                 added, restructuring, C1, clause"""),
    row("item renumbered", ("- id: B\n", "- id: C\n  was: [B]\n"), gives="renumbered, editorial, B > C, id"),
    row("veto added", (BRIBES, BRIBES + "- {id: V3, text: 泄露隐私的, effect: fail}\n"),
        gives="added, tightening, V3, clause"),
    row("veto removed", (BRIBES, ""), gives="removed, loosening, V1, clause"),
    row("veto harder", ("effect: fail", "effect: zero"), gives="policy, tightening, V1, effect"),
    row("veto milder", ("effect: zero", "effect: fail"), gives="policy, loosening, V2, effect"),
    row("veto renumbered", ("id: V2,", "id: V3, was: [V2],"), gives="renumbered, editorial, V2 > V3, id"),
    row("vetoes in another order", (BRIBES + FRAUD, FRAUD + BRIBES), gives="moved, editorial, s, order"),
    row("bonus rule added", (SPREAD, SPREAD + "  - {id: P3, text: 创新的, add: 1}\n"),
        gives="added, loosening, P3, clause"),
    row("bonus rule removed", (SPREAD, ""), gives="removed, tightening, P1, clause"),
    row("bonus up", ("add: {each: 1", "add: {each: 1.5"), gives="deduction, loosening, P1, deduct.each"),
    row("cap of a bonus rule down", ("unit: 项, max: 2", "unit: 项, max: 1"),
        gives="deduction, tightening, P1, deduct.max"),
    row("a first cap of a bonus rule", ("国家级: 2}}", "国家级: 2}, max: 2}"),
        gives="deduction, tightening, P2, deduct.max"),
    row("a bonus level less", (", 国家级: 2}", "}"), gives="deduction, tightening, P2, deduct.levels.国家级"),
    row("bonus of another kind", ("{levels: {市级: 1, 国家级: 2}}", "1"), gives="deduction, restructuring, P2, deduct"),
    row("cap of the section up", ("  max: 3\n", "  max: 4\n"), gives="policy, loosening, s, bonus.max"),
    row("no cap of the section", ("  max: 3\n", ""), gives="policy, loosening, s, bonus.max"),
    row("no bonus any more", (OLD[OLD.index("bonus:") : OLD.index("examples:")], ""),
        gives="""removed, tightening, P1, clause
                 removed, tightening, P2, clause"""),
]  # fmt: skip

TABLE = [*NOTHING, *WORDS, *DEDUCTIONS, *POINTS, *CLAUSES]


def versions(replaced):
    """OLD, and what becomes of it."""
    return edition(OLD).standard, edition(changed(OLD, *replaced)).standard


@pytest.mark.parametrize(("replaced", "gives"), TABLE)
def test_changes(replaced, gives):
    assert told(diff(*versions(replaced))) == gives


@pytest.mark.parametrize(("replaced", "gives"), TABLE)
def test_changes_back(replaced, gives):
    old, new = versions(replaced)
    kinds = {"added": "removed", "removed": "added"}
    back = sorted((kinds.get(one.kind, one.kind), INVERSE[one.effect], one.aspect) for one in diff(new, old))
    assert back == sorted((kind, effect, aspect) for kind, effect, _, aspect in (line.split(", ") for line in gives))


# ---- what stood and stands there -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("each: 0.5", "each: 1", "1/2", "1"),
        ("below: 95%", "below: 98%", "95%", "98%"),
        ("partial: exact", "partial: ceil", "exact", "ceil"),
        (", phone: 电话}", "}", "电话", "None"),
        ("严重: 3}", "严重: 3, 恶劣: 5}", "None", "5"),
        ("not_applicable: rescale", "not_applicable: full", "rescale", "full"),
        ("  pass_score: 10\n", "", "10", "None"),
        ("整洁有序", "整洁", "整洁有序", "整洁"),
    ],
)
def test_old_and_new_are_told(before, after, old, new):
    (change,) = diff(*versions([(before, after)]))
    assert (str(change.old), str(change.new)) == (old, new)


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("title: 标准", "title: 细则", "standard"),
        ("name: 接待", "name: 咨询接待", "item"),
        ("name: 环境", "name: 场所", "sub-item"),
        ("未挂牌的", "没有挂牌的", "rule"),
        ("收取财物的", "收受财物的", "veto"),
        ("经验推广的", "经验被推广的", "bonus"),
    ],
)
def test_each_change_says_the_level_of_its_clause(before, after, level):
    assert [change.level for change in diff(*versions([(before, after)]))] == [level]


def test_an_order_is_told_by_the_new_ids():
    (change,) = diff(*versions([(NAMEPLATE + REFUSAL, REFUSAL + NAMEPLATE)]))
    assert change.old == ("A1.1", "A1.2", "A1.3", "A1.4")
    assert change.new == ("A1.2", "A1.1", "A1.3", "A1.4")


def test_changes_stand_in_the_order_of_the_standard_and_what_is_gone_where_it_stood():
    changes = diff(*versions([(PHONE, ""), ("deduct: 2}", "deduct: 3}"), ("name: 态度", "name: 服务态度")]))
    assert [change.id for change in changes] == ["A1.1", "A1.4", "A2"]


# ---- by clause -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replaced", "entries"),
    [
        ([("未挂牌的", "没有挂牌的")], [("rule", "A1.1", (), ("editorial",), (0,))]),
        (  # an entry has all that is changed of its clause
            [("id: A1.1, text: 未挂牌的, basis: [条例], deduct: 2", "id: A1.9, was: [A1.1], text: 挂牌, deduct: 3")],
            [("rule", "A1.9", ("A1.1",), ("tightening",), (0, 1, 2, 3))],
        ),
        (
            [("{一般: 1, 严重: 3}", "{一般: 0.5, 严重: 4}"), ("deduct: 2}", "deduct: 3}")],
            [("rule", "A1.1", (), ("tightening",), (0,)), ("rule", "A2.3", (), ("tightening", "loosening"), (1, 2))],
        ),
        (
            [(NAMEPLATE + REFUSAL, NAMEPLATE.replace("A1.1,", "A1.5, was: [A1.1, A1.2],"))],
            [("rule", "A1.5", ("A1.1", "A1.2"), ("restructuring",), (0, 1))],
        ),
        (  # a clause that is gone, and another one with its id
            [("id: A1.4, text: 公示缺项的", "id: A1.4, was: [], text: 别的")],
            [("rule", "A1.4", (), ("loosening",), (0,)), ("rule", "A1.4", (), ("tightening",), (1,))],
        ),
        (  # what holds for the whole standard has no clause
            [("title: 标准", "title: 细则"), ("not_applicable: rescale", "not_applicable: full")],
            [("standard", "s", (), ("editorial",), (0,)), ("standard", "s", (), ("loosening",), (1,))],
        ),
    ],
)
def test_changes_by_clause(replaced, entries):
    old, new = versions([*replaced, *LATER])
    found = changes_by_clause(diff(old, new))
    assert [(one.level, one.id, one.was, one.effects, one.changes) for one in found] == entries


# ---- what continues what -------------------------------------------------------------------------


def test_was_is_followed_over_versions_that_are_not_at_hand():
    first = edition(OLD).standard
    third = edition(changed(OLD, ("id: A1.4,", "id: A1.6, was: [A1.5, A1.4],"))).standard
    assert match_clauses(first, third).heirs["A1.4"] == ("A1.6",)


def test_was_of_the_old_version_is_followed_too():
    third = edition(changed(OLD, ("id: A1.4,", "id: A1.6, was: [A1.5],"))).standard
    second = edition(changed(OLD, ("id: A1.4,", "id: A1.5,"))).standard
    assert match_clauses(third, second).heirs["A1.6"] == ("A1.5",)


def test_an_id_that_is_used_anew_while_its_heir_lives_on_is_taken_for_neither_alone():
    second = edition(changed(OLD, ("id: A1.2,", "id: A1.2, was: [A1.9],"))).standard
    third = edition(changed(OLD, (NAMEPLATE, NAMEPLATE.replace("A1.1", "A1.9")))).standard
    assert match_clauses(second, third).heirs["A1.2"] == ("A1.9", "A1.2")


def shifted(text, *, first="无人值守的", was=True):
    """A standard with a rule inserted at the head of A1 and the others moved down by one."""
    former = r" was: [A1.\1]," if was else ""
    text = re.sub(r"id: A1\.(\d),", lambda found: f"id: A1.{int(found[1]) + 1}," + found.expand(former), text)
    new = " was: []," if was else ""
    return text.replace(
        "    rules:\n", f"    rules:\n    - {{id: A1.1,{new} text: {first}, basis: [条例], deduct: 1}}\n", 1
    )


def test_a_clause_inserted_at_the_head_moves_the_others_down():
    old, new = edition(OLD).standard, edition(shifted(changed(OLD, *LATER))).standard
    assert told(diff(old, new)) == [
        "added, tightening, A1.1, clause",
        *(f"renumbered, editorial, A1.{n} > A1.{n + 1}, id" for n in (1, 2, 3, 4)),
    ]
    assert match_clauses(new, old).heirs["A1.3"] == ("A1.2",)  # and the way back
    assert match_clauses(new, old).heirs["A1.1"] == ()


def test_a_version_with_moved_numbers_and_itself():
    new = edition(shifted(OLD)).standard
    assert diff(new, new) == ()


def test_a_copy_that_keeps_the_moved_numbers_and_their_was_moves_nothing():
    second = edition(shifted(OLD)).standard
    third = edition(changed(shifted(OLD), *LATER, ("text: 未挂牌的", "text: 没有挂牌的"))).standard
    assert told(diff(second, third)) == ["reworded, editorial, A1.2, text"]


def test_a_next_version_without_was_moves_nothing():
    second = edition(shifted(OLD)).standard
    third = edition(changed(shifted(OLD, was=False), *LATER)).standard
    assert diff(second, third) == ()


def test_numbers_can_be_moved_in_the_same_way_once_more():
    second = edition(shifted(OLD)).standard
    text = changed(shifted(shifted(OLD, was=False), first="又一条"), *LATER)
    assert match_clauses(second, edition(text).standard).heirs["A1.2"] == ("A1.3",)


def test_of_several_former_numbers_one_may_be_moved_once_more():
    """The text of A1.1 is moved to A1.2, which said already that it continues A1.1 and one that is long gone."""
    name = NAMEPLATE.replace("A1.1,", "A1.1, was: [],")
    second = changed(OLD, (NAMEPLATE, name), ("id: A1.2,", "id: A1.2, was: [A1.1, A1.9],"))
    third = changed(second, (name, ""), ("text: 拒绝接待的", "text: 未挂牌的"), *LATER)
    assert match_clauses(edition(second).standard, edition(third).standard).heirs["A1.1"] == ("A1.2",)


def test_the_was_of_the_earlier_version_says_nothing_of_a_new_clause_of_the_later_one():
    """It tells of a version before both, which had another A1.9; so forward, and on the way back."""
    first = changed(OLD, ("id: A1.1,", "id: A1.1, was: [A1.9],"))
    more = NAMEPLATE + "    - {id: A1.9, was: [], text: 无人值守的, basis: [条例], deduct: 1}\n"
    old, new = edition(first).standard, edition(changed(OLD, (NAMEPLATE, more), *LATER)).standard
    assert told(diff(old, new)) == ["added, tightening, A1.9, clause"]
    assert told(diff(new, old)) == ["removed, loosening, A1.9, clause"]


def test_two_clauses_can_change_places():
    text = changed(OLD, (NAMEPLATE, NAMEPLATE.replace("A1.1,", "A1.2, was: [A1.1],")), *LATER)
    new = edition(text.replace(REFUSAL, REFUSAL.replace("A1.2,", "A1.1, was: [A1.2],"))).standard
    heirs = match_clauses(edition(OLD).standard, new).heirs
    assert (heirs["A1.1"], heirs["A1.2"]) == (("A1.2",), ("A1.1",))


def test_an_id_that_a_new_clause_takes_is_gone_with_its_old_clause():
    new = edition(changed(OLD, ("id: A1.4, text: 公示缺项的", "id: A1.4, was: [], text: 别的"), *LATER)).standard
    assert told(diff(edition(OLD).standard, new)) == [
        "removed, loosening, A1.4, clause",
        "added, tightening, A1.4, clause",
    ]


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("公示缺项的", ("A1.5",)),
        ("公示缺一项的", ("A1.5",)),
        ("接待时使用忌语", ()),
    ],
)
def test_the_likeliest_heir_is_suggested_by_its_text(text, likely):
    old, new = versions([("id: A1.4, text: 公示缺项的", f"id: A1.5, text: {text}")])
    (heir,) = likely_heirs(match_clauses(old, new))
    assert (heir.former, heir.text, heir.likely) == ("A1.4", "公示缺项的", likely)
    assert match_clauses(old, new).heirs["A1.4"] == ()


def test_a_long_text_of_few_characters_is_compared_whole():
    """Of 240 characters each occurs 24 times; the two texts differ in the last one only."""
    text = "接待受理审查指派监督" * 24
    old = edition(changed(OLD, ("text: 公示缺项的", f"text: {text}的"))).standard
    new = edition(changed(OLD, ("id: A1.4, text: 公示缺项的", f"id: A1.5, text: {text}者"))).standard
    (heir,) = likely_heirs(match_clauses(old, new))
    assert heir.likely == ("A1.5",)


def test_heirs_of_another_level_are_not_suggested():
    old, new = versions(
        [(BRIBES, ""), (NAMEPLATE, NAMEPLATE + NAMEPLATE.replace("A1.1, text: 未挂牌", "A1.9, text: 收取财物"))]
    )
    assert [heir.likely for heir in likely_heirs(match_clauses(old, new))] == [()]


def test_the_likest_comes_first():
    new = NAMEPLATE.replace("A1.1", "A1.8") + NAMEPLATE.replace("A1.1, text: 未挂牌的", "A1.9, text: 未按规定挂牌的")
    (heir,) = likely_heirs(match_clauses(*versions([(NAMEPLATE, new)])))
    assert heir.likely == ("A1.8", "A1.9")


@pytest.mark.parametrize("number", [3, 100])
def test_in_a_long_standard_a_text_is_found_too(number):
    """However many clauses came and went: the same text, and one with another ending."""
    rule = "    - {{id: {id}, text: {text}, deduct: 1}}\n"
    texts = [f"第{one}类材料{chr(0x4E00 + one)}{chr(0x5E00 + one)}不齐全的" for one in range(number)]
    old = changed(OLD, (NAMEPLATE, "".join(rule.format(id=f"X{one}", text=text) for one, text in enumerate(texts))))
    new = changed(
        OLD,
        (NAMEPLATE, "".join(rule.format(id=f"Y{one}", text=text + "的" * (one % 2)) for one, text in enumerate(texts))),
    )
    found = likely_heirs(match_clauses(edition(old).standard, edition(new).standard))
    assert [heir.likely[0] for heir in found] == [f"Y{one}" for one in range(number)]


@pytest.mark.parametrize(("number", "likely"), [(32, ("Z",)), (33, ())])
def test_up_to_32_added_clauses_are_all_compared(number, likely):
    """Every second character is the same, which makes half of a text alike, but no two side by side."""
    rule = "    - {{id: {id}, text: {text}, deduct: 1}}\n"
    others = "".join(rule.format(id=f"X{one}", text=chr(0x4E00 + one) * 6) for one in range(100, 99 + number))
    old = edition(changed(OLD, (NAMEPLATE, rule.format(id="Y", text="甲一乙二丙三")))).standard
    new = edition(changed(OLD, (NAMEPLATE, others + rule.format(id="Z", text="甲四乙五丙六")))).standard
    assert [heir.likely for heir in likely_heirs(match_clauses(old, new))] == [likely]

"""`aidscore notices`: every field of the notices of the example campaign, deadlines, templates, hostile texts."""

import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from worded import lines, tables, word

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.media.docx.filling import FOLDER, BadTemplate, filled, safe, shipped
from aidscore.media.docx.notices import notice_documents
from aidscore.model.standard import Veto
from aidscore.pages.official.notice import Deadline, NoticeOptions
from aidscore.rectification.phase import phase_plan
from aidscore.run.batch import batch
from aidscore.scoring.details import details_of
from aidscore.scoring.working_days import UnknownYear, working_day_after
from aidscore.wording.official import issue_date, numeral, share_words, suspected
from aidscore.words import speaking

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"


@pytest.fixture(scope="module")
def outcome():
    return batch(str(EXAMPLE), Workspace(Standards(())), "pilot")


def documents(outcome, *centers, **options):
    """The notice and the form of some centers or all, by the center's id."""
    [phase] = outcome.phases
    plans = [plan for plan in phase_plan(phase).centers if not centers or plan.center.center.id in centers]
    made = notice_documents(outcome, phase, plans, NoticeOptions(**options))
    return {one.center.center.id: [make() for _name, make in one.named] for one in made}


@pytest.fixture(scope="module")
def made(outcome):
    return documents(outcome)


def test_the_notice_says_what_the_model_says(made):
    notice, _form = made["gengqu"]
    assert lines(notice) == [
        (
            "（虚构数据；子项目、分值、达标分数线均为本工具编写者拟稿，非官方文本。"
            "【 】内由发文机关填写；印发前删去本行。）"
        ),
        "【×】司援整〔2006〕【××】号",
        "法律援助机构规范服务整改通知书",
        "庚区法律援助中心：",
        (
            "根据《法律援助机构规范服务达标标准及考核细则》（1.0版，试行，以下简称《细则》），检查组于2005年10月26日（明察）、"
            "2005年11月29日（暗访）、2006年3月7日（暗访）对你中心进行了检查。经合并计算，你中心得75.0分，低于达标分数线90分；"
            "其中咨询接待16.5分、受理审查17.0分，低于单项最低分20分；指派监督20.5分，质量保证21.0分。考核结论为未达标。"
            "现将存在的问题和整改要求通知如下："
        ),
        "一、存在的问题",
        "（一）咨询接待，扣8.5分",
        "1．接待人员与来访人在大厅争吵，扣4分；来访人说话时，接待人员一直打字（冷漠），扣1分（A3.4）。",
        "2．把上诉期限说成三十日，扣2分（A4.3）。",
        "3．没有书写台、饮用水和老花镜（缺：书写台和纸笔、饮用水、老花镜），扣1.5分（A2.2）。",
        "（二）受理审查，扣8分",
        "1．两件材料齐全，搁置两个多月（2件，受理台账第8、19号），扣3分（B3.1，《法律援助条例》第十八条）。",
        "2．按台账计算（88%），扣3分（B3.2）。",
        "3．义务人住在本区，仍让申请人去户籍地的中心申请，扣2分（B2.1，《法律援助条例》第十四条）。",
        "（三）指派监督，扣4.5分",
        "1．只有2份旁听记录，扣3分（C3.1）。",
        "2．一件决定后四十天才指派，扣1.5分（C1.1）。",
        "（四）质量保证，扣4分",
        "1．7件结案后未归档（抽取20，不合格7），扣2分（D1.3）。",
        "2．编制5人，在岗3人，扣2分（D4.1）。",
        "二、整改要求",
        "（一）对上列问题，你中心应当自收到本通知书之日起【30】日内逐项整改；能够立即改正的，立即改正。",
        (
            "请你中心自收到本通知书之日起【30】日内，将整改情况逐项书面报告【主管司法局】和市司法局，并附证明材料。"
            "市司法局将于【　年　月】组织复查；检查指出的问题到期没有整改的，每项扣1分，最多扣2分（D5.5）。"
            "问题、整改要求和分值见所附《问题清单》。"
        ),
        "三、异议",
        (
            "对上述事实或者扣分有异议的，可以自收到本通知书之日起5个工作日内填写所附《反馈和异议表》书面提出并附证据，"
            "逾期不提出的视为无异议。市司法局在【10】个工作日内复核并书面答复。"
        ),
        "（印章）",
        "二〇〇六年【四】月【×】日",
        "抄送：【主管司法局】。",
        "签收人：【　　　　】　签收日期：【　　年　月　日】　联系人：【　　　　】　电话：【　　　　】",
        "问题清单",
        "单位：庚区法律援助中心",
        (
            "应扣分是每项事实单独的扣分；实扣分是该条的扣分，同一条的几项事实合计，以该条的上限和子项目余下的分值为限；"
            "整改可得分是只改正这一项，经复查确认后总分可以增加的分数。"
        ),
    ]


def test_the_list_has_problem_figure_clause_demand_points_worth_and_deadline(outcome):
    notice, _form = documents(outcome, "gengqu", deadline=Deadline(date(2006, 4, 29), 15, date(2006, 4, 10)))["gengqu"]
    [table] = tables(notice)
    manners = "挂牌上岗，举止端正，用语文明，不冷落、不推诿、不与来访人争吵"
    day = "2006年4月29日"
    assert table[0] == [
        "序号",
        "条款",
        "存在的问题",
        "数量或情形",
        "整改要求",
        "应扣分",
        "实扣分",
        "整改可得分",
        "整改期限",
    ]
    assert table[1] == ["1", "A3.4", "接待人员与来访人在大厅争吵", "争吵", manners, "4", "4", "4", day]
    assert table[2] == ["2", "A3.4", "来访人说话时，接待人员一直打字", "冷漠", manners, "1", "1", "1", day]
    assert [(row[1], row[3], row[5], row[6], row[7]) for row in table[3:-1]] == [
        ("A4.3", "", "2", "2", "2"),
        ("A2.2", "缺：书写台和纸笔、饮用水、老花镜", "1.5", "1.5", "1.5"),
        ("B3.1", "2件", "3", "3", "3"),
        ("B3.2", "88%", "3", "3", "3"),
        ("B2.1", "", "2", "2", "2"),
        ("C3.1", "2", "3", "3", "3"),
        ("C1.1", "", "1.5", "1.5", "1.5"),
        ("D1.3", "抽取20，不合格7", "2", "2", "2"),
        ("D4.1", "3", "2", "2", "2"),
    ]
    assert table[-1] == ["", "", "合计", "", "", "", "25", "", ""]
    assert "最迟于2006年4月29日（自2006年4月10日次日起15个工作日），将整改情况逐项书面报告" in "".join(lines(notice))


def test_the_form_for_objections_has_every_deduction_and_room_to_write(made):
    _notice, form = made["gengqu"]
    assert lines(form)[1:3] == [
        "法律援助机构规范服务反馈和异议表",
        "单位：庚区法律援助中心　　得分：75.0　　考核结论：未达标",
    ]
    [table] = tables(form)
    assert table[5] == ["5", "B3.1", "两件材料齐全，搁置两个多月", "3", "3", "□无　□有", "", ""]
    assert len(table) == 12


def test_what_a_covert_visit_collected_and_who_inspected_is_not_told(made):
    texts = "".join(lines(made["gengqu"][0]) + [cell for row in tables(made["gengqu"][0])[0] for cell in row])
    assert "受理台账第8、19号" in texts
    assert "录音01" not in texts
    assert "检查组" in texts
    assert "检查一组" not in texts


def test_a_veto_is_a_suspicion(made):
    texts = lines(made["renqu"][0])
    assert "涉嫌收取受援人财物，有关问题另行调查处理。" in texts
    assert "收取受援人财物" not in "".join(texts).replace("涉嫌收取受援人财物", "")


def test_a_disputed_finding_says_so(made):
    assert (
        "1．第22号案申请人的收入证明高于标准（第22号案卷复印件，有异议），扣2分（B5.2，《法律援助条例》第二十六条）。"
        in lines(made["wuqu"][0])
    )


def test_what_was_not_examined_is_told(made):
    assert any(
        "你中心得60.5至85.5分（D1至D5尚未检查），达标分数线为90分；其中" in one for one in lines(made["chouqu"][0])
    )


def test_only_centers_with_something_to_rectify_get_a_notice(outcome, made):
    [phase] = outcome.phases
    lost = {
        one.center.id
        for one in phase.centers
        if one.deciding and any(d.nominal for *_part, d in details_of(one.deciding).deductions())
    }
    assert set(made) == lost
    assert "chenqu" not in made


def test_both_styles(outcome):
    before = lines(documents(outcome, "gengqu", style="1999")["gengqu"][0])
    since = lines(documents(outcome, "gengqu", style="2012")["gengqu"][0])
    assert before[-7:-5] == ["（印章）", "二〇〇六年【四】月【×】日"]
    assert since[-7:-5] == ["【××】市司法局", "2006年【4】月【×】日"]


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2006, 4, 10), 15, date(2006, 4, 29)),  # 29 April was a Saturday that was worked for the May holidays
        (date(2006, 4, 28), 3, date(2006, 5, 8)),  # 29 and 30 April were worked, 1 to 7 May were holidays
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2003, 12, 30), 1, UnknownYear(2003, 2004, 2026)),
        (date(2026, 12, 31), 1, UnknownYear(2027, 2004, 2026)),
    ],
)
def test_working_days(start, number, expected):
    assert working_day_after(start, number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收取受援人财物的。", "涉嫌收取受援人财物，有关问题另行调查处理"),
        ("伪造案卷、台账、数据应付检查的，总分记为零分。", "涉嫌伪造案卷、台账、数据应付检查，有关问题另行调查处理"),
        ("私自接受委托，经查证属实的。", "涉嫌私自接受委托，有关问题另行调查处理"),
    ],
)
def test_a_veto_is_cut_to_what_it_is_about(text, expected):
    with speaking("zh"):
        assert suspected(Veto("V", text, "fail")) == expected


def test_numerals_and_shares():
    with speaking("zh"):
        assert [numeral(n) for n in (1, 10, 11, 20, 35, 100)] == ["一", "十", "十一", "二十", "三十五", "100"]
        assert [share_words(one) for one in (Fraction(1, 3), Fraction(2, 3), Fraction(9, 10))] == [
            "三分之一",
            "三分之二",
            "90%",
        ]
        assert issue_date(date(2011, 10, 1), "1999") == "二〇一一年【十】月【×】日"


# ---- templates


@pytest.mark.parametrize("name", ["notice.zh", "notice.en"])
def test_the_shipped_templates_keep_the_measures_of_the_standard(name):
    template = word((FOLDER / f"{name}.docx").read_bytes())
    page = template.sections[0]
    measures = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(one.mm) for one in measures] == [210, 297, 37, 35, 28, 26]
    body, title = template.styles["公文正文"], template.styles["公文标题"]
    assert (title.font.size, body.font.size) == (Pt(22), Pt(16))
    assert (font_of(title), font_of(body)) == ("方正小标宋简体", "仿宋_GB2312")
    pitch = body.paragraph_format.line_spacing
    assert Mm(225) // pitch == 22
    narrowed = Pt(16) + Pt(int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20)
    assert Mm(156) // narrowed == 28
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def font_of(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_the_shipped_templates_are_those_that_the_tool_makes(tmp_path):
    tool = Path(__file__).parent.parent / "tools" / "word_templates.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True)
    names = sorted(path.name for path in FOLDER.glob("*.docx"))
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


class Texts(NamedTuple):
    text: str
    parts: tuple[str, ...] = ()


def template_of(*paragraphs):
    """A template with these paragraphs."""
    document, buffer = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(buffer)
    return buffer.getvalue()


HOSTILE = [
    "</w:t></w:r><w:r><w:t>",
    "<b>&amp;</b> & < > \" '",
    "{{ 7 * 7 }} {% for x in y %} {# gone #} {_{ 1 }_} {_% x %_}",
    "{{ ''.__class__.__mro__ }}",
    "{%p if x %}",
    "一" * 20_000,
    "]]> <!-- --> <?xml ?>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_filled_in_is_neither_markup_nor_an_instruction(text):
    template = template_of("{{ text }}", "{%p for part in parts %}", "{{ part }}", "{%p endfor %}")
    assert lines(filled(template, Texts(text, (text, "end")))) == [text, text, "end"]


def test_breaks_become_spaces_and_impossible_characters_a_mark():
    assert lines(filled(template_of("{{ text }}"), Texts("a\nb\tc\x0cd\ae\x00f\ud800g\uffff"))) == [
        "a b c d\ufffde\ufffdf\ufffdg\ufffd"
    ]
    assert safe("{%") == "&#123;&#37;"


@pytest.mark.parametrize(
    "template",
    [
        b"no zip",
        template_of("{{ unknown }}"),
        template_of("{{ text"),
        template_of("{% if %}"),
        template_of("{{ ''.__class__.__mro__ }}"),
        template_of("{{ 1 / 0 }}"),
        template_of("{% for x in range(999999999) %}x{% endfor %}"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(template):
    with pytest.raises(BadTemplate):
        filled(template, Texts("a"))


NOT_WORD = "不是 Word 文件（.docx）"
NOT_WELL_FORMED = "其中有一处指令不完整或者写法不正确"
NOT_ALLOWED = "其中有不允许使用的指令"
NOT_POSSIBLE = "其中有一处指令无法执行"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (b"no zip", NOT_WORD),
        (b"", NOT_WORD),
        ((FOLDER / "notice.zh.docx").read_bytes()[:9000], NOT_WORD),
        (template_of("{{ text"), NOT_WELL_FORMED),
        (template_of("{% if %}"), NOT_WELL_FORMED),
        (template_of("{% for part in parts %}"), NOT_WELL_FORMED),
        (template_of("{{ centre }}"), "其中的字段 centre 不存在"),
        (template_of("{{ text.titles }}"), "其中的字段 titles 不存在"),
        (template_of("{{ text.title }}"), NOT_ALLOWED),
        (template_of("{{ ''.__class__ }}"), NOT_ALLOWED),
        (template_of("{{ text|center(9999999999) }}"), NOT_ALLOWED),
        (template_of("{{ text.ljust(9999999999) }}"), NOT_ALLOWED),
        (template_of('{{ "x"*9999999999 }}'), NOT_ALLOWED),
        (template_of("{{ 9**9**9 }}"), NOT_ALLOWED),
        (template_of('{{ "%9999999999d" % 1 }}'), NOT_ALLOWED),
        (template_of("{% for x in range(1001) %}x{% endfor %}"), NOT_ALLOWED),
        (template_of("{{ lipsum(n=99999) }}"), NOT_ALLOWED),
        (template_of("{{ 1 / 0 }}"), NOT_POSSIBLE),
        (template_of("{{ 1 + parts }}"), NOT_POSSIBLE),
    ],
)
def test_why_a_template_cannot_be_used_is_told_in_words(template, reason):
    with pytest.raises(BadTemplate) as refused:
        filled(template, Texts("a"))
    with speaking("zh"):
        assert refused.value.reason == reason


def test_a_template_may_repeat_and_join():
    template = template_of("{{ parts|join('、') }}{% for x in range(1000) %}x{% endfor %}")
    assert lines(filled(template, Texts("", ("a", "b")))) == ["a、b" + "x" * 1000]


def test_the_same_result_has_the_same_bytes(outcome, made):
    assert documents(outcome, "gengqu")["gengqu"] == made["gengqu"]
    with ZipFile(BytesIO(made["gengqu"][0])) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ---- the command


def test_the_command_writes_two_files_for_each_center_and_never_over_one(call, tmp_path):
    out = tmp_path / "通知"
    run = call("--lang", "zh", "notices", EXAMPLE, "--phase", "pilot", "-o", out)
    assert run.returncode == 1  # one record of the example is broken on purpose
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 32
    assert "庚区法律援助中心-整改通知书.docx" in names
    assert "庚区法律援助中心-反馈和异议表.docx" in names
    before = {path: path.read_bytes() for path in out.iterdir()}
    again = call("--lang", "zh", "notices", EXAMPLE, "--phase", "pilot", "-o", out)
    assert again.returncode == 2
    assert "已经存在" in again.stderr.decode()
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_several_phases_have_a_folder_each(call, tmp_path):
    call("--lang", "zh", "notices", EXAMPLE, "-o", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["全面实施阶段", "试点达标阶段", "验收总结阶段"]


def test_an_own_template_is_used(call, tmp_path):
    own = tmp_path / "own.docx"
    own.write_bytes(template_of("致{{ center }}：{{ result }}"))
    call("notices", EXAMPLE, "--phase", "pilot", "-o", tmp_path / "out", "--template", own)
    text = lines((tmp_path / "out" / "癸区法律援助中心-整改通知书.docx").read_bytes())
    assert text[0] == (
        "致癸区法律援助中心：经合并计算，你中心得89.99分，低于达标分数线90分；"
        "其中咨询接待20.0分，受理审查23.0分，指派监督24.5分，质量保证22.5分"
    )


@pytest.mark.parametrize(
    ("option", "kind", "said"),
    [
        ("--template", "feedback", ["looks like a template of the form, but is used for the notice"]),
        ("--feedback-template", "notice", ["looks like a template of the notice, but is used for the form"]),
        ("--template", "notice", []),
        ("--feedback-template", "feedback", []),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_that_looks_like_the_other_one_is_told(call, tmp_path, option, kind, said, language):
    template = FOLDER / f"{kind}.{language}.docx"
    run = call("--lang", "en", "notices", EXAMPLE, "--phase", "pilot", "-o", tmp_path / "out", option, template)
    told = run.stderr.decode().replace("\n", " ")
    assert [sentence for sentence in said if sentence in told] == said
    assert ("looks like" in told) == bool(said)
    assert (tmp_path / "out").exists()


def with_record(folder, findings, name="甲区法律援助中心"):
    """A campaign of one center with one record of these findings."""
    (folder / "campaign.yaml").write_text(
        f"""aidscore: campaign/1
id: c
title: 活动
centers: [{{id: a, name: {name}}}]
phases:
  - {{id: p, name: 阶段, from: 2005-07-01, to: 2005-12-31, standard: legal-aid-service@1.0, combine: latest}}
""",
        encoding="utf-8",
    )
    (folder / "a.yaml").write_text(
        f"""aidscore: record/1
standard: legal-aid-service@1.0
center: a
channel: announced
date: 2005-09-01
inspectors: [检查员]
examined: all
findings:
{findings}
""",
        encoding="utf-8",
    )
    return folder


def test_a_center_that_fails_by_a_veto_alone_is_named_with_the_reason(call, tmp_path):
    folder = with_record(tmp_path, "  - {rule: V1, note: 收受财物, evidence: [谈话笔录]}")
    run = call("--lang", "zh", "notices", folder, "-o", tmp_path / "out")
    assert run.returncode == 0, run.stderr.decode()
    told = run.stderr.decode().replace("\n", "")
    assert (
        "甲区法律援助中心没有扣分需要整改，但适用一票否决，未生成通知书：涉嫌收取受援人财物，有关问题另行调查处理"
        in told
    )
    assert not (tmp_path / "out").exists()


def test_the_name_of_a_center_is_cut_and_not_the_kind_of_the_file(call, tmp_path):
    folder = with_record(tmp_path, "  - {rule: A4.3, count: 1}", "长" * 80)
    run = call("--lang", "zh", "notices", folder, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "长" * 53 + "-反馈和异议表.docx",
        "长" * 53 + "-整改通知书.docx",
    ], run.stderr.decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--deadline", "15"], "working days are counted from a day"),
        (["--from", "2006-04-10"], "--from goes with a number of working days"),
        (["--deadline", "15", "--from", "2003-01-01"], "has the years 2004 to 2026, not 2003"),
        (["--deadline", "soon"], "soon is not a date"),
        (["--deadline", "2006-02-30"], "is not a date"),
        (["--deadline", "2006-03-14"], "the deadline 2006-03-14 is before the last visit, on 2006-03-15"),
        (["--template", "pyproject.toml"], "the template cannot be filled in: it is not a Word file"),
        (["--template", "docs"], "docs is a folder"),
        (["--feedback-template", "docs"], "docs is a folder"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(call, tmp_path, options, said):
    run = call("notices", EXAMPLE, "--phase", "pilot", "-o", tmp_path / "out", *options)
    assert run.returncode == 2
    assert said in run.stderr.decode().replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_without_the_packages_one_sentence_says_how_to_get_them(call, tmp_path, monkeypatch):
    monkeypatch.setattr("aidscore.cli.extras.find_spec", lambda name: None)
    run = call("notices", EXAMPLE, "-o", tmp_path / "out")
    assert run.returncode == 2
    assert "pip install 'aidscore[report]'" in run.stderr.decode()


def test_the_shipped_template_is_written_to_be_changed(call, tmp_path):
    path = tmp_path / "mine.docx"
    assert call("--lang", "zh", "new", "template", "notice", "-o", path).returncode == 0
    assert path.read_bytes() == shipped("notice", "zh")
    assert call("new", "template", "notice", "-o", path).returncode == 2


def test_a_template_in_the_folder_is_not_overwritten(call, tmp_path):
    own = tmp_path / "庚区法律援助中心-整改通知书.docx"
    shutil.copy(FOLDER / "notice.zh.docx", own)
    run = call("notices", EXAMPLE, "--phase", "pilot", "-o", tmp_path, "--template", own)
    assert run.returncode == 2
    assert own.read_bytes() == shipped("notice", "zh")


def test_a_hostile_note_is_printed_as_it_is_written(tmp_path):
    shutil.copytree(EXAMPLE / "visits" / "gengqu", tmp_path / "visits" / "gengqu")
    shutil.copy(EXAMPLE / "campaign.yaml", tmp_path)
    record = next(path for path in (tmp_path / "visits" / "gengqu").iterdir() if "2005-10-26" in path.name)
    note = "{{ center }} {% raw %} </w:t><b>&amp;]]> {_{ x }_}" + "长" * 3000
    text = record.read_text(encoding="utf-8")
    assert "把上诉期限说成三十日" in text
    record.write_text(text.replace("把上诉期限说成三十日", f"'{note}'"), encoding="utf-8")
    outcome = batch(str(tmp_path), Workspace(Standards(())), "pilot")
    notice, form = documents(outcome, "gengqu")["gengqu"]
    assert f"2．{note}，扣2分（A4.3）。" in lines(notice)
    assert tables(form)[0][3][2] == note

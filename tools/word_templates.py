"""Makes the Word templates that the package ships, with the measures of GB/T 9704-2012.

Run by hand after a change (`python tools/word_templates.py`); a test compares what is stored with what this makes.
"""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from aidscore.media.docx.filling import FOLDER
from aidscore.media.docx.package import packed

PAPER = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
PITCH = Twips(579)
"""The height of a line: 22 of them are 225 mm."""
NARROWED = -5
"""What a character of 16 points is narrowed by, in 20ths of a point: 28 of them are 156 mm.

A grid of characters would do the same in Word; in LibreOffice a character that is wider than its cell takes two cells.
"""
SIZES = {"二号": Pt(22), "三号": Pt(16), "四号": Pt(14), "小四": Pt(12), "五号": Pt(10.5)}
SONG, FANGSONG, HEI, KAI, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"


class Look(NamedTuple):
    """The look of a paragraph style."""

    font: str
    size: str
    indent: int = 0
    """The indent of the first line, in characters."""
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    pitch: Length | None = PITCH
    """The exact height of a line; None for single spacing."""
    keep: bool = False
    """Whether it stays on the page of the next paragraph."""
    is_in_grid: bool = True
    """Whether its lines keep to the grid of the page, and 28 of its characters fill one."""


LEFT_ALIGNED, CENTERED, TO_THE_RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS = {
    "公文标题": Look(TITLE, "二号", align=CENTERED, pitch=Twips(640), keep=True, is_in_grid=False),
    "公文发文字号": Look(FANGSONG, "三号", align=CENTERED),
    "公文主送": Look(FANGSONG, "三号", align=LEFT_ALIGNED),
    "公文正文": Look(FANGSONG, "三号", indent=2),
    "公文一级标题": Look(HEI, "三号", indent=2, keep=True),
    "公文二级标题": Look(KAI, "三号", indent=2, keep=True),
    "公文落款": Look(FANGSONG, "三号", align=TO_THE_RIGHT, keep=True),
    "公文版记": Look(FANGSONG, "四号", align=LEFT_ALIGNED, is_in_grid=False),
    "公文提示": Look(KAI, "五号", align=LEFT_ALIGNED, pitch=None, is_in_grid=False),
    "公文图": Look(FANGSONG, "三号", align=CENTERED, pitch=None, is_in_grid=False),
    "公文表题": Look(HEI, "三号", align=CENTERED, keep=True),
    "公文表头": Look(HEI, "五号", align=CENTERED, pitch=None, is_in_grid=False),
    "公文表格": Look(FANGSONG, "五号", align=LEFT_ALIGNED, pitch=None, is_in_grid=False),
    "公文表格居中": Look(FANGSONG, "五号", align=CENTERED, pitch=None, is_in_grid=False),
    "公文页码": Look(SONG, "四号", pitch=None, is_in_grid=False),
}


class Maker:
    """A template while it is made."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.word: Word = Document()
        _clear(self.word)
        for name, look in LOOKS.items():
            _add_style(self.word, name, look)
        _set_page(self.word.sections[0])
        _number_pages(self.word)

    def say(self, style: str, zh: str, en: str) -> Paragraph:
        """Add a paragraph in the language of the template."""
        return self.word.add_paragraph(zh if self.language == "zh" else en, style)

    def tell(self, instruction: str, style: str = "公文正文") -> None:
        """Add an instruction, which is alone in its paragraph."""
        self.word.add_paragraph(f"{{%p {instruction} %}}", style)

    def turn(self) -> None:
        """Begin a page in landscape."""
        section = self.word.add_section()
        section._sectPr.remove(section._sectPr.find(qn("w:docGrid")))
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = PAPER[1], PAPER[0]
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
            LEFT,
            RIGHT,
            Mm(25),
            Mm(25),
        )

    def table(
        self,
        columns: Sequence[tuple[int, str, str, str]],
        rows: str,
        total: Sequence[str] = (),
        height: Length | None = None,
    ) -> None:
        """Add a table: the width of each column in mm, its title in both languages, its cell; `rows` loops."""
        table = self.word.add_table(rows=5 if total else 4, cols=len(columns))
        table.style = self.word.styles["Table Grid"]
        table.autofit = False
        for place, (width, zh, en, cell) in enumerate(columns):
            table.columns[place].width = Mm(width)
            texts = (zh if self.language == "zh" else en, "", cell, "")
            for row, text in enumerate(texts):
                target = table.rows[row].cells[place]
                target.width = Mm(width)
                wide = width >= 30
                style = "公文表头" if row == 0 else "公文表格" if wide else "公文表格居中"
                target.paragraphs[0].style = self.word.styles[style]
                target.paragraphs[0].add_run(text)
        table.rows[1].cells[0].paragraphs[0].add_run(f"{{%tr for row in {rows} %}}")
        table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
        for cell, text in zip(table.rows[4].cells if total else (), total, strict=True):
            cell.paragraphs[0].style = self.word.styles["公文表格居中"]
            cell.paragraphs[0].add_run(text)
        table.rows[2].height = height
        _repeat_on_each_page(table)

    def finish(self) -> bytes:
        """The template as a file, the same at every time."""
        buffer = BytesIO()
        self.word.save(buffer)
        return packed(buffer.getvalue())


# ---- parts of Word that python-docx has no words for


def _clear(word: Word) -> None:
    """Take away what python-docx puts into a new file."""
    for paragraph in word.paragraphs:
        paragraph._element.getparent().remove(paragraph._element)
    for name in ("author", "comments", "title", "keywords", "subject"):
        setattr(word.core_properties, name, "")
    _set_base_size(word, SIZES["三号"])
    fonts = word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FANGSONG)


def _set_base_size(word: Word, size: Pt) -> None:
    """Set the size and the language of what has no style of its own."""
    word.styles["Normal"].font.size = size
    for measure in word.styles.element.xpath("w:docDefaults//w:sz | w:docDefaults//w:szCs"):
        measure.set(qn("w:val"), str(int(2 * size.pt)))
    for language in word.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")


def _add_style(word: Word, name: str, look: Look) -> None:
    """Add a paragraph style; all that a paragraph looks like is in its style."""
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    style.font.size = SIZES[look.size]
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.alignment = look.align
    shape.keep_with_next = look.keep
    shape.widow_control = False
    if look.pitch is None:
        shape.line_spacing = 1.0
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, look.pitch
    if look.is_in_grid:
        _narrow(style)
    else:
        _leave_grid(style)
    if look.indent:
        indent = style.element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(100 * look.indent))
        indent.set(qn("w:firstLine"), str(20 * 16 * look.indent))


def _narrow(style: ParagraphStyle) -> None:
    """Narrow the characters of a style, so that 28 fill a line."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(NARROWED))
    style.element.get_or_add_rPr().append(spacing)


def _leave_grid(style: ParagraphStyle) -> None:
    """Let a style with smaller characters ignore the grid of the page."""
    for properties in (style.element.get_or_add_pPr(), style.element.get_or_add_rPr()):
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        properties.append(snap)


def _set_page(section: Section) -> None:
    """Paper, margins, and a grid of 22 lines."""
    section.page_width, section.page_height = PAPER
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.footer_distance = BOTTOM - Mm(7) - SIZES["四号"]
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(PITCH.twips)))


def _number_pages(word: Word) -> None:
    """Page numbers below the text: odd ones on the right, even ones on the left, a character from the edge."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, align in ((section.footer, TO_THE_RIGHT), (section.even_page_footer, LEFT_ALIGNED)):
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles["公文页码"]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = SIZES["四号"]
        paragraph.add_run("— ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word computes."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._element.append(field)


def _repeat_on_each_page(table: Table) -> None:
    """Repeat the head of a table on each page, and keep its rows whole."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        properties.append(OxmlElement("w:cantSplit"))


# ---- the templates


def notice(language: str) -> bytes:
    """整改通知书, with the list of problems behind it."""
    made = Maker(language)
    _remark(made)
    made.say("公文发文字号", "【×】司援整〔{{ year }}〕【××】号", "No. [×] of {{ year }}")
    made.say("公文正文", "", "")
    made.say("公文标题", "{{ subject }}整改通知书", "{{ subject }}: notice to rectify")
    made.say("公文正文", "", "")
    made.say("公文主送", "{{ center }}：", "{{ center }}:")
    made.say(
        "公文正文",
        "根据《{{ standard }}》（{{ version }}，以下简称《细则》），检查组于"
        "{{ visits }}对{{ you }}进行了检查。{{ result }}。考核结论为{{ verdict }}。现将存在的问题和整改要求通知如下：",
        "Under “{{ standard }}” ({{ version }}), {{ you }} was visited on {{ visits }}. {{ result }}. The verdict "
        "is: {{ verdict }}. The problems found, and what has to be done, are as follows.",
    )
    made.tell("if remarks")
    made.say("公文正文", "说明：{{ remarks }}。", "Remarks: {{ remarks }}.")
    made.tell("endif")
    made.say("公文一级标题", "一、存在的问题", "1. Problems")
    made.tell("for item in items")
    made.say("公文二级标题", "（{{ item.number }}）{{ item.title }}", "({{ item.number }}) {{ item.title }}")
    made.tell("for sentence in item.sentences")
    made.say("公文正文", "{{ sentence }}。", "{{ sentence }}.")
    made.tell("endfor")
    made.tell("endfor")
    made.tell("if suspected")
    made.say("公文正文", "{{ suspected }}。", "{{ suspected }}.")
    made.tell("endif")
    made.say("公文一级标题", "二、整改要求", "2. What has to be done")
    made.tell("for demand in demands")
    made.say("公文正文", "{{ demand }}", "{{ demand }}")
    made.tell("endfor")
    made.say(
        "公文正文",
        "请{{ you }}{{ deadline }}{% if counted %}（{{ counted }}）{% endif %}，将整改情况逐项书面报告"
        "{{ authority }}和市司法局，并附证明材料。市司法局将于【　年　月】组织复查"
        "{% if consequence %}；{{ consequence }}{% endif %}。"
        "问题、整改要求和分值见所附《问题清单》。",
        "Report in writing to {{ authority }}, {{ deadline }}{% if counted %} ({{ counted }}){% endif %}, what was "
        "done about each of them, with proof. The follow-up visit is in [month]{% if consequence %}; {{ consequence }}"
        "{% endif %}. The list of problems is attached.",
    )
    made.say("公文一级标题", "三、异议", "3. Objections")
    made.say(
        "公文正文",
        "对上述事实或者扣分有异议的，可以自收到本通知书之日起5个工作日内填写所附《反馈和异议表》书面提出并附证据，逾期不提出的"
        "视为无异议。市司法局在【10】个工作日内复核并书面答复。",
        "Objections to findings or deductions are made in writing, on the form attached, within 5 working days of "
        "receipt and with proof. They are answered in writing within [10] working days.",
    )
    made.say("公文正文", "", "")
    _sign(made)
    made.say("公文版记", "抄送：{{ authority }}。", "Copy to: {{ authority }}.")
    made.say(
        "公文版记",
        "签收人：【　　　　】　签收日期：【　　年　月　日】　联系人：【　　　　】　电话：【　　　　】",
        "Received by: [name]  on: [date]  contact: [name]  telephone: [number]",
    )
    _list_of_problems(made)
    return made.finish()


def _remark(made: Maker) -> None:
    """A line above everything that is deleted before the document is issued."""
    made.say(
        "公文提示",
        "（{% if remark %}{{ remark }}。{% endif %}【 】内由发文机关填写；印发前删去本行。）",
        "({% if remark %}{{ remark }}. {% endif %}What is in brackets is filled in by the office; delete this line.)",
    )


def _sign(made: Maker) -> None:
    """Issuer and date."""
    made.tell("if is_signed", "公文落款")
    made.say("公文落款", "【××】市司法局", "[Bureau of Justice]")
    made.tell("else", "公文落款")
    made.say("公文落款", "（印章）", "(seal)")
    made.tell("endif", "公文落款")
    made.say("公文落款", "{{ issue_date }}", "{{ issue_date }}")


def _list_of_problems(made: Maker) -> None:
    """问题清单."""
    made.turn()
    made.say("公文表题", "问题清单", "List of problems")
    made.say("公文提示", "单位：{{ center }}", "{{ center }}")
    made.table(
        (
            (13, "序号", "No.", "{{ row.number }}"),
            (15, "条款", "Clause", "{{ row.clause }}"),
            (60, "存在的问题", "Problem", "{{ row.found }}"),
            (30, "数量或情形", "Figure", "{{ row.figure }}"),
            (54, "整改要求", "What is required", "{{ row.demand }}{% if row.owner %}（{{ row.owner }}）{% endif %}"),
            (15, "应扣分", "Points", "{{ row.own }}"),
            (15, "实扣分", "Deducted", "{{ row.effective }}"),
            (18, "整改可得分", "Worth", "{{ row.worth }}"),
            (27, "整改期限", "Deadline", "{{ due }}"),
        ),
        "rows",
        ("", "", "合计" if made.language == "zh" else "Sum", "", "", "", "{{ total }}", "", ""),
    )
    made.say(
        "公文提示",
        "应扣分是每项事实单独的扣分；实扣分是该条的扣分，同一条的几项事实合计，以该条的上限和子项目余下的分值为限；整改可得分是只改正"
        "这一项，经复查确认后总分可以增加的分数。",
        "Points: of the finding by itself. Deducted: by the whole clause after its cap and what the sub-item leaves. "
        "Worth: what the total gains if only this is rectified and a follow-up visit confirms it.",
    )


def feedback(language: str) -> bytes:
    """反馈和异议表."""
    made = Maker(language)
    section = made.word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAPER[1], PAPER[0]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = LEFT, RIGHT, Mm(25), Mm(25)
    _remark(made)
    made.say("公文标题", "{{ subject }}反馈和异议表", "{{ subject }}: feedback and objections")
    made.say(
        "公文提示",
        "单位：{{ center }}　　得分：{{ score }}　　考核结论：{{ verdict }}",
        "{{ center }}   score: {{ score }}   verdict: {{ verdict }}",
    )
    made.table(
        (
            (13, "序号", "No.", "{{ row.number }}"),
            (15, "条款", "Clause", "{{ row.clause }}"),
            (68, "扣分事实", "Finding", "{{ row.found }}"),
            (15, "应扣分", "Points", "{{ row.own }}"),
            (15, "实扣分", "Deducted", "{{ row.effective }}"),
            (22, "有无异议", "Objection", "□无　□有" if language == "zh" else "□ no □ yes"),
            (62, "异议的事实、理由和证据", "Facts, reasons, proof", ""),
            (37, "整改措施和完成日期", "What was done, and when", ""),
        ),
        "rows",
        height=Mm(11),
    )
    made.say(
        "公文提示",
        "对扣分事实有异议的，自收到整改通知书之日起5个工作日内填写本表，附证据，报市司法局；"
        "没有异议的，整改完成后填写最后一栏，随整改报告一并报送。",
        "Objections: within 5 working days of receipt, with proof. Otherwise fill in the last column when everything "
        "is rectified, and send it with the report.",
    )
    made.say(
        "公文版记",
        "单位负责人（签名、盖章）：【　　　　】　　填表人：【　　　　】　　电话：【　　　　】　　"
        "日期：【　　年　月　日】",
        "Head (signature, seal): [      ]   filled in by: [      ]   telephone: [      ]   date: [      ]",
    )
    return made.finish()


def circular(language: str) -> bytes:
    """通报, with the table of scores, a chart, and the deductions of those that failed."""
    made = Maker(language)
    _remark(made)
    made.say("公文发文字号", "【×】司发〔{{ year }}〕【××】号", "No. [×] of {{ year }}")
    made.say("公文正文", "", "")
    made.say(
        "公文标题",
        "【××】市司法局关于{{ activity }}{{ phase }}考核情况的通报",
        "{{ activity }}: circular on the results of {{ phase }}",
    )
    made.say("公文正文", "", "")
    made.say("公文主送", "各区、县司法局，市法律援助中心：", "To all whom it concerns:")
    made.say(
        "公文正文",
        "根据《{{ activity }}实施方案》，{{ period }}为{{ phase }}。市司法局组织检查组，按照《{{ standard }}》"
        "（{{ version }}），于{{ first }}至{{ last }}对参评的{{ body }}进行检查{{ visits }}。"
        "现将考核情况通报如下：",
        "{{ phase }} was from {{ period }}. Under “{{ standard }}” ({{ version }}), from {{ first }} to {{ last }} "
        "there were {{ visits }}. The results are as follows.",
    )
    _results(made)
    _demands(made)
    made.say(
        "公文正文",
        "附件：1．{{ phase }}考核得分汇总表　2．未达标单位扣分明细",
        "Attached: 1. scores, 2. the deductions of those that failed",
    )
    made.say("公文正文", "", "")
    _sign(made)
    made.say(
        "公文版记",
        "抄送：【市文明办，市纠风办，各区、县法律援助中心】。　联系人：【　　　　】　电话：【　　　　】",
        "Copies to: [names]   contact: [name]   telephone: [number]",
    )
    _attachments(made)
    return made.finish()


def _results(made: Maker) -> None:
    """Results and problems."""
    made.say("公文一级标题", "一、考核结果", "1. Results")
    made.say(
        "公文正文",
        "全市参评{{ body }}{{ participating }}个，{{ counts }}，达标率{{ rate }}。"
        "{% if target %}{{ target }}。{% endif %}",
        "Of {{ participating }} assessed: {{ counts }}. The pass rate is {{ rate }}. "
        "{% if target %}{{ target }}.{% endif %}",
    )
    _groups(made, "groups")
    made.tell("if picture")
    made.say("公文图", "{{ picture }}", "{{ picture }}")
    made.tell("endif")
    made.say("公文一级标题", "二、存在的主要问题", "2. Problems")
    made.say("公文正文", "{{ losses }}。", "{{ losses }}.")
    _groups(made, "problems")


def _groups(made: Maker, name: str) -> None:
    """Groups with their sentences."""
    made.tell(f"for group in {name}")
    made.say("公文二级标题", "（{{ numerals[loop.index0] }}）{{ group.title }}", "({{ loop.index }}) {{ group.title }}")
    made.tell("for sentence in group.sentences")
    made.say("公文正文", "{{ sentence }}。", "{{ sentence }}.")
    made.tell("endfor")
    made.tell("endfor")


def _demands(made: Maker) -> None:
    """What has to be done next."""
    made.say("公文一级标题", "三、下一步要求", "3. What has to be done")
    made.tell("if has_failed")
    made.say(
        "公文正文",
        "限期整改。未达标的单位自收到整改通知书之日起【30】日内完成整改，书面报告主管司法局和市司法局。"
        "{% if way %}{{ way }}。{% endif %}",
        "Those that failed rectify within [30] days of receiving their notice, and report. "
        "{% if way %}{{ way }}.{% endif %}",
    )
    made.tell("endif")
    made.tell("if has_open")
    made.say(
        "公文正文",
        "补齐检查。待定、未考核的单位，应于【　年　月　日】前完成检查。",
        "Those that are undecided or were not assessed are visited by [date].",
    )
    made.tell("endif")
    made.say(
        "公文正文",
        "受理异议。对扣分事实有异议的，自收到本通报之日起5个工作日内书面提出，市司法局在【10】个工作日内复核并书面答复。"
        "{% if disputes %}{{ disputes }}。{% endif %}",
        "Objections are made in writing within 5 working days, and answered within [10]. "
        "{% if disputes %}{{ disputes }}.{% endif %}",
    )
    made.say(
        "公文正文",
        "推广经验。各单位应当对照细则自查，学习达标单位的做法，为下一阶段打好基础。",
        "All compare themselves with the standard and learn from those that passed.",
    )


def _attachments(made: Maker) -> None:
    """The table of scores, and the deductions of those that failed."""
    made.turn()
    made.say("公文表题", "{{ phase }}考核得分汇总表", "{{ phase }}: scores")
    made.table(
        (
            (13, "序号", "No.", "{{ row.number }}"),
            (52, "单位", "Name", "{{ row.center }}"),
            (24, "得分", "Score", "{{ row.score }}"),
            (
                20,
                "{%tc for name in item_names %}",
                "{%tc for name in item_names %}",
                "{%tc for item in row['items'] %}",
            ),
            (20, "{{ name }}", "{{ name }}", "{{ item }}"),
            (20, "{%tc endfor %}", "{%tc endfor %}", "{%tc endfor %}"),
            (16, "等次", "Grade", "{{ row.grade }}"),
            (20, "考核结论", "Verdict", "{{ row.verdict }}"),
            (42, "备注", "Remarks", "{{ row.remark }}"),
        ),
        "scores",
    )
    made.tell("if failed", "公文表题")
    made.say("公文表题", "未达标单位扣分明细", "The deductions of those that failed")
    made.tell("for center in failed", "公文表题")
    made.say(
        "公文提示", "{{ center.center }}（共扣{{ center.total }}分）", "{{ center.center }} ({{ center.total }} points)"
    )
    made.table(
        (
            (13, "序号", "No.", "{{ row.number }}"),
            (17, "条款", "Clause", "{{ row.clause }}"),
            (120, "扣分事实", "Finding", "{{ row.found }}"),
            (43, "数量或情形", "Figure", "{{ row.figure }}"),
            (17, "应扣分", "Points", "{{ row.own }}"),
            (17, "实扣分", "Deducted", "{{ row.effective }}"),
            (20, "整改可得分", "Worth", "{{ row.worth }}"),
        ),
        "center.rows",
    )
    made.tell("endfor", "公文表题")
    made.tell("endif", "公文表题")


TEMPLATES = {"notice": notice, "feedback": feedback, "circular": circular}


def main() -> int:
    """Write every template in both languages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        for language in ("zh", "en"):
            (folder / f"{name}.{language}.docx").write_bytes(make(language))
    return 0


if __name__ == "__main__":
    sys.exit(main())

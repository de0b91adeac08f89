"""Text against numbers (spec, section 14): clauses as score sheets have them, and numbers that they do not state."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import read

from aidscore.check.numerals import Unit, chinese_value, stated_numbers
from aidscore.check.text_numbers import unstated
from aidscore.model.quantity import exact
from aidscore.model.standard import Standard

SHIPPED = Path(__file__).parents[1] / "standards"
HEAD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: pilot
effective: {from: 2005-01-01}
points: 10
pass: {score: 9}
not_applicable: rescale
"""
ITEM = "items: [{id: A, name: 甲, points: 10, sub_items: [{id: A1, name: 乙, points: 10, rules: [%s]}]}]\n"


def missed(text, points, deduct, requirement=""):
    """The numbers of a deduction that a text does not state: `max 3, levels.严重 5`."""
    standard = read(HEAD + ITEM % f"{{id: R, text: 条款, deduct: {deduct}}}", Standard)
    rule = standard.items[0].sub_items[0].rules[0]
    found = unstated(text, rule.deduct, points, requirement)
    return ", ".join(" ".join([".".join(map(str, path)) or "fixed", number]) for path, number in found)


def missed_in_bonus(text, most, add):
    """The same for a bonus rule, whose section is worth at most `most`."""
    written = f"bonus: {{rules: [{{id: P, text: 条款, add: {add}}}]}}\n"
    standard = read(HEAD + ITEM % "{id: R, text: 条款, deduct: 1}" + written, Standard)
    found = unstated(text, standard.bonus.rules[0].add, most)
    return ", ".join(" ".join([".".join(map(str, path)) or "fixed", number]) for path, number in found)


# ---- the numbers of a text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("扣2分", "2 points"),
        ("扣0.5分", "0.5 points"),
        ("扣２．５分", "2.5 points"),
        ("扣两分", "2 points"),
        ("扣十五分", "15 points"),
        ("扣二十分", "20 points"),
        ("扣廿五分", "25 points"),
        ("扣一百零五分", "105 points"),
        ("扣伍分", "5 points"),
        ("扣零点五分", "0.5 points"),
        ("扣半分", "0.5 points"),
        ("扣一分半", "1.5 points"),
        ("扣1分半", "1.5 points"),
        ("扣 0.5 分", "0.5 points"),
        ("扣2，另行通报", "2 plain"),
        ("扣-3分", "3 points"),
        ("扣1-3分", "1 points, 3 points"),
        ("扣1～3分", "1 points, 3 points"),
        ("扣1至3分", "1 points, 3 points"),
        ("扣一至三分", "1 points, 3 points"),
        ("扣0.5－2分", "0.5 points, 2 points"),
        ("分别扣0.5、1、2分", "0.5 points, 1 points, 2 points"),
        ("分别扣1-3分", "1 points, 2 points, 3 points"),
        ("95%", "0.95 share"),
        ("95％以上", "0.95 share"),
        ("百分之九十五", "0.95 share"),
        ("百分之95", "0.95 share"),
        ("百分之九十至九十五", "0.9 share, 0.95 share"),
        ("90-95%", "0.9 share, 0.95 share"),
        ("千分之五", "0.005 share"),
        ("5‰", "0.005 share"),
        ("九成", "0.9 share"),
        ("九成五", "0.95 share"),
        ("九成半以上", "0.95 share"),
        ("三分之一", "1/3 share"),
        ("3分之2", "2/3 share"),
        ("不足一半", "0.5 share"),
        ("1个百分点", "0.01 share"),
        ("一个百分点", "0.01 share"),
        ("半个百分点", "0.005 share"),
        ("一个半百分点", "0.015 share"),
        ("5个点", "0.05 share"),
        ("百分之百", "1 share"),
        ("1/3", "1 plain, 3 plain, 1/3 share"),
        ("缺两项", "2 count"),
        ("三次以上", "3 count"),
        ("1,200件", "1200 count"),
        ("2份以内", "2 count"),
        ("deduct half a point", "0.5 points"),
        ("two and a half points", "2.5 points"),
        ("a point for each", "1 points"),
        ("below ninety-five percent", "0.95 share"),
        ("95 per cent", "0.95 share"),
        ("each percentage point", "0.01 share"),
        ("2 percentage points", "0.02 share"),
        ("a 5-point deduction", "5 points"),
        ("第三次起每次扣1分", "2 count, 1 points"),
        # what is no quantity
        ("违反《条例》第二十五条的", ""),
        ("违反《三十条意见》的", ""),
        ("开庭第3日前", ""),
        ("自2005年起", ""),
        ("2005年9月14日以后", ""),
        ("二〇〇五年", ""),
        ("9月底前", ""),
        ("沪司发〔2005〕12号文件", ""),
        ("见附件2", ""),
        ("A1.1的规定", ""),
        ("1.未公示的；2.未挂牌的", ""),
        ("（一）未公示的；（二）未挂牌的", ""),
        ("一、未公示的", ""),
        ("①未公示的；②未挂牌的", ""),
        ("一般情况，一律统一办理，一次性告知，十分满意", ""),
        ("缺其中之一的", ""),
        ("三五天", ""),
        ("部分材料，分别处理", ""),
        ("五分钟", "5 count"),
    ],
)
def test_the_numbers_that_a_text_states(text, expected):
    written = [f"{exact(one.value)} {one.unit.name.lower()}" for one in stated_numbers(text)]
    assert ", ".join(written) == expected


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("两千", 2000),
        ("一百一十", 110),
        ("二〇", 20),
        ("三五", None),
    ],
)
def test_chinese_numerals(numeral, value):
    assert chinese_value(numeral) == value


@pytest.mark.parametrize(
    "part", ["1", "一", "〇", "1、", "1,", "1.", "1分之", "《", "（1", " ", "\n", "第1、", "每", "最多", "twenty-"]
)
def test_a_long_text_is_read_soon_and_states_no_endless_number(part):
    started = perf_counter()
    assert all(one.value < 10**12 for one in stated_numbers(part * 5000))
    assert perf_counter() - started < 2


@given(
    st.text("扣分每第年月日条号一二十百千两半成之点个至到、，。；0123456789.%‰-/()（）①½²〇超过以上内起 \nab百half one")
)
def test_any_text_can_be_read(text):
    assert all(one.value >= 0 for one in stated_numbers(text))


def test_a_number_knows_the_words_around_it():
    (each, most) = stated_numbers("每项扣1分，最多扣3分。")
    assert (each.before, each.unit) == ("每项扣", Unit.POINTS)
    assert most.before == "最多扣"


# ---- clauses that agree with their numbers -------------------------------------------------------------------------

AGREE = [
    # fixed, all
    ("未挂牌的，扣2分。", 5, "2"),
    ("未挂牌的扣二分", 5, "2"),
    ("无投诉登记簿，扣半分。", 5, "0.5"),
    ("无投诉登记簿，扣一分半。", 5, "1.5"),
    ("制度未上墙（-0.5）", 5, "0.5"),
    ("未开展自查的，该项不得分。", 3, "3"),
    ("未开展自查的，全部扣完。", 3, "3"),
    ("未开展自查的，扣完本项分值。", 3, "3"),
    ("未开展自查的，记零分", 3, "3"),
    ("没有来访登记的，本子项目不得分。", 5, "all"),
    ("有方案但未落实的，得1分。", 3, "2"),
    ("方案不完整的，扣该项分值的50%。", 4, "2"),
    ("方案不完整的，扣一半分。", 4, "2"),
    # each
    ("每项扣1分，最多扣3分。", 5, "{each: 1, unit: 项, max: 3}"),
    ("每迟延1日扣0.5分", 5, "{each: 0.5, unit: 日}"),
    ("发现一处扣0.2分，扣完1分为止。", 3, "{each: 0.2, unit: 处, max: 1}"),
    ("每人次扣3分，扣完为止，不计负分。", 6, "{each: 3, unit: 人次, max: 6}"),
    ("少做一项扣1.0分，直至扣完", 2, "{each: 1, max: 2}"),
    ("得满分2分，否则每次每处扣0.5分，扣完为止。", 2, "{each: 0.5, max: 2}"),
    ("每处扣0.5分，累计不超过2分", 5, "{each: 0.5, max: 2}"),
    ("每处扣0.5分，以2分为限", 5, "{each: 0.5, max: 2}"),
    ("每处扣0.5分，2分封顶", 5, "{each: 0.5, max: 2}"),
    ("每次最多扣2分，合计扣分控制在6分", 10, "{each: 2, max: 6}"),
    (
        "抽查登记，要素不全的，1份以内不扣分，超过的每份扣0.2分，最多扣2分。",
        5,
        "{each: 0.2, unit: 份, max: 2, free: 1}",
    ),
    ("迟到两次以内不扣分，第三次起每次扣一分", 5, "{each: 1, unit: 次, free: 2}"),
    ("迟到三次以上的，每次扣1分", 5, "{each: 1, unit: 次, free: 2}"),
    ("1.未公示的；2.未挂牌的，每项扣1分", 5, "{each: 1}"),
    ("会议记录不规范、到会率未达80%的，每项每次扣0.5分。", 5, "{each: 0.5}"),
    ("按0.5分/个扣分", 5, "{each: 0.5, unit: 个}"),
    # missing
    ("应当公示的内容，每缺一项扣1分", 10, "{missing: 1, of: {a: 甲, b: 乙}}"),
    ("缺1个科室，扣0.5分。 ", 2, "{missing: 0.5, of: {a: 甲, b: 乙}}"),
    ("第1、2项，每缺1项扣1分，最多扣2分", 4, "{missing: 1, of: {a: 甲, b: 乙}, max: 2}"),
    ("材料不齐的扣1分", 4, "{missing: 1, of: {a: 甲}, max: 1}"),
    # range
    ("酌情扣1～3分", 5, "{range: [1, 3]}"),
    ("酌情扣1-3分，每次扣分为1分的整数倍", 5, "{range: [1, 3], step: 1}"),
    ("视程度扣0.5至2分，最多扣4分。", 6, "{range: [0.5, 2], step: 0.5, max: 4}"),
    ("酌情扣3分以内", 5, "{range: [0, 3]}"),
    ("酌情扣一至三分，以半分为一档", 5, "{range: [1, 3], step: 0.5}"),
    ("酌情扣分，扣完为止", 5, "{range: [0, 5]}"),
    ("酌情扣1至3分", 5, "{range: [1, 3], step: 1, max: 3}"),
    # levels
    ("扣2分；情节严重的扣5分", 5, "{levels: {一般: 2, 严重: 5}}"),
    ("首次发现扣1分，第二次扣2分", 5, "{levels: {首次: 1, 再次: 2}}"),
    ("每起扣1分，经催办后仍未落实的加倍扣分。", 5, "{levels: {一般: 1, 经催办: 2}}"),
    ("每例扣2分，造成严重影响的，每例加扣2分。", 5, "{levels: {一般: 2, 严重: 4}}"),
    ("到县、市、省、京的每例扣0.5、1、2、5分", 5, "{levels: {县: 0.5, 市: 1, 省: 2, 京: 5}}"),
    ("谈话提醒、书面检查、通报、处分的，分别扣0.5、1、2、5分", 5, "{levels: {谈话: 0.5, 书面: 1, 通报: 2, 处分: 5}}"),
    ("态度冷漠的，每人次扣1分；争吵的，每人次扣4分，最多扣6分", 6, "{levels: {冷漠: 1, 争吵: 4}, max: 6}"),
    ("一般的扣1分，严重的扣3分", 5, "{levels: {一般: 1, 严重: 3}, max: 3}"),
    ("轻微的扣1分，严重的最多扣3分", 5, "{levels: {轻微: 1, 严重: 3}, max: 3}"),
    ("轻微的扣1分，严重的最多扣5分，累计不超过8分", 8, "{levels: {轻微: 1, 严重: 5}, max: 8}"),
    # shortfall
    ("每季度至少3次，少一次扣1分", 5, "{below: 3, every: 1, points: 1, partial: exact}"),
    (
        "低于95%的，每低1个百分点扣0.5分，不足1个百分点的不扣",
        5,
        "{below: 95%, every: 1%, points: 0.5, partial: floor}",
    ),
    ("满意率不足九成的，每降一个百分点扣半分", 5, "{below: 90%, every: 1%, points: 0.5, partial: floor}"),
    ("低于百分之九十五的，每低百分之一扣一分", 5, "{below: 95%, every: 1%, points: 1, partial: exact}"),
    ("达到95%，每低百分点扣1分，最多扣3分", 5, "{below: 95%, every: 1%, points: 1, partial: floor, max: 3}"),
    ("覆盖率应达100%，每低10%扣0.5分", 5, "{below: 100%, every: 10%, points: 0.5, partial: floor}"),
    ("全部归档，每低5个点扣1分", 5, "{below: 100%, every: 5%, points: 1, partial: ceil}"),
    ("差错率不得超过5%，每超1个百分点扣1分", 5, "{below: 95%, every: 1%, points: 1, partial: floor}"),
    ("未达三分之一的，每低一个百分点扣1分", 5, "{below: 1/3, every: 1%, points: 1, partial: floor}"),
    ("人均培训不满20学时的，每少2学时扣0.5分", 5, "{below: 20, every: 2, points: 0.5, partial: floor}"),
    ("全年上报5次以上，每少一次扣1分", 5, "{below: 5, every: 1, points: 1, partial: exact}"),
    ("全年上报五次，少一次扣1分", 5, "{below: 5, every: 1, points: 1, partial: exact}"),
    ("测评低于60分的，每低10分扣1分", 5, "{below: 60, every: 10, points: 1, partial: floor}"),
    # proportion
    ("旁听庭审少于8次的，按未完成的比例扣分。", 4, "{proportion_of: 8}"),
    ("按完成比例得分", 4, "{proportion_of: 100%}"),
    # bands
    (
        "接通率90%以上的不扣分，70%以上不满90%的扣1分，不满70%的扣2分。",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 70%, points: 1}, {from: 0%, points: 2}]}",
    ),
    (
        "95%以上不扣分；90%-95%扣1分；90%以下扣3分",
        5,
        "{bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 3}]}",
    ),
    (
        "≥95%不扣；90~95%扣1分；<90%扣3分",
        5,
        "{bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 3}]}",
    ),
    (
        "九成五以上不扣分，九成以上不满九成五扣一分，其余扣两分",
        5,
        "{bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 2}]}",
    ),
    (
        "≥90%，得2分；≥85%，＜90%，得1分；＜85%，不得分。",
        4,
        "{bands: [{from: 90%, points: 2}, {from: 85%, points: 3}, {from: 0%, points: 4}]}",
    ),
    (
        "在岗5名以上的不扣分，4名的扣1分，不满4名的扣3分",
        5,
        "{bands: [{from: 5, points: 0}, {from: 4, points: 1}, {from: 0, points: 3}]}",
    ),
    ("超过4人不扣分，4人以下扣1分", 5, "{bands: [{from: 5, points: 0}, {from: 0, points: 1}]}"),
    ("没有组织培训的扣2分", 5, "{bands: [{from: 1, points: 0}, {from: 0, points: 2}]}"),
    # as they stand in score sheets of other fields
    ("标志缺失的，每处扣0.5分", 5, "{each: 0.5, unit: 处}"),
    ("标志不合规范的，本条不得分", 2, "all"),
    ("每低于100%一个百分点扣1分", 5, "{below: 100%, every: 1%, points: 1, partial: floor}"),
    ("每下降10%扣1分", 5, "{below: 100%, every: 10%, points: 1, partial: floor}"),
    ("质量检查少于2次的，每少1次扣2.5分", 5, "{below: 2, every: 1, points: 2.5, partial: exact}"),
    (
        "面积100平方米以上不扣分，80平方米以上不足100平方米扣1分，不足80平方米扣2分",
        5,
        "{bands: [{from: 100, points: 0}, {from: 80, points: 1}, {from: 0, points: 2}]}",
    ),
    ("无故迟到或早退每人次扣0.1分", 5, "{each: 0.1, unit: 人次}"),
    ("无35周岁及以下人员的，扣0.5分", 5, "0.5"),
    ("三年以上未培训的，扣5分，每多一年加扣1分", 10, "{levels: {三年: 5, 四年: 6}}"),
    ("受警告的每人扣0.5分，受撤职的每人扣1分，受开除的每人扣2分", 5, "{levels: {警告: 0.5, 撤职: 1, 开除: 2}}"),
    ("每月巡查2次以上，未达要求扣1分", 5, "1"),
    ("全年开展志愿服务8次，每少一次扣0.5分", 5, "{below: 8, every: 1, points: 0.5, partial: exact}"),
    ("负全责扣15分、主责10分、同等5分、次责3分", 15, "{levels: {全责: 15, 主责: 10, 同等: 5, 次责: 3}}"),
    ("缺1个工作面扣5分，1处疏漏扣1分，未经批准1次扣2分", 10, "{levels: {缺: 5, 疏漏: 1, 未批: 2}}"),
    ("延期1次扣5分，在此基础上每延期1个月加扣2分，3个月以上记为0分", 15, "{levels: {延期: 5, 一月: 7, 三月: 15}}"),
    ("第一个错误扣2分，第二个及以后各扣1分，扣完为止", 6, "{levels: {首个: 2, 其后: 1}, max: 6}"),
    ("一次未反馈的扣2分，反馈不及时的扣1分，扣完为止", 5, "{levels: {未反馈: 2, 不及时: 1}}"),
    ("完好率不低于 95%，每降低 1 个百\n分点扣 0.5 分", 5, "{below: 95%, every: 1%, points: 0.5, partial: floor}"),
    ("故障率不高于5%，每增加1个百分点扣0.5分", 5, "{below: 95%, every: 1%, points: 0.5, partial: floor}"),
    ("误差在2%以内不扣分，超过2%的每增1%扣1分", 5, "{below: 98%, every: 1%, points: 1, partial: ceil}"),
    (
        "成功率≥99.5%不扣；99.0%–99.49%扣1分；<99%扣3分",
        5,
        "{bands: [{from: 99.5%, points: 0}, {from: 99%, points: 1}, {from: 0%, points: 3}]}",
    ),
    ("3项内容全公开得3分，每缺1项扣1分", 3, "{missing: 1, of: {a: 甲, b: 乙, c: 丙}}"),
    ("全公开得3分，仅公开总额得1分，未公开0分", 3, "{levels: {仅总额: 2, 未公开: 3}}"),
    ("未在限期内整改的按0.5分/个扣分，两个周期内未整改的扣1分", 5, "{levels: {限期: 0.5, 两期: 1}}"),
    ("每发生1起投诉扣0.5分，经查属实的扣2分，累计扣分以本项分值为限", 4, "{levels: {投诉: 0.5, 属实: 2}, max: 4}"),
    ("逾期1至5日扣0.5分，6至10日扣1分，10日以上扣2分", 5, "{levels: {五日: 0.5, 十日: 1, 十日以上: 2}}"),
    ("每逾期一周扣1分，不足一周按一周计，最高扣4分", 5, "{each: 1, unit: 周, max: 4}"),
    ("抽查10份档案，每发现1份不合格扣0.5分，扣完5分为止", 8, "{each: 0.5, unit: 份, max: 5}"),
    ("抽查5份以上卷宗，3份以上不合格的，扣3分", 5, "3"),
    ("满意度在85分以下的，每低1分扣0.2分", 5, "{below: 85, every: 1, points: 0.2, partial: exact}"),
    (
        "测评得分80分（含）以上不扣分，70—79分扣1分，69分以下扣2分",
        5,
        "{bands: [{from: 80, points: 0}, {from: 70, points: 1}, {from: 0, points: 2}]}",
    ),
    ("群众满意率95%（含95%）以上得满分，每下降2%扣1分", 5, "{below: 95%, every: 2%, points: 1, partial: floor}"),
    (
        "年人均办案30件（含）以上不扣分，20－29件扣1分，20件以下扣2分",
        5,
        "{bands: [{from: 30, points: 0}, {from: 20, points: 1}, {from: 0, points: 2}]}",
    ),
    ("情节轻微的扣1—2分，情节较重的扣3—5分", 5, "{range: [1, 5]}"),
    ("根据情节扣0.5分、1分、1.5分", 5, "{range: [0.5, 1.5], step: 0.5}"),
    ("每项各计1分，缺一项扣一分", 4, "{missing: 1, of: {a: 甲, b: 乙}}"),
    ("发现1例扣10分（本项20分）", 20, "{each: 10, unit: 例}"),
    ("出现一例未处理扣2分（5分）", 5, "{each: 2, unit: 例, max: 5}"),
    ("查阅2005年1月1日以来的案卷20份，每份不合格扣0.5分", 5, "{each: 0.5, unit: 份}"),
    (
        "接待场所未公示下列内容的，每缺一项扣0.5分，最多扣4分：（1）法律援助条件；（2）范围；（3）申请程序。",
        5,
        "{missing: 0.5, of: {a: 甲, b: 乙, c: 丙}, max: 4}",
    ),
    ("材料齐全之日起超过30日未作决定，案卷中又没有延期理由的，每件扣1.5分，最多扣4.5分。", 6, "{each: 1.5, max: 4.5}"),
    (
        "十人以上群体性案件，受理后3个工作日内未报司法局，或者未组织讨论确定办案方案的，每件扣1分，最多扣2分",
        4,
        "{each: 1, max: 2}",
    ),
    ("每年典型案例少于2篇的，每少1篇扣0.5分", 2, "{below: 2, every: 1, points: 0.5, partial: exact}"),
    (
        "对街道法律援助工作站，每年未培训或者未检查的，每站扣0.2分，最多扣1分；转来的申请5个工作日内未处理的，每件扣0.5分",
        5,
        "{levels: {未培训: 0.2, 未处理: 0.5}, max: 1}",
    ),
    (
        "（1）询问不应答的，每人次扣1分；（2）对职责范围内的事项不接待又不引导的，每人次扣2分；（3）与来访人争吵的，每人次扣3分。最多扣6分；同一次接待只按最重一项。",
        6,
        "{levels: {不应答: 1, 不引导: 2, 争吵: 3}, max: 6}",
    ),
    (
        "法院在开庭10日前送达指定辩护通知书，本中心未在开庭3日前回复承办人员名单的，每件扣1分，最多扣3分；法院迟送的，以收到后3日内回复为准。",
        5,
        "{each: 1, max: 3}",
    ),
    (
        "优秀率达到30%以上的不扣分，20%至30%的扣1分，10%至20%的扣2分，不足10%的扣3分",
        5,
        "{bands: [{from: 30%, points: 0}, {from: 20%, points: 1}, {from: 10%, points: 2}, {from: 0%, points: 3}]}",
    ),
    (
        "差错率1%以内不扣分，1%以上3%以内扣1分，3%以上扣2分",
        5,
        "{bands: [{from: 99%, points: 0}, {from: 97%, points: 1}, {from: 0%, points: 2}]}",
    ),
    ("满意率每低于90%1个百分点扣0.5分，低于60%的本项不得分", 5, "{below: 90%, every: 1%, points: 0.5, partial: floor}"),
    (
        "满意率低于90%的，每下降1个百分点扣0.2分，低于80%的，每下降1个百分点扣0.5分",
        5,
        "{below: 90%, every: 1%, points: 0.2, partial: floor}",
    ),
    ("培训时间每少于规定（24学时）2学时扣0.5分", 3, "{below: 24, every: 2, points: 0.5, partial: floor}"),
    (
        "全年宣传不少于12次，每月不少于1次，每少1次扣0.5分，最多扣3分",
        5,
        "{below: 12, every: 1, points: 0.5, partial: exact, max: 3}",
    ),
    (
        "配备专职人员5人以上的，不扣分；3至4人的，扣1分；不足3人的，扣2分",
        4,
        "{bands: [{from: 5, points: 0}, {from: 3, points: 1}, {from: 0, points: 2}]}",
    ),
    ("人员配备5人以上不扣分，每少1人扣1分", 4, "{below: 5, every: 1, points: 1, partial: exact}"),
    ("未配备的扣3分，配备不足的扣1至2分", 3, "{levels: {未配备: 3, 配备不足: 2}}"),
    ("视情节轻重扣0.5分至3分，以0.5分为单位", 3, "{range: [0.5, 3], step: 0.5}"),
    ("2次及以上迟到的，每次扣0.5分", 2, "{each: 0.5, free: 1}"),
    ("前2次免于扣分，第3次起每次扣0.5分，最高扣2分", 4, "{each: 0.5, free: 2, max: 2}"),
    ("迟到3次以内不扣分，3次以上的每次扣0.5分", 4, "{each: 0.5, free: 3}"),
    (
        "结案率≥90%得满分（5分）；每降低5个百分点扣1分，扣完为止",
        5,
        "{below: 90%, every: 5%, points: 1, partial: floor}",
    ),
    (
        "按期办结率100%得5分；99%—95%得4分；95%以下不得分",
        5,
        "{bands: [{from: 100%, points: 0}, {from: 95%, points: 1}, {from: 0%, points: 5}]}",
    ),
    (
        "一般问题扣1分，较大问题扣2分，重大问题扣5分，同类问题最多扣8分",
        10,
        "{levels: {一般问题: 1, 较大问题: 2, 重大问题: 5}, max: 8}",
    ),
    ("情节较轻的扣2分，情节较重的，扣5分，造成严重后果的本项不得分", 10, "{levels: {较轻: 2, 较重: 5, 严重后果: 10}}"),
    (
        "超期1—3天的扣0.5分，超期4—7天的扣1分，超期7天以上的扣2分",
        5,
        "{levels: {一至三天: 0.5, 四至七天: 1, 七天以上: 2}}",
    ),
    ("每超过规定期限1天扣0.1分", 2, "{each: 0.1, unit: 天}"),
    ("抽查20份卷宗，发现1份不合格扣0.5分，不合格超过5份的，本项不得分", 5, "{each: 0.5, unit: 份}"),
    ("制度不健全的扣2分，每缺1项扣0.5分", 2, "{missing: 0.5, of: {a: 甲, b: 乙, c: 丙, d: 丁}, max: 2}"),
    ("无正当理由拒绝的，每次扣3分；3次以上的，本项不得分", 9, "{each: 3, unit: 次}"),
    (
        "通过率达85%（含）不扣分，每低1%扣0.5分，最多扣5分",
        5,
        "{below: 85%, every: 1%, points: 0.5, partial: floor, max: 5}",
    ),
    ("旁听庭审不足10次的，按实际次数占10次的比例计分", 4, "{proportion_of: 10}"),
    ("回访率不低于30%，按回访率与30%之比计分", 4, "{proportion_of: 30%}"),
    (
        "未建立投诉制度的扣1分；投诉未在5日内答复的，每件扣0.5分，合计最多扣2分",
        4,
        "{levels: {未建立: 1, 未答复: 0.5}, max: 2}",
    ),
    (
        "口头警告的，扣1分/次；书面警告的，扣3分/次；累计扣分不超过6分",
        6,
        "{levels: {口头警告: 1, 书面警告: 3}, max: 6}",
    ),
    ("甲级扣1分、乙级扣2分、丙级扣3分", 5, "{levels: {甲级: 1, 乙级: 2, 丙级: 3}}"),
    ("丙级扣3分、乙级扣2分、甲级扣1分", 5, "{levels: {甲级: 1, 乙级: 2, 丙级: 3}}"),
    ("扣1分（轻微），扣3分（严重）", 5, "{levels: {轻微: 1, 严重: 3}}"),
    ("轻微、一般、严重的，每件分别扣0.5分、1分、2分", 5, "{levels: {轻微: 0.5, 一般: 1, 严重: 2}}"),
    ("出现1件错案扣2分，2件扣4分，3件及以上不得分", 10, "{levels: {一件: 2, 二件: 4, 三件: 10}}"),
    ("满意度测评低于80分的，每低5分扣1分，不足5分按5分计", 5, "{below: 80, every: 5, points: 1, partial: ceil}"),
    (
        "测评80分以上的不扣分，60分以上不满80分的扣2分，不满60分的扣5分",
        5,
        "{bands: [{from: 80, points: 0}, {from: 60, points: 2}, {from: 0, points: 5}]}",
    ),
    # English
    ("Deduct half a point for each missing notice, at most two points.", 5, "{each: 0.5, max: 2}"),
    (
        "For each case below 20, deduct 0.5 points, at most 3 points.",
        5,
        "{below: 20, every: 1, points: 0.5, partial: exact, max: 3}",
    ),
    (
        "Response rate 90% or more: no deduction; 80% to below 90%: 1 point; below 80%: 2 points",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 80%, points: 1}, {from: 0%, points: 2}]}",
    ),
    (
        "Below 95%: half a point for every 2 percentage points",
        5,
        "{below: 95%, every: 2%, points: 0.5, partial: floor}",
    ),
    ("minor 1 point, serious 3 points", 5, "{levels: {minor: 1, serious: 3}}"),
    ("1 point if minor, 3 points if serious", 5, "{levels: {minor: 1, serious: 3}}"),
    (
        "Each missing notice costs 1 point; no more than 4 points altogether",
        5,
        "{missing: 1, of: {a: x, b: y, c: z, d: u, e: v}, max: 4}",
    ),
    ("Two late cases are free; each further one costs half a point", 5, "{each: 0.5, free: 2}"),
    ("One point for each percentage point below 95 per cent.", 5, "{below: 95%, every: 1%, points: 1, partial: floor}"),
    ("Deduct 2 for each late case, up to 6 points", 10, "{each: 2, max: 6}"),
    ("The sub-item earns no points.", 3, "3"),
    ("1 to 3 points, in steps of half a point", 5, "{range: [1, 3], step: 0.5}"),
]


@pytest.mark.parametrize(("text", "points", "deduct"), AGREE)
def test_a_clause_that_agrees_is_silent(text, points, deduct):
    assert missed(text, points, deduct) == ""


# ---- clauses with one number that differs --------------------------------------------------------------------------

DIFFER = [
    # fixed
    ("未挂牌的，扣2分。", 5, "1", "fixed 1"),
    ("未挂牌的扣三分", 5, "2", "fixed 2"),
    ("无投诉登记簿，扣半分。", 5, "5", "fixed 5"),
    ("无投诉登记簿，扣一分半。", 5, "1", "fixed 1"),
    ("未开展自查的，扣完本项分值。", 3, "2", "fixed 2"),
    ("有方案但未落实的，得1分。", 4, "2", "fixed 2"),
    ("未挂牌的，扣分。", 5, "2", "fixed 2"),
    ("违反条例第二十五条的，扣2分", 30, "25", "fixed 25"),
    ("2005年起未建立制度的，扣1分", 10, "5", "fixed 5"),
    ("未在开庭3日前回复法院的，扣1分", 5, "3", "fixed 3"),
    ("未在收到通知第3日前回复的，扣1分", 5, "3", "fixed 3"),
    ("1.未公示的；2.未挂牌的，扣0.5分", 5, "2", "fixed 2"),
    ("一般情况下未一次性告知的，扣2分", 5, "1", "fixed 1"),
    ("迟到五分钟以上的，扣1分", 5, "5", "fixed 5"),
    # each
    ("每项扣1分，最多扣3分。", 5, "{each: 1, max: 2}", "max 2"),
    ("每处扣2分，最多扣4分", 10, "{each: 2, max: 2}", "max 2"),
    ("每处扣1分，最多扣1分", 5, "{each: 1, max: 2}", "max 2"),
    ("每处扣2分", 5, "{each: 2, max: 2}", "max 2"),
    ("每处扣1分", 5, "{each: 1, max: 3}", "max 3"),
    ("每项扣1分，最多扣3分。", 5, "{each: 3, max: 3}", "each 3"),
    ("每迟延1日扣0.5分", 5, "{each: 1, unit: 日}", "each 1"),
    ("每迟延3日扣1分", 5, "{each: 3}", "each 3"),
    ("发现一处扣0.2分，扣完1分为止。", 3, "{each: 0.5, max: 1}", "each 0.5"),
    ("每处扣0.5分，累计不超过2分", 5, "{each: 0.5, max: 1.5}", "max 1.5"),
    ("每份扣0.2分，最多扣2分。", 5, "{each: 0.2, unit: 份, max: 2, free: 1}", "free 1"),
    ("2份以内不扣分，超过的每份扣0.2分，最多扣3分。", 5, "{each: 0.2, unit: 份, max: 3, free: 1}", "free 1"),
    ("第三次起每次扣一分", 5, "{each: 1, unit: 次, free: 3}", "free 3"),
    # missing
    ("应当公示的内容，每缺一项扣1分", 10, "{missing: 2, of: {a: 甲, b: 乙}}", "missing 2"),
    ("每缺两项扣1分", 10, "{missing: 2, of: {a: 甲, b: 乙}}", "missing 2"),
    ("每缺一项扣0.5分，最多扣3分。", 5, "{missing: 0.5, of: {a: 甲}, max: 2.5}", "max 2.5"),
    # range
    ("酌情扣1～3分", 5, "{range: [1, 4]}", "range.1 4"),
    ("酌情扣1～3分", 5, "{range: [0.5, 3]}", "range.0 0.5"),
    ("酌情扣1至3分", 5, "{range: [1, 3], step: 0.5}", "step 0.5"),
    ("视程度扣0.5至2分，最多扣4分。", 6, "{range: [0.5, 2], step: 0.5, max: 5}", "max 5"),
    # levels
    ("扣2分；情节严重的扣5分", 5, "{levels: {一般: 2, 严重: 4}}", "levels.严重 4"),
    ("首次发现扣1分，第二次扣3分", 5, "{levels: {首次: 1, 再次: 2}}", "levels.再次 2"),
    ("分别扣0.5、1、2、5分", 5, "{levels: {谈话: 0.5, 书面: 1, 通报: 3, 处分: 5}}", "levels.通报 3"),
    ("冷漠的，每人次扣1分；争吵的，每人次扣4分，最多扣6分", 6, "{levels: {冷漠: 1, 争吵: 4}, max: 5}", "max 5"),
    ("每例扣2分，造成严重影响的，每例加扣2分。", 6, "{levels: {一般: 2, 严重: 5}}", "levels.严重 5"),
    # shortfall
    ("低于95%的，每低1个百分点扣0.5分", 5, "{below: 90%, every: 1%, points: 0.5, partial: floor}", "below 90%"),
    ("低于95%的，每低1个百分点扣0.5分", 5, "{below: 95%, every: 2%, points: 0.5, partial: floor}", "every 2%"),
    ("低于95%的，每低5个百分点扣0.5分", 5, "{below: 95%, every: 5%, points: 5, partial: floor}", "points 5"),
    ("满意率不足九成的，每降一个百分点扣半分", 5, "{below: 95%, every: 1%, points: 0.5, partial: floor}", "below 95%"),
    ("达到95%，每低百分点扣1分，最多扣3分", 5, "{below: 95%, every: 1%, points: 1, partial: floor, max: 2}", "max 2"),
    ("不满20学时的，每少2学时扣0.5分", 5, "{below: 24, every: 2, points: 0.5, partial: floor}", "below 24"),
    ("差错率不得超过5%，每超1个百分点扣1分", 5, "{below: 90%, every: 1%, points: 1, partial: floor}", "below 90%"),
    ("未达三分之一的，每低一个百分点扣1分", 5, "{below: 1/2, every: 1%, points: 1, partial: floor}", "below 1/2"),
    ("2005年起低于九成的，每低1个百分点扣1分", 5, "{below: 5%, every: 1%, points: 1, partial: floor}", "below 5%"),
    # proportion
    ("旁听庭审少于8次的，按未完成的比例扣分。", 4, "{proportion_of: 10}", "proportion_of 10"),
    # bands
    (
        "接通率90%以上的不扣分，70%以上不满90%的扣1分，不满70%的扣2分。",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 75%, points: 1}, {from: 0%, points: 2}]}",
        "bands.1.from 75%",
    ),
    (
        "接通率90%以上的不扣分，70%以上不满90%的扣1分，不满70%的扣2分。",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 70%, points: 1}, {from: 0%, points: 3}]}",
        "bands.2.points 3",
    ),
    (
        "≥90%，得2分；≥85%，＜90%，得1分；＜85%，不得分。",
        4,
        "{bands: [{from: 90%, points: 2}, {from: 85%, points: 3.5}, {from: 0%, points: 4}]}",
        "bands.1.points 3.5",
    ),
    ("超过4人不扣分，4人以下扣1分", 5, "{bands: [{from: 6, points: 0}, {from: 0, points: 1}]}", "bands.0.from 6"),
    # a number that the clause has, but for something else
    ("每项扣1分，最多扣3分。", 5, "{each: 1, max: 5}", "max 5"),
    ("一般的扣1分，严重的扣3分，最多扣5分", 5, "{levels: {一般: 1, 严重: 3}, max: 3}", "max 3"),
    ("一般的扣1分，严重的扣3分，最多扣5分", 5, "{levels: {一般: 1, 严重: 5}, max: 5}", "levels.严重 5"),
    ("一般的扣1分，较重的扣2分，严重的扣3分", 5, "{levels: {一般: 1, 较重: 3, 严重: 3}}", "levels.较重 3"),
    ("每卷视程度扣0.5至2分，最多扣4分", 6, "{range: [0.5, 4], step: 0.5, max: 4}", "range.1 4"),
    (
        "不满70%的扣2分，70%以上不满90%的扣1分，90%以上的不扣分",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 70%, points: 2}, {from: 0%, points: 2}]}",
        "bands.1.points 2",
    ),
    ("不满20学时的，每少2学时扣0.5分", 5, "{below: 20, every: 1, points: 0.5, partial: floor}", "every 1"),
    (
        "5名以上的不扣分，4名的扣1分，其余扣2分",
        5,
        "{bands: [{from: 5, points: 0}, {from: 2, points: 1}, {from: 0, points: 2}]}",
        "bands.1.from 2",
    ),
    # a number of the clause that states another role: steps, limits, bands in turn, levels by their names, free ones
    ("低于95%的，每低1个百分点扣0.5分", 5, "{below: 95%, every: 95%, points: 0.5, partial: floor}", "every 95%"),
    (
        "低于95%的，每低1个百分点扣0.5分，不足1个百分点的不扣",
        5,
        "{below: 1%, every: 1%, points: 0.5, partial: floor}",
        "below 1%",
    ),
    ("比例低于95%的，每低5个百分点扣1分", 5, "{below: 100%, every: 5%, points: 1, partial: ceil}", "below 100%"),
    ("不满20学时的，每少2学时扣0.5分", 5, "{below: 2, every: 20, points: 0.5, partial: floor}", "below 2, every 20"),
    ("测评低于60分的，每低10分扣1分", 5, "{below: 60, every: 10, points: 10, partial: floor}", "points 10"),
    ("全年上报五次，少一次扣1分", 5, "{below: 1, every: 1, points: 1, partial: exact}", "below 1"),
    (
        "90%以上的不扣分，70%以上不满90%的扣1分，不满70%的扣2分",
        5,
        "{bands: [{from: 70%, points: 0}, {from: 70%, points: 1}, {from: 0%, points: 2}]}",
        "bands.0.from 70%",
    ),
    (
        "90%以上的不扣分，70%以上不满90%的扣1分，不满70%的扣2分",
        5,
        "{bands: [{from: 90%, points: 0}, {from: 70%, points: 2}, {from: 0%, points: 1}]}",
        "bands.1.points 2, bands.2.points 1",
    ),
    (
        "差错率2%以内不扣分，2%以上5%以内扣1分，5%以上扣2分",
        5,
        "{bands: [{from: 98%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 2}]}",
        "bands.1.from 90%",
    ),
    (
        "冷漠的，每人次扣1分；争吵的，每人次扣4分",
        6,
        "{levels: {冷漠: 4, 争吵: 1}}",
        "levels.冷漠 4, levels.争吵 1",
    ),
    ("轻微的扣1分，严重的最多扣5分，累计不超过8分", 8, "{levels: {轻微: 1, 严重: 8}}", "levels.严重 8"),
    ("视程度扣0.5至2分", 5, "{range: [0.5, 2], step: 2}", "step 2"),
    ("每处扣0.5分，扣完为止", 5, "{each: 0.5, max: 0.5}", "max 0.5"),
    ("3次以上的，每次扣1分", 5, "{each: 1, free: 3}", "free 3"),
    ("3项内容全公开得3分，每缺1项扣1分", 5, "{missing: 3, of: {a: 甲, b: 乙, c: 丙}}", "missing 3"),
    # English
    ("Deduct half a point for each missing notice, at most two points.", 5, "{each: 0.5, max: 3}", "max 3"),
    (
        "Below 95%: half a point for every 2 percentage points",
        5,
        "{below: 2%, every: 2%, points: 0.5, partial: floor}",
        "below 2%",
    ),
    ("minor 1 point, serious 3 points", 5, "{levels: {minor: 3, serious: 1}}", "levels.minor 3, levels.serious 1"),
    (
        "One point for each percentage point below 95 per cent.",
        5,
        "{below: 90%, every: 1%, points: 1, partial: floor}",
        "below 90%",
    ),
    ("Deduct 2 points for each case later than 5 working days", 10, "{each: 5}", "each 5"),
]


@pytest.mark.parametrize(("text", "points", "deduct", "expected"), DIFFER)
def test_a_clause_that_differs_has_its_number_named(text, points, deduct, expected):
    assert missed(text, points, deduct) == expected


@pytest.mark.parametrize(
    ("deduct", "expected"),
    [
        ("2", "fixed 2"),
        ("all", ""),
        ("{each: 0.5, max: 2, free: 1}", "each 0.5, free 1, max 2"),
        ("{missing: 1, of: {a: 甲}, max: 2}", "missing 1, max 2"),
        ("{range: [1, 3], step: 0.5}", "range.0 1, range.1 3, step 0.5"),
        ("{levels: {轻: 1, 重: 3}}", "levels.轻 1, levels.重 3"),
        ("{below: 20, every: 2, points: 1, partial: exact}", "below 20, every 2, points 1"),
        ("{below: 95%, every: 1%, points: 1, partial: exact}", "below 95%, every 1%, points 1"),
        ("{proportion_of: 8}", "proportion_of 8"),
        ("{bands: [{from: 90%, points: 0}, {from: 0%, points: 3}]}", "bands.0.from 90%, bands.1.points 3"),
    ],
)
def test_a_text_without_numbers_states_none_of_them(deduct, expected):
    assert missed("酌情处理", 5, deduct) == expected


# ---- what stands beside the clause ---------------------------------------------------------------------------------

SHORTFALL = "{below: 90%, every: 1%, points: 0.5, partial: floor}"


@pytest.mark.parametrize(
    ("text", "requirement", "expected"),
    [
        ("每降低1个百分点扣0.5分", "设备完好率不低于90%", ""),
        ("每降低1个百分点扣0.5分", "设备完好率不低于95%", "below 90%"),
        ("每降低1个百分点扣0.5分", "设备完好", "below 90%"),
        ("每降低1个百分点扣0.5分", "设备完好率不低于九成", ""),
        ("低于95%的，每低1个百分点扣0.5分", "设备完好率不低于90%", "below 90%"),
    ],
)
def test_a_limit_may_be_left_to_the_requirement(text, requirement, expected):
    assert missed(text, 5, SHORTFALL, requirement) == expected


@pytest.mark.parametrize(
    ("text", "most", "add", "expected"),
    [
        ("经验在全市推广的，每项加1分，最多加2分。", 3, "{each: 1, max: 2}", ""),
        ("经验在全市推广的，每项加1分。", 2, "{each: 1, max: 2}", ""),
        ("经验在全市推广的，每项加1分。", None, "{each: 1, max: 2}", "max 2"),
        ("市级加1分，国家级加两分", None, "{levels: {市级: 1, 国家级: 2}}", ""),
        ("分别加1－4分", None, "{levels: {县级: 1, 市级: 2, 省级: 3, 国家级: 4}}", ""),
        ("获奖的，加半分", 3, "1", "fixed 1"),
    ],
)
def test_bonus_rules(text, most, add, expected):
    assert missed_in_bonus(text, most, add) == expected


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_standards_are_silent(path):
    standard = read(path.read_text(encoding="utf-8"), Standard)
    for _, sub_item in standard.sub_items():
        for rule in sub_item.rules:
            assert list(unstated(rule.text, rule.deduct, sub_item.points)) == [], rule.id
    for rule in standard.bonus.rules:
        assert list(unstated(rule.text, rule.add, standard.bonus.max)) == [], rule.id

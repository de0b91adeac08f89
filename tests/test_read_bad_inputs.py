"""Bad, hostile and odd inputs, by their numbers in the list that the project was given: what is said, and where."""

import time

import pytest
from checked import codes, finding, record, said


def more(lines):
    """A record with more lines, from line 8 on."""
    return record("findings: []\n" + lines)


def count(written):
    return finding("rule: A1.1", f"count: {written}")


def note(written):
    return finding("rule: A1.1", f"note: {written}")


def value(written):
    return finding("rule: A2.1", f"value: {written}")


def day(written):
    return record("findings: []\n", ("2005-09-14", written))


ROWS = [
    ("Y001", record("findings:\n  - rule: A1.1\nfindings: []\n"), [(9, 1, "duplicate-key")]),
    ("Y002", finding("{rule: A1.1, count: 1, count: 3}"), [(8, 28, "duplicate-key")]),
    (
        "Y003",
        more("1: a\n'1': b\n1.0: c\ntrue: d\n"),
        [(8, 1, "unknown-key"), (9, 1, "duplicate-key"), (10, 1, "unknown-key"), (11, 1, "unknown-key")],
    ),
    ("Y004", more("on: 1\nyes: 2\n"), [(8, 1, "unknown-key"), (9, 1, "unknown-key")]),
    ("Y005", more("center\u200b: x\n"), [(8, 7, "forbidden-character")]),
    ("Y005", more("center\u3000: x\n"), [(8, 1, "unknown-key")]),
    ("Y005", more("cen ter: x\n"), [(8, 1, "unknown-key")]),
    ("Y006", more("中心: x\n"), [(8, 1, "unknown-key")]),
    ("Y013", more("<<: {a: 1}\n"), [(8, 1, "merge-key")]),
    ("Y015", note("*重点*"), [(9, 11, "special-character")]),
    ("Y015", note("*x"), [(9, 11, "anchor-or-alias")]),
    ("Y016", note("&地面"), [(9, 11, "special-character")]),
    ("Y016", note("!注意"), [(9, 11, "special-character")]),
    ("Y016", note("%5"), [(9, 11, "special-character")]),
    ("Y016", note("@张三"), [(9, 11, "special-character")]),
    ("Y016", note("`x`"), [(9, 11, "special-character")]),
    ("Y016", note("|"), [(9, 11, "empty-text")]),
    ("Y016", note(">"), [(9, 11, "empty-text")]),
    ("Y016", note("- x"), [(9, 11, "special-character")]),
    ("Y016", note("&x"), [(9, 11, "anchor-or-alias")]),
    ("Y016", note("!x"), [(9, 11, "tag")]),
    ("Y016", note("? x"), [(9, 11, "special-character")]),
    ("Y016", note(", x"), [(9, 11, "special-character")]),
    ("Y016", note("] x"), [(9, 11, "special-character")]),
    ("Y016", note("} x"), [(9, 11, "special-character")]),
    ("Y016", note("%x"), [(9, 11, "special-character")]),
    ("Y016", note("[x] y"), [(9, 11, "expected-text"), (9, 15, "text-after-bracket")]),
    ("Y016", note("{x} y"), [(9, 11, "expected-text"), (9, 13, "missing-value"), (9, 15, "text-after-bracket")]),
    ("Y017", note('"A区"有积水'), [(9, 15, "text-after-quote")]),
    ("Y017", note("'95%' 合格"), [(9, 17, "text-after-quote")]),
    ("Y017", finding('{rule: A1.1, note: "A区"有积水}'), [(8, 28, "text-after-quote")]),
    ("Y017", more('inspectors: ["a" b]\n'), [(8, 18, "text-after-quote")]),
    ("Y020", more("visit: NO\n"), []),
    ("Y021", count("yes"), [(9, 12, "not-a-whole-number")]),
    ("Y021", count("on"), [(9, 12, "not-a-whole-number")]),
    ("Y022", finding("rule: 1.10"), [(8, 11, "unknown-rule")]),
    ("Y023", finding("rule: 010"), [(8, 11, "unknown-rule")]),
    ("Y023", finding("rule: 1:10"), [(8, 11, "not-an-id")]),
    ("Y023", finding("rule: 1_0"), [(8, 11, "unknown-rule")]),
    ("Y023", finding("rule: 1.2e+3"), [(8, 11, "not-an-id")]),
    ("Y023", finding("rule: 0x1F"), [(8, 11, "unknown-rule")]),
    ("Y023", finding("rule: 0b11"), [(8, 11, "unknown-rule")]),
    ("Y024", count("010"), [(9, 12, "leading-zero")]),
    ("Y024", count("0o10"), [(9, 12, "not-a-whole-number")]),
    ("Y024", count("08"), [(9, 12, "leading-zero")]),
    ("Y025", value("12:30"), [(9, 12, "not-a-quantity")]),
    ("Y025", value("1:30:00"), [(9, 12, "not-a-quantity")]),
    ("Y025", value("190:20:30.15"), [(9, 12, "not-a-quantity")]),
    ("Y026", count("1" + ":59" * 64000), [(9, 12, "text-too-long")]),
    ("Y027", value("1e3"), [(9, 12, "not-a-quantity")]),
    ("Y027", value("1.5e3"), [(9, 12, "not-a-quantity")]),
    ("Y027", value("-.5"), [(9, 12, "not-a-quantity")]),
    ("Y027", value(".5"), [(9, 12, "not-a-quantity")]),
    ("Y027", value("5."), [(9, 12, "not-a-quantity")]),
    ("Y027", value("1E5"), [(9, 12, "not-a-quantity")]),
    ("Y027", value("1.5e+3"), [(9, 12, "not-a-quantity")]),
    ("Y028", value(".inf"), [(9, 12, "not-finite")]),
    ("Y028", value("-.inf"), [(9, 12, "not-finite")]),
    ("Y028", value(".nan"), [(9, 12, "not-finite")]),
    ("Y028", value("nan"), [(9, 12, "not-finite")]),
    ("Y028", value("Infinity"), [(9, 12, "not-finite")]),
    ("Y029", value("1.5e+400"), [(9, 12, "not-a-quantity")]),
    ("Y029", value("1.5e-400"), [(9, 12, "not-a-quantity")]),
    ("Y030", value("0.1000000000000000055"), [(9, 12, "number-too-long")]),
    ("Y031", count("1_000"), [(9, 12, "not-a-whole-number")]),
    ("Y032", count("1,000"), [(9, 12, "not-a-whole-number")]),
    ("Y032", count("1，000"), [(9, 12, "not-a-whole-number")]),
    ("Y032", count("1 000"), [(9, 12, "not-a-whole-number")]),
    ("Y032", count("1\xa0000"), [(9, 12, "not-a-whole-number")]),
    ("Y033", count("２"), [(9, 12, "full-width-characters")]),
    ("Y033", value("０.５"), [(9, 12, "full-width-characters")]),
    ("Y033", value("１．５"), [(9, 12, "full-width-characters")]),
    ("Y033", value("95％"), [(9, 12, "full-width-characters")]),
    ("Y033", value("57／62"), [(9, 12, "full-width-characters")]),
    ("Y034", count("三"), [(9, 12, "not-a-whole-number")]),
    ("Y034", count("两处"), [(9, 12, "not-a-whole-number")]),
    ("Y034", count("3处"), [(9, 12, "not-a-whole-number")]),
    ("Y034", count("约5"), [(9, 12, "not-a-whole-number")]),
    ("Y035", count("9" * 5000), [(9, 12, "number-too-long")]),
    ("Y036", count("0x" + "f" * 20000), [(9, 12, "text-too-long")]),
    ("Y038", count('"3"'), []),
    ("Y038", count('"3 "'), [(9, 12, "not-a-whole-number")]),
    ("Y041", day("2024-02-30"), [(5, 7, "no-such-date")]),
    ("Y041", day("2024-13-01"), [(5, 7, "no-such-date")]),
    ("Y041", day("0000-01-01"), [(5, 7, "no-such-date")]),
    ("Y042", day("2024/01/05"), [(5, 7, "not-a-date")]),
    ("Y042", day("2024.1.5"), [(5, 7, "not-a-date")]),
    ("Y042", day("20240105"), [(5, 7, "not-a-date")]),
    ("Y042", day("2024年1月5日"), [(5, 7, "not-a-date")]),
    ("Y042", day("24-01-05"), [(5, 7, "not-a-date")]),
    ("Y042", day("1月5日"), [(5, 7, "not-a-date")]),
    ("Y042", day("２００５-09-14"), [(5, 7, "not-a-date")]),
    ("Y042", day("2005–09–14"), [(5, 7, "not-a-date")]),
    ("Y044", day("2024-01-05 10:00"), [(5, 7, "not-a-date")]),
    ("Y044", day("2024-01-05T00:00:00+08:00"), [(5, 7, "not-a-date")]),
    ("Y044", day("2024-01-05T25:00"), [(5, 7, "not-a-date")]),
    ("Y044", day("2005-09-14 00:00:00"), [(5, 7, "not-a-date")]),
    ("Y050", more("visit: !!python/object/apply:os.system ['exit']\n"), [(8, 8, "tag")]),
    ("Y050", more("visit: !!python/name:os.system\n"), [(8, 8, "tag")]),
    ("Y052", more("visit: !!binary aGk=\n"), [(8, 8, "tag")]),
    ("Y052", more("visit: !!set {a}\n"), [(8, 8, "tag"), (8, 16, "missing-value")]),
    ("Y052", more("visit: !!omap []\n"), [(8, 8, "tag")]),
    ("Y052", more("visit: !!pairs []\n"), [(8, 8, "tag")]),
    ("Y052", more("visit: !local x\n"), [(8, 8, "tag")]),
    ("Y053", more("visit: =\n"), []),
    ("Y053", more("=: 5\n"), [(8, 1, "unknown-key")]),
    ("Y054", "%YAML 1.2\n" + "---\n" + record(), [(1, 1, "yaml-directive")]),
    ("Y054", "%YAML 2.0\n" + "---\n" + record(), [(1, 1, "yaml-directive")]),
    ("Y054", "%FOO\n" + "---\n" + record(), [(1, 1, "yaml-directive")]),
    ("Y054", "%TAG ! tag:x,2000:\n" + "---\n" + record(), [(1, 1, "yaml-directive")]),
    ("Y060", record() + "---\n" + record(), [(8, 1, "several-documents")]),
    ("Y060", "---\n" + record() + "...\n", []),
    ("Y061", record() + "...\nfoo\n", [(9, 1, "text-after-end")]),
    ("Y063", "- a\n", [(1, 1, "not-a-mapping")]),
    ("Y063", "x\n", [(1, 1, "not-a-mapping")]),
    ("Y063", "5\n", [(1, 1, "not-a-mapping")]),
    ("Y063", "null\n", [(1, 1, "not-a-mapping")]),
    ("Y063", "~\n", [(1, 1, "not-a-mapping")]),
    ("Y063", '"null"\n', [(1, 1, "not-a-mapping")]),
    ("Y063", "[]", [(1, 1, "not-a-mapping")]),
    ("Y063", "{}", [(1, 1, "no-format")]),
    ("Y063", "", [(1, 1, "empty-file")]),
    ("Y063", "# only\n", [(1, 1, "empty-file")]),
    ("Y063", "---\n", [(2, 1, "empty-file")]),
    ("Y064", record("findings: \n"), [(7, 10, "missing-value")]),
    ("Y064", record("findings: null\n"), [(7, 11, "missing-value")]),
    ("Y064", record("findings: ~\n"), [(7, 11, "missing-value")]),
    ("Y064", record("findings: none\n"), [(7, 11, "expected-list")]),
    ("Y064", record('findings: ""\n'), [(7, 11, "expected-list")]),
    ("Y064", record("findings: {}\n"), [(7, 11, "expected-list")]),
    ("Y067", more("k" * 1500 + ": 1\n"), [(8, 1, "no-colon")]),
    ("Y070", record("findings:\n\t- rule: A1.1\n"), [(8, 1, "tab-indentation")]),
    ("Y070", record("findings:\t[]\n"), []),
    ("Y070", record("findings: []\t\n"), []),
    ("Y070", more("\t\n"), [(8, 1, "tab-indentation")]),
    ("Y070", record("findings:\n  - rule: A1.1\n\tcount: 2\n"), [(9, 1, "tab-indentation")]),
    ("Y070", record("findings:\n  -\trule: A1.1\n"), [(8, 4, "tab-indentation")]),
    ("Y070", more('visit: "a\n\tb"\n'), []),
    ("Y072", record("findings:\n  - rule: A1.1\n  count: 2\n"), [(9, 3, "wrong-indentation")]),
    ("Y072", record("findings:\n  - rule: A1.1\ncount: 2\n"), [(9, 1, "unknown-key")]),
    ("Y073", finding("rule: A1.1", "cuont: 2"), [(9, 5, "unknown-key")]),
    ("Y074", record("findings：\n  - rule: A1.1\n"), [(7, 9, "full-width-mark")]),
    ("Y074", finding("rule：A1.1"), [(8, 9, "full-width-mark")]),
    ("Y074", finding("rule: A1.1", "note：x"), [(9, 9, "full-width-mark")]),
    ("Y074", finding("rule: A1.1", "note： x", "count: 2"), [(9, 9, "full-width-mark")]),
    ("Y074", finding("{rule： A1.1}"), [(8, 10, "full-width-mark")]),
    ("Y074", record("findings: []\n", ("center: xuhui", "center：xuhui")), [(3, 7, "full-width-mark")]),
    ("Y074", "aidscore：record/1\nstandard：small@1\n", [(1, 9, "full-width-mark"), (2, 9, "full-width-mark")]),
    ("Y075", record("findings: [1，2，3]\n"), [(7, 12, "expected-mapping")]),
    ("Y075", record("findings: []\n", ("examined: all", "examined: [A，B]")), [(6, 12, "full-width-characters")]),
    ("Y075", record("findings: []\n", ("examined: all", "examined: [A、B]")), [(6, 12, "full-width-characters")]),
    ("Y075", finding("rule: A1.2", "missing: [hotline，hours]"), [(9, 15, "full-width-characters")]),
    ("Y075", finding("{rule: A1.1，count: 2}"), [(8, 12, "full-width-characters"), (8, 16, "full-width-mark")]),
    ("Y075", more("inspectors: [甲，乙]\n"), [(8, 14, "full-width-characters")]),
    ("Y076", finding("rule: “A1.1”"), [(8, 11, "not-an-id")]),
    ("Y076", count("“2”"), [(9, 12, "not-a-whole-number")]),
    ("Y076", note("“x”"), []),
    ("Y076", note("「x」"), []),
    ("Y076", note("“x: y”"), [(9, 13, "colon-in-text")]),
    ("Y077", record("findings:\n  － rule: A1.1\n"), [(8, 3, "full-width-mark")]),
    (
        "Y077",
        record("findings:\n  － rule: A1.1\n  － rule: A1.2\n"),
        [(8, 3, "full-width-mark"), (9, 3, "full-width-mark")],
    ),
    ("Y077", more("＃备注\n"), [(8, 1, "full-width-mark")]),
    ("Y077", finding("rule: A1.1 ＃备注"), [(8, 11, "full-width-characters")]),
    ("Y078", finding("rule:A1.1"), [(8, 9, "missing-space")]),
    ("Y078", finding("rule: A1.1", "count:2"), [(9, 10, "missing-space")]),
    ("Y078", finding("{rule:A1.1}"), [(8, 10, "missing-space")]),
    ("Y078", record("findings: []\n", ("center: xuhui", "center:xuhui")), [(3, 7, "missing-space")]),
    ("Y078", record("findings: []\n", ("aidscore: ", "aidscore:")), [(1, 9, "missing-space")]),
    ("Y079", note("地面: 有积水"), [(9, 13, "colon-in-text")]),
    ("Y079", note("合格 #2"), [(9, 14, "comment-cuts-text")]),
    ("Y079", note("合格  # 2"), []),
    ("Y079", note("第2页 # 见附件"), [(9, 15, "comment-cuts-text")]),
    ("Y080", note('"C:\\photos"'), [(9, 14, "unknown-escape")]),
    ("Y080", note('"C:\\xphotos"'), [(9, 16, "unknown-escape")]),
    ("Y080", note('"\\uZZZZ"'), [(9, 14, "unknown-escape")]),
    ("Y081", note('"x'), [(9, 11, "unclosed-quote")]),
    ("Y081", note("'x"), [(9, 11, "unclosed-quote")]),
    ("Y081", note("[x"), [(9, 11, "unclosed-bracket")]),
    ("Y081", note("{x"), [(9, 11, "unclosed-bracket")]),
    ("Y081", record("findings: [{rule: A1.1}\n"), [(7, 11, "unclosed-bracket")]),
    ("Y081", record("findings: [{rule: A1.1]\n"), [(7, 12, "unclosed-bracket")]),
    ("Y081", record("findings: ]\n"), [(7, 11, "special-character")]),
    ("Y090", "[" * 10**6, [(1, 33, "nesting-too-deep")]),
    ("Y090", "- " * 10**6, [(1, 65, "nesting-too-deep")]),
    ("Y090", "{a: " * 10**5, [(1, 129, "nesting-too-deep")]),
    ("Y090", "? " * 10**5, [(1, 3, "key-is-no-text")]),
    ("Y090", "".join(" " * depth + "a:\n" for depth in range(2800)), [(33, 33, "nesting-too-deep")]),
    ("Y092", "[" * 200000 + "]" * 200000, [(1, 33, "nesting-too-deep")]),
    ("Y093", more("visit: " + "x" * 20001 + "\n"), [(8, 8, "text-too-long")]),
    ("Y094", note('"\\ud800"'), [(9, 14, "unknown-escape")]),
    ("E001", "\ufeff" + record(), []),
    ("E001", "\ufeff\ufeff" + record(), [(1, 1, "forbidden-character")]),
    ("E001", more("\ufeffb: 1\n"), [(8, 1, "forbidden-character")]),
    ("E004", more("inspectors: [检查一组]\n").encode("gbk"), [(8, 14, "not-utf-8")]),
    ("E004", more("inspectors: [检查一组]\n").encode("gb18030"), [(8, 14, "not-utf-8")]),
    ("E005", more("visit: 医院\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 一院\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 学院\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 学校\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 小学\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 血站\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 血液\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 药业\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 医药\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 未\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 一\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 员\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E005", more("visit: 元\n").encode("gbk"), [(8, 8, "not-utf-8")]),
    ("E007", note("好").encode() + "visit: 检查\n".encode("gbk"), [(10, 8, "not-utf-8")]),
    ("E008", note("好").encode()[:-2], [(9, 11, "not-utf-8")]),
    ("E009", note("a\x00b"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x07"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x1b[31m"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x7f"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x9b"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x85b"), [(9, 12, "forbidden-character")]),
    ("E009", note("a\x0c"), [(9, 12, "forbidden-character")]),
    ("E010", note('"\\e[31m"'), [(9, 11, "forbidden-character")]),
    ("E010", note('"\\0"'), [(9, 11, "forbidden-character")]),
    ("E010", note('"a\\u200b"'), [(9, 11, "forbidden-character")]),
    ("E010", note('"a\\nb\\tc"'), []),
    ("E010", more('"\\e": 1\n'), [(8, 1, "forbidden-character")]),
    ("E010", more('"\\x01findings": 1\n'), [(8, 1, "forbidden-character")]),
    ("E011", finding("rule: X").replace("\n", "\r\n"), [(8, 11, "unknown-rule")]),
    ("E011", finding("rule: X").replace("\n", "\r"), [(8, 11, "unknown-rule")]),
    ("E011", note("a\u2028b"), [(9, 12, "forbidden-character")]),
    ("E011", note("a\u2029b"), [(9, 12, "forbidden-character")]),
    ("E013", record("findings:\n\u00a0 - rule: A1.1\n"), [(7, 10, "missing-value"), (8, 1, "odd-indentation")]),
    ("E013", finding("rule: A1.1\u00a0"), [(8, 11, "not-an-id")]),
    ("E013", record("findings:\n  - rule: A1.1\n\u3000\u3000count: 2\n"), [(9, 1, "odd-indentation")]),
    ("E016", finding("rule: А1.1"), [(8, 11, "not-an-id")]),
    ("E016", finding("rule: A1–1"), [(8, 11, "not-an-id")]),
    ("E016", finding("rule: A1−1"), [(8, 11, "not-an-id")]),
    ("E016", finding("rule: A1‐1"), [(8, 11, "not-an-id")]),
    ("E016", finding("rule: A1－1"), [(8, 11, "full-width-characters")]),
    ("E016", finding("rule: Ａ1.1"), [(8, 11, "full-width-characters")]),
    ("E016", finding("rule: A1.l"), [(8, 11, "unknown-rule")]),
    ("E016", finding("rule: Al.1"), [(8, 11, "unknown-rule")]),
    ("E016", finding("rule: a1.1"), [(8, 11, "unknown-rule")]),
    ("E017", note("⼈员"), [(9, 11, "radical-character")]),
    ("E017", note("⻓宁"), [(9, 11, "radical-character")]),
    ("E017", note("金"), [(9, 11, "radical-character")]),
    ("E018", note("Cafe\u0301"), []),
    ("E018", note("José, §5"), []),
    ("E021", note("\ue000"), [(9, 11, "forbidden-character")]),
    ("E022", note("👨\u200d👩"), [(9, 12, "forbidden-character")]),
    ("E022", note("😀"), []),
    ("E022", note("a" + "\u0301" * 10000), []),
    ("E024", note("𠮷䶮"), []),
    ("D001", finding("rule: A-1.l"), [(8, 11, "unknown-rule")]),
    ("D005", record("findings:\n  - rule: A1.1\n  - rule: A1.1\n"), []),
    ("D006", count("-1"), [(9, 12, "negative-number")]),
    ("D007", count("0"), [(9, 12, "count-of-zero")]),
    ("D008", count("1.5"), [(9, 12, "not-a-whole-number")]),
    ("D008", count("3.0"), [(9, 12, "not-a-whole-number")]),
    ("D009", count("999999999"), [(9, 12, "count-far-above-cap")]),
    ("D010", finding("{rule: A2.1, value: 90%, sample: {drawn: 10, failed: 1}}"), [(8, 30, "two-measures")]),
    ("D011", finding("rule: A1.1"), []),
    ("D011", finding("rule: A2.1"), [(8, 5, "measure-missing")]),
    ("D012", finding("{rule: A1.1, value: 3}"), [(8, 18, "key-of-another-kind")]),
    ("D012", finding("{rule: A2.2, count: 3}"), [(8, 18, "key-of-another-kind")]),
    ("D013", finding("{rule: A2.2, value: 5 mg}"), [(8, 25, "not-a-quantity")]),
    ("D015", value("1%"), []),
    ("D015", value("1"), []),
    ("D015", value("92"), [(9, 12, "not-a-share")]),
    ("D015", value("92%"), []),
    ("D015", value("0.92"), []),
    ("D015", value("57/62"), []),
    ("D015", value("62/57"), [(9, 12, "not-a-share")]),
    ("D015", value("101%"), [(9, 12, "not-a-share")]),
    ("D015", value("1/0"), [(9, 12, "not-a-quantity")]),
    ("D016", finding("rule: A2.1", "sample: {drawn: 0, failed: 0}"), [(9, 21, "nothing-drawn")]),
    ("D016", finding("rule: A2.1", "sample: {drawn: 3, failed: 4}"), [(9, 32, "more-failed-than-drawn")]),
    ("D016", finding("rule: A2.1", "sample: {drawn: 3, failed: 0}"), []),
    ("D016", finding("rule: A2.1", "sample: {drawn: 3}"), [(9, 13, "missing-key")]),
    ("D016", finding("rule: A2.1", "sample: {drawn: 3, failed: 1, total: 9}"), [(9, 35, "unknown-key")]),
    (
        "D017",
        finding("rule: A1.1") + "not_applicable: [{sub_item: A1, reason: 本期没有}]\n",
        [(8, 11, "finding-on-not-applicable")],
    ),
    ("D025", day("2042-09-14"), [(5, 7, "date-outside-effective")]),
    ("D025", day("0204-09-14"), [(5, 7, "date-outside-effective")]),
    ("D027", record("findings: []\n", ("examined: all\n", "")), [(1, 1, "missing-key")]),
    ("D027", record(""), [(1, 1, "missing-key")]),
    ("D028", more("inspectors: []\n"), [(8, 13, "no-inspector")]),
    ("D028", more("inspectors: [甲, 甲]\n"), [(8, 17, "inspector-twice")]),
    ("D028", more("inspectors: [{name: 甲, from: xuhui}]\n"), [(8, 14, "conflict-of-interest")]),
    (
        "D030",
        finding("rule: A1.1", "evidence: [无, 同上, '']"),
        [(9, 16, "empty-evidence"), (9, 19, "empty-evidence"), (9, 23, "empty-text")],
    ),
    ("D030", note("x" * 20001), [(9, 11, "text-too-long")]),
    ("D031", finding("rule: A1.1", "evidence: [../../etc/passwd, /dev/zero, 'https://a.b/c']"), []),
    ("D033", finding("rule: A1.1", "note: |", "  findings: []", "  center：x", "  ＃x"), []),
]


@pytest.mark.parametrize(
    ("row", "text", "expected"), ROWS, ids=[f"{row[0]}-{number}" for number, row in enumerate(ROWS)]
)
def test_bad_input(row, text, expected):
    assert codes(text) == expected, row


def bombs(name, element, levels):
    """Anchors that each stand for ten of the one before."""
    lines = [f"{name}0: &{name}0 {element}"]
    lines += [f"{name}{n}: &{name}{n} [{','.join([f'*{name}{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


HOSTILE = {
    "Y010": bombs("a", "[x,x,x,x,x,x,x,x,x,x]", 9),
    "Y012": "".join(f"b{n}: &b{n} {{<<: [{','.join([f'*b{n - 1}'] * 9)}]}}\n" for n in range(1, 8)),
    "Y026": count("1" + ":59" * 64000),
    "Y090": "[" * 10**6,
    "Y092": "[" * 200000 + "]" * 200000,
    "Y093 keys": "aidscore: record/1\n" + "".join(f"key{n}: 1\n" for n in range(20_000)),
    "Y093 one key": "aidscore: record/1\n" + "x: 1\n" * 20_000,
    "Y093 findings": record("findings:\n" + "- {}\n" * 50_000),
    "Y093 rules": record("findings:\n" + "".join(f"- rule: A{n}.1\n" for n in range(10_000))),
    "Y093 values": record("findings: [" + "a," * 50_000 + "]\n"),
    "Y093 texts": record("findings: [" + "'x'," * 210_000 + "]\n"),
    "characters": more("visit: " + "\u200b" * 20_000 + "\n"),
    "colons": "x：1\n" * 20_000,
    "tabs": "\tx: 1\n" * 20_000,
    "comments": record("findings: []\n" + "# x\n" * 500_000),
    "quotes": "\"'" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_without_delay(name):
    begun = time.perf_counter()
    diagnostics = said(HOSTILE[name])
    assert time.perf_counter() - begun < 60  # seconds; one on a machine with nothing else to do, hours if quadratic
    assert bool(diagnostics) == (name != "comments")


@pytest.mark.parametrize("name", ["Y010", "Y012"])
def test_each_anchor_and_alias_is_named(name):
    assert {code for _, _, code in codes(HOSTILE[name])} <= {"anchor-or-alias", "merge-key", "no-format"}


def test_nothing_is_run_by_a_tag(monkeypatch):
    monkeypatch.setattr("os.system", pytest.fail)
    assert codes(more("visit: !!python/object/apply:os.system [exit]\n")) == [(8, 8, "tag")]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("rule: A1–1", "Did you mean A1-1?"),
        ("rule: A1.l", "Did you mean A1.1?"),
        ("rule: А1.1", "Did you mean A1.1?"),
        ("rule: A11", "Did you mean A1.1?"),
        ("rule: Ａ1.1", "Type A1.1,"),
        ("rule: A1-l", "Did you mean A1.1?"),
        ("{rule: A1.1, cuont: 2}", "Did you mean count?"),
        ("{rule: A2.1, value: 92}", "did you mean 92%?"),
        ("{rule: A1.1, count: ２}", "Type 2,"),
        ("{rule: A1.1, count: 010}", "Write 10."),
        ("{rule: A1.2, missing: [Hotline]}", "Did you mean hotline?"),
    ],
)
def test_the_help_says_what_was_probably_meant(written, hint):
    (one,) = said(finding(written))
    assert hint in one.help


def test_the_character_that_no_id_has_is_named():
    (one,) = said(finding("rule: A1–1"))
    assert one.message == "A1–1 is no id: character 3 is U+2013 EN DASH"

"""File names made from names: valid and different on every system, and the name itself wherever that is one."""

import pytest
from formed import CAMPAIGN, home
from hypothesis import given
from hypothesis import strategies as st

from aidscore.cli import run
from aidscore.cli.file_names import LONGEST, RESERVED, file_names

IDS = st.lists(
    st.text("abAB.-_09", min_size=1, max_size=8) | st.sampled_from(["CON", "con", "nul.a", "Lpt1"]), unique=True
)


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["xuhui", "city-2", "a.b_c"], ["xuhui", "city-2", "a.b_c"]),
        (["CON", "con.x", "console"], ["~CON", "~con.x", "console"]),
        (["nul", "NUL"], ["~nul", "~NUL~2"]),
        (["酉区法律援助中心", "a/b:c", "问?"], ["酉区法律援助中心", "a_b_c", "问_"]),
        (["é", "e\u0301", "Ａ", "A"], ["é", "é~2", "Ａ", "A~2"]),
        ([" ", "a ", "con .x"], ["~", "a", "~con .x"]),
        (["AB", "ab", "Ab"], ["AB", "ab~2", "Ab~3"]),
        (["ab", "AB", "AB-2"], ["ab", "AB~2", "AB-2"]),
        ([".c1", "..", "-x", "a."], ["~.c1", "~..~", "~-x", "a.~"]),
        (["x" * 300, "x" * 301], ["x" * LONGEST, "x" * LONGEST + "~2"]),
    ],
)
def test_names_of_ids(ids, names):
    assert list(file_names({str(number): name for number, name in enumerate(ids)}).values()) == names


@given(IDS)
def test_names_are_valid_and_different_on_every_system(ids):
    names = file_names({name: name for name in ids})
    assert list(names) == ids
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert name[0] not in ".-"
        assert name[-1] != "."
        assert name.partition(".")[0].casefold() not in RESERVED


def test_every_center_gets_a_form_whatever_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(home(tmp_path))
    names = ("CON", "市中心", "甲/乙中心")
    centers = "".join(f"\n  - {{id: c{number}, name: {name}}}" for number, name in enumerate(names))
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN.replace("centers:", f"centers:{centers}"), encoding="utf-8")
    assert run(["form", "make", "kinds@1", "--all", "-o", "forms"]) == 0
    made = sorted(path.name for path in (tmp_path / "forms").iterdir())
    ends = (
        "CON-考核评分表",
        "市中心-考核评分表",
        "市中心-考核评分表~2",
        "徐汇区中心-考核评分表",
        "甲_乙中心-考核评分表",
    )
    assert made == [f"{name}.xlsx" for name in ends]

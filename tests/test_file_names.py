"""File names made from ids: valid and different on every system, and the id itself wherever that is one."""

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
        (["AB", "ab", "Ab"], ["AB", "ab~2", "Ab~3"]),
        (["ab", "AB", "AB-2"], ["ab", "AB~2", "AB-2"]),
        ([".c1", "..", "-x", "a."], ["~.c1", "~..~", "~-x", "a.~"]),
        (["x" * 300, "x" * 301], ["x" * LONGEST, "x" * LONGEST + "~2"]),
    ],
)
def test_names_of_ids(ids, names):
    assert list(file_names(ids).values()) == names


@given(IDS)
def test_names_are_valid_and_different_on_every_system(ids):
    names = file_names(ids)
    assert list(names) == ids
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert name[0] not in ".-"
        assert name[-1] != "."
        assert name.partition(".")[0].casefold() not in RESERVED


def test_every_center_gets_a_form_whatever_its_id(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(home(tmp_path))
    centers = "".join(f"\n  - {{id: {name}, name: 中心{name}}}" for name in ("CON", "City", "a.b"))
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN.replace("centers:", f"centers:{centers}"), encoding="utf-8")
    assert run(["form", "make", "kinds@1", "--all", "-o", "forms"]) == 0
    made = sorted(path.name for path in (tmp_path / "forms").iterdir())
    assert made == ["City.xlsx", "a.b.xlsx", "city~2.xlsx", "xuhui.xlsx", "~CON.xlsx"]

"""Topic packs: what they may say, and what is said about those that say something else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadValueError, SeedError
from bot.model import Alias, Topic
from bot.topics.packs import read_pack, read_packs, topic_from_mapping, topic_to_mapping

PACK = """\
name = "Harbour"
description = "The old harbour."
together = [["boats", "weather"]]

[aliases]
en = ["Old Harbour", "quay*"]
pl = ["Stary Port"]

[excluded]
en = ["Harbour Hotel"]

[groups.boats]
en = ["boat*"]

[groups.weather]
en = ["storm*"]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> SeedError:
    with pytest.raises(SeedError) as refused:
        read_pack(write(folder, "harbour.toml", text))
    return refused.value


def test_a_pack_gives_its_topic_called_after_the_file(tmp_path: Path) -> None:
    assert read_pack(write(tmp_path, "harbour.toml", PACK)) == Topic(
        id="harbour",
        name="Harbour",
        description="The old harbour.",
        aliases=(Alias("Old Harbour", "en"), Alias("quay*", "en"), Alias("Stary Port", "pl")),
        together=(((Alias("boat*", "en"),), (Alias("storm*", "en"),)),),
        excluded=(Alias("Harbour Hotel", "en"),),
    )


def test_an_id_in_the_pack_counts_before_the_file_name(tmp_path: Path) -> None:
    assert read_pack(write(tmp_path, "other.toml", f'id = "harbour"\n{PACK}')).id == "harbour"


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    assert read_pack(write(tmp_path, "harbour.toml", f"\ufeff{PACK}")).name == "Harbour"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("name =", "nmae =", 1, "unknown key “nmae”"),
        ('name = "Harbour"', "name = 7", 1, "“name” must be text in quotes"),
        ('name = "Harbour"', 'name = ""', 1, "“name” must be one line"),
        ('name = "Harbour"', f'name = "{"x" * 101}"', 1, "1 to 100 characters"),
        ('name = "Harbour"', 'name = "Old\\nHarbour"', 1, "“name” must be one line"),
        ('description = "The old harbour."', "description = true", 2, "“description” must be text"),
        ('[["boats", "weather"]]', '"boats"', 3, "“together” must be a list of lists"),
        ('[["boats", "weather"]]', '[["boats"]]', 3, "each of two or more names"),
        ('[["boats", "weather"]]', "[[1, 2]]", 3, "names of groups"),
        ('[["boats", "weather"]]', '[["boats", "wind"]]', 15, "the group “weather” stands in no row"),
        ('[["boats", "weather"]]', '[["boats", "weather"], ["boats", "wind"]]', 3, "there is no [groups.wind]"),
        ('pl = ["Stary Port"]', 'polish = ["Stary Port"]', 7, "is no language; write two letters"),
        ('pl = ["Stary Port"]', 'ua = ["Старий порт"]', 7, "did you mean “uk”?"),
        ('pl = ["Stary Port"]', 'pl = "Stary Port"', 7, "must be a list of names in quotes"),
        ('pl = ["Stary Port"]', "pl = [5]", 7, "must be a list of names in quotes"),
        ('"quay*"', '"q*"', 6, "at least 3 letters"),
        ('"Stary Port"', '""', 7, "a name is empty (aliases, pl)"),
        ('"storm*"', '"st*orm"', 16, "does not end a word"),
        ('"Harbour Hotel"', '"…"', 10, "neither letters nor digits"),
        ('en = ["storm*"]', "", 15, "the group “weather” is empty"),
        ('en = ["storm*"]', 'en = "storm*"', 16, "“en” in groups.weather must be a list"),
        ('"Harbour Hotel"', '"="', 10, "does not begin a word"),
        ("[aliases]", "[aliases", 5, "Expected"),
        ('"Old Harbour"', '"Old Harbour', 6, ""),
        ('name = "Harbour"', 'name = "Harbour"\nname = "Port"', 2, ""),
        ('name = "Harbour"', 'name = "Harbour"\nnames = "Port"', 2, "“names” must be a table"),
        ('name = "Harbour"', 'name = "Harbour"\nnames.xx = "Port"', 2, "“xx” is no language"),
        ('name = "Harbour"', 'name = "Harbour"\ndescriptions = "Port"', 2, "“descriptions” must be a table"),
        ('name = "Harbour"', 'name = "Harbour"\ndescriptions.pl = ""', 2, "“pl” in descriptions must be one line"),
        ('name = "Harbour"', 'name = "Harbour"\nnames.pl = ""', 2, "“pl” in names must be one line"),
        ('name = "Harbour"', 'name = "Harbour"\nfrom = "in May"', 2, "“from” must be a day"),
        ('name = "Harbour"', 'name = "Harbour"\nuntil = 2020-09-27T10:00:00Z', 2, "“until” must be a day"),
        ('name = "Harbour"', 'name = "Harbour"\nfrom = 2020-01-02\nuntil = 2020-01-01', 3, "ends (“until”) before"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pack_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert PACK.count(old) >= 1
    error = refusal(tmp_path, PACK.replace(old, new, 1))
    assert error.line == line
    assert reason in str(error)
    assert str(error).startswith(f"{tmp_path / 'harbour.toml'}:{line}: ")
    assert "(at line" not in str(error)


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_bytes(PACK.replace("Stary", "Stáry").encode("latin-1"))
    with pytest.raises(SeedError, match="not UTF-8") as refused:
        read_pack(path)
    assert refused.value.line == 7


def test_a_pack_that_names_nothing_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'name = "Harbour"\n')
    assert "nothing could match it" in str(error)
    assert error.line is None


@pytest.mark.parametrize("name", ["Old Harbour", "հայաստան", "Harbour"])
def test_a_file_name_that_is_no_id_is_refused_and_said_to_be_the_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(SeedError, match=f"“{name}” must be .* letters a to z; it is the name of the file") as refused:
        read_pack(write(tmp_path, f"{name}.toml", PACK))
    assert refused.value.line is None


def test_a_pack_that_is_no_file_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").mkdir()
    with pytest.raises(SeedError, match="is no file"):
        read_pack(tmp_path / "harbour.toml")
    with pytest.raises(SeedError, match="cannot be read"):
        read_pack(tmp_path / "nowhere.toml")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_pipe_in_the_place_of_a_pack_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "harbour.toml")
    with pytest.raises(SeedError, match="is no file"):
        read_pack(tmp_path / "harbour.toml")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [(f"name = {'[' * 10_000}", "brackets within brackets"), (f"# {'x' * 1_000_000}", "more than 1000 kB")],
)
def test_a_pack_that_would_cost_too_much_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "harbour.toml").write_text(text, "utf-8")
    with pytest.raises(SeedError, match=complaint):
        read_pack(tmp_path / "harbour.toml")


def test_a_broken_pack_is_left_out_and_the_others_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "c.toml", PACK)
    write(tmp_path, "a.toml", PACK)
    write(tmp_path, "b.toml", "name = ")
    write(tmp_path, "notes.txt", "no pack")
    topics, errors = read_packs(tmp_path)
    assert [topic.id for topic in topics] == ["a", "c"]
    assert [error.path.name for error in errors] == ["b.toml"]


def test_of_two_packs_with_one_id_the_first_is_kept_and_the_second_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", f'id = "harbour"\n{PACK}')
    write(tmp_path, "b.toml", f'id = "harbour"\n{PACK}')
    topics, errors = read_packs(tmp_path)
    assert [topic.id for topic in topics] == ["harbour"]
    assert "already defined in a.toml" in str(errors[0])


def test_a_folder_that_is_not_there_has_no_packs(tmp_path: Path) -> None:
    assert read_packs(tmp_path / "none") == ((), ())


def test_plain_data_is_refused_with_the_same_words_and_without_a_file() -> None:
    with pytest.raises(BadValueError, match="unknown key “alias”; a topic has id, name"):
        topic_from_mapping({"id": "harbour", "name": "Harbour", "alias": {}})
    with pytest.raises(BadValueError, match="“aliases” must be a table"):
        topic_from_mapping({"id": "harbour", "name": "Harbour", "aliases": ["Harbour"]})
    with pytest.raises(BadValueError, match="“groups” must be tables"):
        topic_from_mapping({"id": "harbour", "name": "Harbour", "groups": []})
    with pytest.raises(BadValueError, match="the id “”"):
        topic_from_mapping({"name": "Harbour", "aliases": {"en": ["Harbour"]}})


def test_what_is_empty_is_left_out_of_plain_data() -> None:
    topic = Topic("harbour", "Harbour", aliases=(Alias("Harbour", "en"),))
    assert topic_to_mapping(topic) == {"id": "harbour", "name": "Harbour", "aliases": {"en": ["Harbour"]}}


def test_groups_whose_first_names_are_alike_get_names_of_their_own() -> None:
    one, two = (Alias("Old Port", "en"),), (Alias("old port*", "en"), Alias("pier", "en"))
    topic = Topic("harbour", "Harbour", together=((one, two), (two, one)))
    mapping = topic_to_mapping(topic)
    assert mapping["together"] == [["old-port", "old-port-2"], ["old-port-2", "old-port"]]
    assert topic_from_mapping(mapping) == topic


_PATTERNS = st.sampled_from(["Harbour", "quay*", "=Baku", "CSTO", "Górsk* Karabach*", "ՀԱՊԿ*", "old port", "قره باغ"])
_GROUPS = st.lists(_PATTERNS, min_size=1, max_size=3, unique=True).map(lambda ps: tuple(Alias(p, "en") for p in ps))


@given(
    _GROUPS,
    st.lists(st.lists(_GROUPS, min_size=2, max_size=3).map(tuple), max_size=3).map(tuple),
    st.one_of(st.just(()), _GROUPS),
    st.one_of(st.none(), st.dates()),
)
def test_every_topic_comes_back_from_plain_data(
    names: tuple[Alias, ...],
    together: tuple[tuple[tuple[Alias, ...], ...], ...],
    excluded: tuple[Alias, ...],
    day: date | None,
) -> None:
    for days in ((day, None), (None, day), (day, day)):
        topic = Topic("harbour", "Harbour", "Old.", names, together, excluded, *days)
        assert topic_from_mapping(topic_to_mapping(topic)) == topic


def test_days_may_be_written_as_toml_writes_them_or_as_text(tmp_path: Path) -> None:
    topic = read_pack(write(tmp_path, "harbour.toml", f'from = 2020-09-27\nuntil = "2020-11-10"\n{PACK}'))
    assert (topic.told_from, topic.told_until) == (date(2020, 9, 27), date(2020, 11, 10))

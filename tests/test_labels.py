"""Labels that tell nothing: made by chance, kept in a key file that only its owner can read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from cpch_cli.batch.labels import LETTERS, keep_from_others, labels_for
from cpch_cli.errors import CannotRead, CannotWrite, InvalidAnswers

KEY: Final = """\
format: cpch-labels/1
labels:
  country=QMB: S-4K7M
"""
NO_RIGHTS: Final = not hasattr(os, "chown")


def one_after_the_other(text: str) -> Callable[[str], str]:
    """Return a chance that gives the letters of a text, one after the other."""
    letters = iter(text)
    return lambda _: next(letters)


def test_by_chance() -> None:
    """Each subject has a label of its own, with letters that nobody takes for others and that make no words."""
    labels = labels_for(["a", "b"], None, choose=one_after_the_other("4K7M" + "4K7M" + "CCCC"))

    assert {"a": "S-4K7M", "b": "S-CCCC"} == labels
    assert not set("AEIOUYBGLQSZ012568") & set(LETTERS)


def test_the_name_has_no_part_in_it() -> None:
    """Another run gives other labels."""
    names = [str(number) for number in range(20)]

    assert labels_for(names, None) != labels_for(names, None)


def test_many() -> None:
    """However many they are, no two are the same; they become longer in time."""
    labels = labels_for(map(str, range(8000)), None)

    assert 8000 == len(set(labels.values()))
    assert {len("S-") + 5} == {len(label) for label in labels.values()}


def test_key_file_is_begun(tmp_path: Path) -> None:
    """It says whose label is whose, and nobody but its owner can read it."""
    path = tmp_path / "key.yaml"
    labels_for(["country=QMB"], path, choose=one_after_the_other("4K7M"))

    assert KEY == path.read_text("utf-8")
    assert NO_RIGHTS or stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["key.yaml", "key.json"])
def test_labels_stay(tmp_path: Path, name: str) -> None:
    """What has a label keeps it, also while it is not there; what is new gets one that is not taken."""
    path = tmp_path / name
    first = labels_for(["b", "a"], path, choose=one_after_the_other("CCCCDDDD"))
    second = labels_for(["c", "b"], path, choose=one_after_the_other("DDDDFFFF"))

    assert {"b": "S-CCCC", "a": "S-DDDD"} == first
    assert {"c": "S-FFFF", "b": "S-CCCC"} == second
    assert {"a": "S-DDDD"} == labels_for(["a"], path)


def test_nothing_new_is_not_written(tmp_path: Path) -> None:
    """What a person wrote into the file stays as it is."""
    path = tmp_path / "key.yaml"
    path.write_text(f"# ours\n{KEY}  country=x: Blue\n", "utf-8")

    assert {"country=x": "Blue"} == labels_for(["country=x"], path)
    assert path.read_text("utf-8").startswith("# ours")


def test_keys_of_ones_own_stay(tmp_path: Path) -> None:
    """As in other files."""
    path = tmp_path / "key.yaml"
    path.write_text(f"x-office: Region\n{KEY}", "utf-8")
    labels_for(["new"], path)

    assert "x-office: Region" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "key",
    ["country=\u00e9 \u200f\u05d0", "file=- #1: x", "country='a' | site=\"b\"", "country=no", "country=1: 2"],
)
def test_any_key(tmp_path: Path, key: str) -> None:
    """Whatever a subject is called, it is found again."""
    path = tmp_path / "key.yaml"

    assert labels_for([key], path) == labels_for([key], path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format: cpch-labels/2\n", [(1, "not_one_of.near")]),
        ("labels: {}\n", [(1, "missing_key")]),
        ("format: cpch-labels/1\nlabels: {a: [b]}\n", [(2, "not_text")]),
        ("format: cpch-labels/1\nlabels: {a: X, b: x}\n", [(2, "label_twice")]),
        ("format: cpch-labels/1\nlabels: {a: X, a: Y}\n", [(2, "yaml.twice")]),
        ("format: cpch-labels/1\nlabel: {}\n", [(2, "unknown_key.near")]),
        ("[", [(2, "yaml.syntax")]),
    ],
)
def test_wrong_key_file(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    """Every problem is named with its place, and the file is left as it was."""
    path = tmp_path / "key.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidAnswers) as wrong:
        labels_for(["new"], path)

    assert expected == [(each.line, each.problem.code) for each in wrong.value.problems]
    assert text == path.read_text("utf-8")


def test_unreadable_key_file(tmp_path: Path) -> None:
    """A folder is none."""
    with pytest.raises(CannotRead):
        labels_for(["new"], tmp_path)


def test_no_place_for_a_key_file(tmp_path: Path) -> None:
    """Labels that could not be kept are not given."""
    with pytest.raises(CannotWrite):
        labels_for(["new"], tmp_path / "nowhere" / "key.yaml")


@pytest.mark.skipif(NO_RIGHTS, reason="the system has no such rights")
@pytest.mark.parametrize(
    ("before", "after", "told"), [(0o644, 0o600, True), (0o640, 0o600, True), (0o400, 0o400, False)]
)
def test_others_can_not_read_it(tmp_path: Path, before: int, after: int, told: bool) -> None:
    """A key file that others could read becomes its owner's alone, whether there is a new label or not."""
    path = tmp_path / "key.yaml"
    path.write_text(KEY, "utf-8")
    path.chmod(before)
    labels_for(["country=QMB"], path)
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(before)

    assert (after, told) == (mode, keep_from_others(path))
    assert after == stat.S_IMODE(path.stat().st_mode)


def test_nothing_to_keep_from_others(tmp_path: Path) -> None:
    """A file that is not there yet has no rights to take."""
    assert not keep_from_others(tmp_path / "key.yaml")


@pytest.mark.skipif(NO_RIGHTS, reason="the system has no such rights")
def test_not_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that others can read, and that cannot be kept from them, is not used."""
    path = tmp_path / "key.yaml"
    path.write_text(KEY, "utf-8")
    path.chmod(0o644)

    def refuse(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(CannotWrite):
        labels_for(["country=QMB"], path)

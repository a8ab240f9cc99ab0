"""The rounds of one subject: which files speak together, what a joint file stands for, what came before."""

from collections.abc import Sequence
from typing import Any

import pytest

from cpch_cli.core.rounds import File, day_of, disputed_in, file_of, files_of, made_of, rounds_of, standing_of
from cpch_cli.core.standing import Standing
from helpers import Said
from many import OF, file, joint

# The day of each letter: a is earlier than b.
DAYS = {letter: f"202{number}-01-01" for number, letter in enumerate("abcdef")}


def files(*names: str) -> list[File]:
    """Return files by what they are called: the service, a colon, and the letter of its day or nothing.

    `customs+police:b` is a joint file that holds the voices of both, `joint:b` one that holds none.
    """
    return [file_of(_standing(name)) for name in names]


def _standing(name: str) -> Standing:
    services, _, letter = name.partition(":")
    subject: dict[str, Any] = {"date": DAYS[letter[0]]} if letter else {}
    if "+" in services:
        voices: dict[str, dict[str, Said]] = {service: {"a.one": 1} for service in services.split("+")}
        return joint(name, voices, {"a.one": 1}, **subject)
    agency: dict[str, Any] = {"agency": services} if services else {}
    return file(name, {"a.one": 1}, **agency, **subject)


def told(rounds: Sequence[Any]) -> list[str]:
    """Return rounds in short: the word of each service."""
    return [", ".join(f"{service}={word.standing.name}" for service, word in each.items()) for each in rounds]


BOTH = "customs+police"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(["customs:a"], ["customs=customs:a"], id="one file"),
        pytest.param([":a"], ["=:a"], id="no service"),
        pytest.param(["customs:b", "customs:a"], ["customs=customs:a", "customs=customs:b"], id="two rounds"),
        pytest.param(["customs:a", "customs"], ["customs=customs", "customs=customs:a"], id="without a day"),
        pytest.param(["customs:a1", "customs:a2"], ["customs=customs:a2"], id="same day"),
        pytest.param(["customs", "customs"], ["customs=customs"], id="both without a day"),
        pytest.param(
            ["police:b", "customs:a"],
            ["customs=customs:a, police=police:b"],
            id="voices, whatever their days",
        ),
        pytest.param(
            ["customs:a", "police:a", "customs:c", "police:d"],
            ["customs=customs:a, police=police:a", "customs=customs:c, police=police:d"],
            id="two rounds of two voices",
        ),
        pytest.param(
            ["customs:a", "police:b", "customs:c"],
            ["customs=customs:a, police=police:b", "customs=customs:c, police=police:b"],
            id="one has not spoken again",
        ),
        pytest.param(
            ["customs:a", "customs:b", "police:b"],
            ["customs=customs:a", "customs=customs:b, police=police:b"],
            id="one came later",
        ),
        pytest.param(
            ["customs:a", "police:a", f"{BOTH}:a"],
            [f"customs={BOTH}:a, police={BOTH}:a"],
            id="joint file of the same day",
        ),
        pytest.param(
            ["customs:a", "police:a", "joint:b"],
            ["customs=joint:b, police=joint:b"],
            id="joint file, no voices",
        ),
        pytest.param(["joint:a"], ["joint=joint:a"], id="joint file alone"),
        pytest.param(["joint:a", "joint:b"], ["joint=joint:a", "joint=joint:b"], id="two joint files"),
        pytest.param(
            ["customs:a", "customs:b", f"{BOTH}:c"],
            ["customs=customs:a", f"customs={BOTH}:c, police={BOTH}:c"],
            id="only the last voice went into the joint file",
        ),
        pytest.param(
            [f"{BOTH}:a", "customs:b"],
            [f"customs={BOTH}:a, police={BOTH}:a", f"customs=customs:b, police={BOTH}:a"],
            id="one has spoken since",
        ),
        pytest.param(
            [f"{BOTH}:a", "customs:b", "police:c", f"{BOTH}:d"],
            [f"customs={BOTH}:a, police={BOTH}:a", f"customs={BOTH}:d, police={BOTH}:d"],
            id="two joint rounds",
        ),
        pytest.param(
            ["gendarmerie:c", f"{BOTH}:b"],
            [f"customs={BOTH}:b, gendarmerie=gendarmerie:c, police={BOTH}:b"],
            id="one that the joint file does not name",
        ),
        pytest.param(
            ["customs:b", "police:b", BOTH],
            ["customs=customs:b, police=police:b"],
            id="joint file still to be settled",
        ),
        pytest.param(
            ["customs:b", BOTH],
            [f"customs={BOTH}, police={BOTH}", f"customs=customs:b, police={BOTH}"],
            id="joint file without a day, and one voice since",
        ),
        pytest.param(["customs", BOTH], [f"customs={BOTH}, police={BOTH}"], id="joint file, no days at all"),
    ],
)
def test_rounds(given: list[str], expected: list[str]) -> None:
    """Who has spoken already opens the next round; a joint file takes the place of the voices of its round."""
    assert expected == told(rounds_of(files(*given)))


@pytest.mark.parametrize(
    ("given", "made", "names", "day"),
    [
        (["customs:a"], "file", ["customs:a"], "2020-01-01"),
        (["customs"], "file", ["customs"], "None"),
        ([f"{BOTH}:a", "customs:a"], "joint", [f"{BOTH}:a"], "2020-01-01"),
        (["customs:b", "police:a"], "voices", ["customs:b", "police:a"], "2021-01-01"),
    ],
)
def test_what_a_round_is_made_of(given: list[str], made: str, names: list[str], day: str) -> None:
    """One file, a joint one, or several; its day is the latest of theirs."""
    (latest,) = rounds_of(files(*given))

    assert (made, day) == (made_of(latest), str(day_of(latest)))
    assert names == [each.standing.name for each in files_of(latest)]


def latest(*standings: Standing) -> Any:
    """Return the latest round of files."""
    return rounds_of([file_of(each) for each in standings])[-1]


def level(round_: Any, question: str = "a.one") -> float | None:
    """Return the level that counts in a round."""
    s = standing_of(OF, round_, "claimed").facts[question].s
    return None if s is None else float(s)


def test_voices_are_joined() -> None:
    """The lower level counts, and what two levels apart is disputed."""
    round_ = latest(
        file("c", {"a.one": 3, "a.two": 2, "b.three": 4}, agency="customs"),
        file("p", {"a.one": 1, "a.two": 3, "b.three": 1}, agency="police"),
    )

    assert [1, 2, 1] == [level(round_, each) for each in OF.question]
    assert ("a.one", "b.three") == disputed_in(OF, round_, "claimed")
    assert "c + p" == standing_of(OF, round_, "claimed").name


def test_voices_are_joined_on_the_basis() -> None:
    """What a statement alone carries counts on the basis of evidence, and may not be disputed any more."""
    said: list[dict[str, Said]] = [{"a.one": {"level": level, "evidence": "statement"}} for level in (4, 2)]
    round_ = latest(file("c", said[0], agency="customs"), file("p", said[1], agency="police"))

    assert ("a.one",) == disputed_in(OF, round_, "claimed")
    assert () == disputed_in(OF, round_, "evidenced")
    assert 2 == standing_of(OF, round_, "evidenced").facts["a.one"].s


def test_reasons_that_are_not_recorded_stay_counted() -> None:
    """Those of all files that are joined."""
    each = file("c", {"a.one": 1}, agency="customs")
    counted = Standing(
        **{name: getattr(each, name) for name in Standing.__slots__} | {"reasons_not_recorded": 2}
    )
    round_ = latest(counted, file("p", agency="police"))

    assert 2 == standing_of(OF, round_, "claimed").reasons_not_recorded


SAID: dict[str, dict[str, Said]] = {"customs": {"a.one": 4}, "police": {"a.one": 1}}


def test_a_joint_file_counts_as_agreed() -> None:
    """What was agreed counts; that it was disputed stays to be seen."""
    round_ = latest(joint("j", SAID, {"a.one": 3}))

    assert 3 == level(round_)
    assert ("a.one",) == disputed_in(OF, round_, "claimed")


def test_nothing_to_be_heard() -> None:
    """One file has no second voice, and a joint one that holds none tells of none."""
    assert disputed_in(OF, latest(file("c", agency="customs")), "claimed") is None
    assert disputed_in(OF, latest(file("j", agency="joint")), "claimed") is None


def test_who_has_spoken_since_is_not_bound() -> None:
    """Beside a later voice stands what the joint file holds of the others, not what all agreed then."""
    round_ = latest(
        joint("j", SAID, {"a.one": 3}, date="2020-01-01"),
        file("c", {"a.one": 2}, agency="customs", date="2021-01-01"),
    )

    assert 1 == level(round_)
    assert () == disputed_in(OF, round_, "claimed")


def test_one_that_the_joint_file_does_not_name() -> None:
    """It is a voice beside what the others agreed."""
    round_ = latest(joint("j", SAID, {"a.one": 3}), file("g", {"a.one": 0}, agency="gendarmerie"))

    assert 0 == level(round_)
    assert ("a.one",) == disputed_in(OF, round_, "claimed")


def test_a_joint_file_without_voices_beside_a_later_voice() -> None:
    """It does not tell what each has said: it stands for those who have not spoken since."""
    round_ = latest(
        file("p", {"a.one": 4}, agency="police", date="2019-01-01"),
        file("j", {"a.one": 1}, agency="joint", date="2020-01-01"),
        file("c", {"a.one": 2}, agency="customs", date="2021-01-01"),
    )

    assert 1 == level(round_)
    assert ["c", "j"] == [each.standing.name for each in files_of(round_)]

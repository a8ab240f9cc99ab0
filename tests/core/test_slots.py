"""The texts of an answers file one by one: what stands in each, what may stand there, which comes next."""

from typing import Any, Final

import pytest

from cpch_cli import yaml_text
from cpch_cli.core.model import Answer, Sheet, plain
from cpch_cli.core.slots import CHAINS, LONGEST_TEXT, OPTIONS, Refused, Slot, next_slot, text_in, with_text
from helpers import Data, as_read

FORMAT: Final = {"format": "cpch-answers/1"}
# A file in which every slot is filled, and holds keys of its owner.
FULL: Final[Data] = {
    "subject": {
        "country": "Exampleland",
        "country_code": "EXL",
        "region": "North",
        "site": "Port",
        "scope": "The port",
        "period": "2026",
        "domains": ["law"],
        "agency": "joint",
        "date": "2026-11-23",
        "respondents": ["Head", "Analyst"],
        "conducted": "peer",
        "handling": "Restricted",
        "cleared_by": [
            {"service": "Customs", "function": "Director", "date": "2026-11-24", "x-room": "5"},
            {"service": "Police"},
        ],
        "x-file": {"number": "12"},
    },
    "answers": {
        "law.text": {
            "level": "not_applicable",
            "weaknesses": ["old"],
            "evidence": "document",
            "reference": {"title": "Minutes", "date": "2026-03-01", "holder": "Archive", "x-page": "4"},
            "note": "First.\nSecond.",
            "reason": "No border.",
            "handling": "national",
            "agreed": ["Customs", "Coast guard"],
            "dissent": [{"who": "Police", "text": "No.", "x-day": "2"}, {"who": "Court", "text": "Never."}],
            "open": [{"text": "Find it.", "owner": "Archive", "x-by": "May"}, {"text": "Read it."}],
            "asked": "0" * 16,
            "x-mine": "kept",
        },
        "law.use": {"level": "defined"},
    },
}
# Every slot of that file, and what stands there.
STANDS: Final[list[tuple[Slot, str]]] = [
    (Slot("subject.country"), "Exampleland"),
    (Slot("subject.region"), "North"),
    (Slot("subject.site"), "Port"),
    (Slot("subject.scope"), "The port"),
    (Slot("subject.period"), "2026"),
    (Slot("subject.agency"), "joint"),
    (Slot("subject.respondents"), "Head, Analyst"),
    (Slot("subject.date"), "2026-11-23"),
    (Slot("subject.handling"), "Restricted"),
    (Slot("subject.conducted"), "peer"),
    (Slot("subject.cleared.service"), "Customs"),
    (Slot("subject.cleared.function"), "Director"),
    (Slot("subject.cleared.date"), "2026-11-24"),
    (Slot("subject.cleared.service", index=1), "Police"),
    (Slot("reason", "law.text"), "No border."),
    (Slot("note", "law.text"), "First.\nSecond."),
    (Slot("evidence", "law.text"), "document"),
    (Slot("reference.title", "law.text"), "Minutes"),
    (Slot("reference.date", "law.text"), "2026-03-01"),
    (Slot("reference.holder", "law.text"), "Archive"),
    (Slot("agreed", "law.text"), "Customs, Coast guard"),
    (Slot("dissent.who", "law.text"), "Police"),
    (Slot("dissent.text", "law.text"), "No."),
    (Slot("dissent.who", "law.text", 1), "Court"),
    (Slot("open.text", "law.text"), "Find it."),
    (Slot("open.owner", "law.text"), "Archive"),
    (Slot("open.text", "law.text", 1), "Read it."),
]
# Slots in which nothing stands there: behind the last entry of a list, of an entry that says no more, of other answers.
EMPTY: Final[list[Slot]] = [
    Slot("subject.cleared.function", index=1),
    Slot("subject.cleared.date", index=1),
    Slot("subject.cleared.service", index=2),
    Slot("open.owner", "law.text", 1),
    Slot("dissent.who", "law.text", 2),
    Slot("open.text", "law.text", 2),
    *(
        Slot(name, question)
        for question in ("law.use", "law.new")
        for name in ("note", "evidence", "reference.title", "agreed", "dissent.who", "open.text")
    ),
]


def sheet(**keys: Any) -> Sheet:
    """Return an answers file; without keys one in which nothing was said."""
    return Sheet.model_validate(as_read({**FORMAT, **keys}))


def answered(**keys: Any) -> Sheet:
    """Return an answers file with one answer, that has these keys."""
    return sheet(answers={"law.text": {"level": "defined", **keys}})


def name(slot: Slot) -> str:
    """Return how a slot is called."""
    return f"{slot.question or 'subject'}-{slot.name}-{slot.index}"


def inside(data: Any, *path: str | int) -> Any:
    """Return what stands at a place in plain data."""
    for key in path:
        data = data[key]
    return data


def changed(slot: Slot, *path: str | int, to: Any) -> Data:
    """Return what the full file says, with one thing in the subject or the answer of a slot changed, or taken out."""
    data = plain(sheet(**FULL))
    *around, key = path
    of = ["subject"] if slot.question is None else ["answers", slot.question]
    there = inside(data, *of, *around)
    there[key] = to
    if to is None:
        del there[key]
    return data


# --- what stands there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "expected"), STANDS, ids=lambda each: name(each) if isinstance(each, Slot) else ""
)
def test_what_stands_in_a_slot(slot: Slot, expected: str) -> None:
    """Each slot shows what stands there as a person would write it."""
    assert expected == text_in(sheet(**FULL), slot)


@pytest.mark.parametrize("slot", EMPTY, ids=name)
def test_nothing_stands_in_a_slot(slot: Slot) -> None:
    """A slot in which nothing stands is empty."""
    assert "" == text_in(sheet(**FULL), slot)


@pytest.mark.parametrize("slot", [slot for slot, _ in STANDS], ids=name)
def test_new_file_is_empty(slot: Slot) -> None:
    """In a new file nothing stands in any slot."""
    assert "" == text_in(sheet(), slot)


@pytest.mark.parametrize("slot", [slot for slot, _ in STANDS], ids=name)
def test_saying_it_again(slot: Slot) -> None:
    """Who says again what stands in a slot changes nothing."""
    before = sheet(**FULL)

    assert plain(before) == plain(with_text(before, slot, text_in(before, slot)))


@pytest.mark.parametrize("slot", [slot for slot in EMPTY if slot.part not in ("who", "text")], ids=name)
def test_saying_nothing_again(slot: Slot) -> None:
    """Who says nothing where nothing stands changes nothing, and leaves no empty answer behind."""
    before = sheet(**FULL)

    assert plain(before) == plain(with_text(before, slot, ""))


@pytest.mark.parametrize(
    ("slot", "keys"),
    [
        pytest.param(
            Slot("subject.respondents"), {"subject": {"respondents": ["Head, North", "Clerk"]}}, id="commas"
        ),
        pytest.param(Slot("subject.scope"), {"subject": {"scope": "The port\nand the road"}}, id="lines"),
        pytest.param(
            Slot("agreed", "law.text"), {"answers": {"law.text": {"agreed": ["Customs, North"]}}}, id="agreed"
        ),
        pytest.param(
            Slot("open.text", "law.text"),
            {"answers": {"law.text": {"open": [{"text": "Find it.\nRead it."}]}}},
            id="lines of an entry",
        ),
        pytest.param(
            Slot("dissent.text", "law.text", held="Police"),
            {"answers": {"law.text": {"dissent": [{"who": "Police", "text": "No.\nNever."}]}}},
            id="lines of a dissent",
        ),
    ],
)
def test_saying_it_again_as_written_by_hand(slot: Slot, keys: Data) -> None:
    """What was written by hand in a form that the interview would not give it stays so when it is said again."""
    before = sheet(**keys)

    assert plain(before) == plain(with_text(before, slot, text_in(before, slot)))


# --- what is said -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "text", "path", "to"),
    [
        (Slot("subject.country"), "Otherland", ("country",), "Otherland"),
        (Slot("subject.handling"), "Secret", ("handling",), "Secret"),
        (Slot("subject.agency"), "Coast_Guard", ("agency",), "coast_guard"),
        (Slot("subject.respondents"), "Head,Clerk", ("respondents",), ["Head", "Clerk"]),
        (Slot("subject.date"), "2026-12-01", ("date",), "2026-12-01"),
        (Slot("subject.conducted"), "facilitated", ("conducted",), "facilitated"),
        (Slot("subject.cleared.service"), "Coast guard", ("cleared_by", 0, "service"), "Coast guard"),
        (Slot("subject.cleared.function"), "Deputy", ("cleared_by", 0, "function"), "Deputy"),
        (Slot("subject.cleared.date"), "2026-12-01", ("cleared_by", 0, "date"), "2026-12-01"),
        (Slot("subject.cleared.function", index=1), "Chief", ("cleared_by", 1, "function"), "Chief"),
        (Slot("reason", "law.text"), "No sea.", ("reason",), "No sea."),
        (Slot("note", "law.text"), "Third.\nFourth.", ("note",), "Third.\nFourth."),
        (Slot("evidence", "law.text"), "verified", ("evidence",), "verified"),
        (Slot("reference.title", "law.text"), "Law", ("reference", "title"), "Law"),
        (Slot("reference.date", "law.text"), "2026-04-01", ("reference", "date"), "2026-04-01"),
        (Slot("reference.holder", "law.text"), "Court", ("reference", "holder"), "Court"),
        (Slot("agreed", "law.text"), "Police\nCustoms", ("agreed",), ["Police", "Customs"]),
        (Slot("dissent.text", "law.text"), "Perhaps.", ("dissent", 0, "text"), "Perhaps."),
        (Slot("open.text", "law.text", 1), "Burn it.", ("open", 1, "text"), "Burn it."),
        (Slot("open.owner", "law.text", 1), "Court", ("open", 1, "owner"), "Court"),
    ],
    ids=lambda each: name(each) if isinstance(each, Slot) else "",
)
def test_changing_a_text(slot: Slot, text: str, path: tuple[str | int, ...], to: Any) -> None:
    """A text that is changed is changed alone: everything else stays, keys of the file's owner included."""
    assert changed(slot, *path, to=to) == plain(with_text(sheet(**FULL), slot, text))


@pytest.mark.parametrize(
    ("slot", "path"),
    [
        (Slot("subject.country"), ("country",)),
        (Slot("subject.agency"), ("agency",)),
        (Slot("subject.respondents"), ("respondents",)),
        (Slot("subject.date"), ("date",)),
        (Slot("subject.conducted"), ("conducted",)),
        (Slot("subject.cleared.function"), ("cleared_by", 0, "function")),
        (Slot("subject.cleared.date"), ("cleared_by", 0, "date")),
        (Slot("subject.cleared.service"), ("cleared_by", 0)),
        (Slot("subject.cleared.service", index=1), ("cleared_by", 1)),
        (Slot("note", "law.text"), ("note",)),
        (Slot("evidence", "law.text"), ("evidence",)),
        (Slot("reference.title", "law.text"), ("reference", "title")),
        (Slot("reference.date", "law.text"), ("reference", "date")),
        (Slot("agreed", "law.text"), ("agreed",)),
        (Slot("dissent.who", "law.text"), ("dissent", 0)),
        (Slot("dissent.who", "law.text", 1), ("dissent", 1)),
        (Slot("open.text", "law.text"), ("open", 0)),
        (Slot("open.owner", "law.text"), ("open", 0, "owner")),
    ],
    ids=lambda each: name(each) if isinstance(each, Slot) else "",
)
@pytest.mark.parametrize("nothing", ["", " \t\n", "\x07\u202e"])
def test_emptying_a_text(slot: Slot, path: tuple[str | int, ...], nothing: str) -> None:
    """A text of nothing, or of nothing that can be seen, is taken out alone; the first text of an entry with the entry."""
    assert changed(slot, *path, to=None) == plain(with_text(sheet(**FULL), slot, nothing))


@pytest.mark.parametrize(
    ("before", "slot"),
    [
        pytest.param(
            answered(reference={"holder": "Court"}), Slot("reference.holder", "law.text"), id="reference"
        ),
        pytest.param(
            answered(dissent=[{"who": "Police", "text": "No."}]),
            Slot("dissent.who", "law.text"),
            id="dissent",
        ),
        pytest.param(answered(open=[{"text": "Find it."}]), Slot("open.text", "law.text"), id="open point"),
        pytest.param(answered(agreed=["Police"]), Slot("agreed", "law.text"), id="agreement"),
    ],
)
def test_last_text_taken_out(before: Sheet, slot: Slot) -> None:
    """Of what holds nothing any more nothing is left in the file."""
    assert plain(answered()) == plain(with_text(before, slot, ""))


def test_note_on_an_open_question_taken_out() -> None:
    """A question that was not answered has no entry once its note is emptied."""
    slot = Slot("note", "law.text")
    noted = with_text(sheet(), slot, "Ask.")
    assert {"law.text": {"note": "Ask."}} == plain(noted)["answers"]

    assert {} == with_text(noted, slot, "").answers


def test_last_clearance_taken_out() -> None:
    """Nobody has cleared answers that the last service was taken out of."""
    before = sheet(subject={"cleared_by": [{"service": "Police"}]})

    assert None is with_text(before, Slot("subject.cleared.service"), "").subject.cleared_by


@pytest.mark.parametrize(
    ("slot", "said", "expected"),
    [
        pytest.param(Slot("note", "law.text"), " A\r\nb\t c\x1b\u202e ", "A\nb  c", id="note"),
        pytest.param(Slot("reason", "law.text"), " No\tcoast. ", "No coast.", id="reason"),
        pytest.param(Slot("subject.country"), " Example\r\nland\x1b[31m ", "Example land[31m", id="subject"),
        pytest.param(Slot("subject.scope"), "A\u00a0b\u2028c", "A\u00a0b c", id="no-break space"),
        pytest.param(Slot("subject.respondents"), "A  b\nc, d ,, \u202f", "A b, c, d", id="respondents"),
        pytest.param(Slot("agreed", "law.text"), "A\nB,", "A, B", id="agreed"),
        pytest.param(Slot("open.text", "law.text"), "A\nb", "A b", id="open point"),
        pytest.param(Slot("subject.cleared.service"), "A\nb", "A b", id="clearance"),
        pytest.param(Slot("dissent.text", "law.text", held="Police"), "A\nb", "A b", id="dissent"),
    ],
)
def test_what_is_said_is_cleaned(slot: Slot, said: str, expected: str) -> None:
    """Control characters go; a note keeps its lines, other texts become one; no-break spaces stay."""
    assert expected == text_in(with_text(sheet(), slot, said), slot)


@pytest.mark.parametrize(
    ("slot", "key"),
    [
        (Slot("subject.date"), "date_day"),
        (Slot("subject.cleared.date"), "date_day"),
        (Slot("reference.date", "law.text"), "date_day"),
    ],
    ids=lambda each: name(each) if isinstance(each, Slot) else "",
)
@pytest.mark.parametrize("wrong", ["23.11.2026", "2026-02-30", "tomorrow"])
def test_no_day(slot: Slot, key: str, wrong: str) -> None:
    """What is no day of the calendar is refused."""
    with pytest.raises(Refused) as refused:
        with_text(sheet(**FULL), slot, wrong)

    assert (key, key) == (refused.value.key, str(refused.value))


@pytest.mark.parametrize("wrong", ["border guard", "2nd", "\u00e9cole", "a.b"])
def test_no_word(wrong: str) -> None:
    """A service that is not one plain word is refused."""
    with pytest.raises(Refused, match=r"^agency_not_word$"):
        with_text(sheet(), Slot("subject.agency"), wrong)


@pytest.mark.parametrize("slot", [Slot("subject.conducted"), Slot("evidence", "law.text")], ids=name)
def test_no_option(slot: Slot) -> None:
    """A word that is none of the fixed ones is refused."""
    with pytest.raises(Refused):
        with_text(sheet(), slot, "zzz")


@pytest.mark.parametrize(
    ("slot", "key"),
    [
        (Slot("reason", "law.text"), "needs_reason"),
        (Slot("dissent.text", "law.text"), "needs_dissent"),
        (Slot("dissent.text", "law.text", 2, held="Coast guard"), "needs_dissent"),
    ],
    ids=lambda each: name(each) if isinstance(each, Slot) else "",
)
@pytest.mark.parametrize("nothing", ["", "  ", "\n", "\x1b\x07", "\u202e"])
def test_what_is_needed(slot: Slot, key: str, nothing: str) -> None:
    """Neither a reason nor what a dissent says can be nothing, or nothing that can be seen."""
    with pytest.raises(Refused, match=f"^{key}$"):
        with_text(sheet(**FULL), slot, nothing)


# The slots that hold any text; who did not agree is held back until they have said something.
ANY_TEXT: Final = [
    slot for slot, _ in STANDS if slot.part not in ("agency", "date", "conducted", "evidence", "who")
]


@pytest.mark.parametrize("slot", ANY_TEXT, ids=name)
def test_longest_text_is_taken(slot: Slot) -> None:
    """A text as long as a reader of files takes is taken; only what is left after cleaning counts."""
    kept = with_text(sheet(**FULL), slot, f" {'x' * LONGEST_TEXT}\x07")

    assert "x" * LONGEST_TEXT == text_in(kept, slot)


@pytest.mark.parametrize("slot", [slot for slot, _ in STANDS], ids=name)
def test_longer_text_is_refused(slot: Slot) -> None:
    """A text that a reader of files would not take is refused, so that what is saved can be read."""
    with pytest.raises(Refused, match=r"^too_long$"):
        with_text(sheet(**FULL), slot, "x" * (LONGEST_TEXT + 1))


def test_longest_text() -> None:
    """The interview and the reader of files have the same limit."""
    assert yaml_text.LONGEST_VALUE == LONGEST_TEXT


def test_reason_makes_not_applicable() -> None:
    """A reason is what makes an answer not applicable; the rest of the answer stays."""
    kept = with_text(answered(note="Kept.", weaknesses=["old"]), Slot("reason", "law.text"), "No coast.")

    assert {
        "level": "not_applicable",
        "reason": "No coast.",
        "note": "Kept.",
        "weaknesses": ["old"],
    } == plain(kept.answers["law.text"])


def test_note_is_no_level() -> None:
    """A note can come before the answer, and does not say which words the question had."""
    kept = with_text(sheet(), Slot("note", "law.text"), "Ask.")

    assert Answer(note="Ask.") == kept.answers["law.text"]


def test_note_leaves_the_fingerprint() -> None:
    """A note on an answer leaves the fingerprint of the words that were answered."""
    kept = with_text(answered(asked="0" * 16), Slot("note", "law.text"), "Ask.")

    assert "0" * 16 == kept.answers["law.text"].asked


# --- lists --------------------------------------------------------------------------------------------------------


def test_new_dissent_is_kept_with_what_was_said() -> None:
    """Who did not agree is not kept before they have said something."""
    before = answered()
    named = with_text(before, Slot("dissent.who", "law.text"), "Police")
    assert before == named

    said = with_text(named, Slot("dissent.text", "law.text", held="Police"), "No.")
    assert [{"who": "Police", "text": "No."}] == plain(said.answers["law.text"])["dissent"]


def test_dissent_of_another() -> None:
    """A dissent can be given to another; the others and keys of the file's owner stay."""
    slot = Slot("dissent.text", "law.text", held="Court of appeal")
    said = with_text(sheet(**FULL), slot, "Perhaps.")

    assert [
        {"who": "Court of appeal", "text": "Perhaps.", "x-day": "2"},
        {"who": "Court", "text": "Never."},
    ] == plain(said)["answers"]["law.text"]["dissent"]


@pytest.mark.parametrize(
    ("slot", "path", "expected"),
    [
        (Slot("open.text", "law.text", 2), ("answers", "law.text", "open"), {"text": "New"}),
        (Slot("subject.cleared.service", index=2), ("subject", "cleared_by"), {"service": "New"}),
        (
            Slot("dissent.text", "law.text", 2, held="Third"),
            ("answers", "law.text", "dissent"),
            {"who": "Third", "text": "New"},
        ),
    ],
    ids=lambda each: name(each) if isinstance(each, Slot) else "",
)
def test_entry_behind_the_last(slot: Slot, path: tuple[str, ...], expected: Data) -> None:
    """A text behind the last entry adds one, and leaves the others."""
    before = inside(plain(sheet(**FULL)), *path)

    assert [*before, expected] == inside(plain(with_text(sheet(**FULL), slot, "New")), *path)


@pytest.mark.parametrize(
    "slot", [Slot("open.text", "law.text", 2), Slot("subject.cleared.service", index=2)], ids=name
)
def test_no_entry_behind_the_last(slot: Slot) -> None:
    """Nothing said behind the last entry adds none."""
    before = sheet(**FULL)

    assert plain(before) == plain(with_text(before, slot, ""))


# --- what comes next ----------------------------------------------------------------------------------------------


def walked(chain: str, before: Sheet, *said: str, question: str | None = None) -> list[str]:
    """Return the slots of a chain that are asked while these texts are said, with their place in a list."""
    slot: Slot | None = Slot(CHAINS[chain][0], question)
    passed: list[str] = []
    for text in said:
        assert slot, f"nothing is asked after {passed}"
        passed.append(f"{slot.name} {slot.index}" if slot.list_name else slot.name)
        before = with_text(before, slot, text)
        slot = next_slot(before, chain, slot, text)
    assert slot is None, f"{slot} is asked"
    return passed


def test_opening() -> None:
    """A new file is asked for the country, what is assessed there, the service, who answers and the day."""
    assert [
        "subject.country",
        "subject.scope",
        "subject.agency",
        "subject.respondents",
        "subject.date",
    ] == walked("opening", sheet(), *[""] * 5)


def test_about() -> None:
    """Who and what is assessed can be said in full, with how it was done and who cleared it."""
    assert [
        *("subject.country", "subject.region", "subject.site", "subject.scope", "subject.period"),
        *("subject.agency", "subject.respondents", "subject.date", "subject.handling"),
        *("subject.conducted", "subject.cleared.service 0"),
    ] == walked("about", sheet(), *[""] * 11)


def test_closing() -> None:
    """Every service that has cleared the answers is asked for its function and day, until there is no further one."""
    said = ("peer", "Customs", "Director", "2026-11-24", "Police", "", "", "")

    assert [
        "subject.conducted",
        *("subject.cleared.service 0", "subject.cleared.function 0", "subject.cleared.date 0"),
        *("subject.cleared.service 1", "subject.cleared.function 1", "subject.cleared.date 1"),
        "subject.cleared.service 2",
    ] == walked("closing", sheet(), *said)


@pytest.mark.parametrize("chain", ["reason", "note"])
def test_single_text(chain: str) -> None:
    """After a reason and after a note nothing is asked."""
    assert [chain] == walked(chain, sheet(), "Text.", question="law.text")


@pytest.mark.parametrize("grade", OPTIONS["evidence"][1:])
def test_evidence(grade: str) -> None:
    """Whatever carries an answer, the document is asked for."""
    assert ["evidence", "reference.title", "reference.date", "reference.holder"] == walked(
        "evidence", answered(), grade, "Law", "", "", question="law.text"
    )


@pytest.mark.parametrize("grade", ["", "none", " none\n"])
def test_no_evidence(grade: str) -> None:
    """Where nothing carries an answer, no document is asked for."""
    assert ["evidence"] == walked("evidence", answered(), grade, question="law.text")


def test_views() -> None:
    """Agreement, then everyone who did not agree with what they say, then every open point with its owner."""
    said = ("A, B", "C", "No.", "D", "Never.", "", "Find it.", "A", "Read it.", "", "")

    assert [
        "agreed",
        *("dissent.who 0", "dissent.text 0", "dissent.who 1", "dissent.text 1", "dissent.who 2"),
        *("open.text 0", "open.owner 0", "open.text 1", "open.owner 1", "open.text 2"),
    ] == walked("views", answered(), *said, question="law.text")


def test_no_views() -> None:
    """Where there is nothing to say of views, each kind is asked once."""
    assert ["agreed", "dissent.who 0", "open.text 0"] == walked(
        "views", answered(), "", "", " ", question="law.text"
    )


def test_entries_taken_out_one_by_one() -> None:
    """After an entry is taken out, the next one stands in its place and is asked; only then what comes after the list."""
    assert [
        "agreed",
        *("dissent.who 0", "dissent.who 0"),
        *("open.text 0", "open.owner 0", "open.text 1"),
    ] == walked("views", sheet(**FULL), "", "", "", "Find it.", "", "", question="law.text")


def test_name_waits_for_what_was_said() -> None:
    """The name of who did not agree is held, on one line, until they have said something, and not longer."""
    named = next_slot(answered(), "views", Slot("dissent.who", "law.text"), " Coast\nguard ")
    assert Slot("dissent.text", "law.text", held="Coast guard") == named

    assert Slot("dissent.who", "law.text", 1) == next_slot(answered(), "views", named, "No.")

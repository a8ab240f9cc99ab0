"""The texts of an answers file that the interview asks one by one: what stands in each, what may, and which comes next.

A slot is one such text. Slots of a list (`dissent`, `open`, `cleared`) are counted from 0; one behind the last is empty and adds
an entry when it is filled.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, get_args

from cpch_cli.core.model import (
    NOT_APPLICABLE,
    Answer,
    Clearance,
    Conduct,
    Dissent,
    Grade,
    OpenPoint,
    Reference,
    Sheet,
    Subject,
    Value,
    plain,
)
from cpch_cli.core.problems import Problem
from cpch_cli.core.reading import validate
from cpch_cli.core.text import clean, one_line

V = TypeVar("V", bound=Value)

# What is longer could be saved, but not read again.
LONGEST_TEXT: Final = 20_000

# Fixed words for a slot; an agency may have another name as well.
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "subject.agency": ("customs", "police", "joint"),
    "subject.conducted": get_args(Conduct),
    "evidence": get_args(Grade),
}
OPEN_OPTIONS: Final = frozenset({"subject.agency"})
SEVERAL_LINES: Final = frozenset({"note"})

# The texts in the order in which they are asked.
OPENING: Final = ("country", "scope", "agency", "respondents", "date")
_ABOUT: Final = ("country", "region", "site", "scope", "period", "agency", "respondents", "date", "handling")
_CLOSING: Final = ("conducted", "cleared.service")


def _subject(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"subject.{name}" for name in names)


CHAINS: Final[Mapping[str, tuple[str, ...]]] = {
    "opening": _subject(OPENING),
    "about": _subject(_ABOUT + _CLOSING),
    "closing": _subject(_CLOSING),
    "reason": ("reason",),
    "note": ("note",),
    "evidence": ("evidence", "reference.title", "reference.date", "reference.holder"),
    "views": ("agreed", "dissent.who", "open.text"),
}

# The texts of an entry of a list; the later ones are asked only while the first is there.
_TEXTS_OF_ENTRY: Final[Mapping[str, tuple[str, ...]]] = {
    "dissent": ("who", "text"),
    "open": ("text", "owner"),
    "cleared": ("service", "function", "date"),
}


class Refused(ValueError):  # noqa: N818 - it is the text that was refused
    """A text cannot stand in its slot; `key` says why, in the program's words."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one text stands.

    Attributes:
        name: such as `subject.country`, `note` or `dissent.who`.
        question: the id of the question whose answer it belongs to; None for the subject.
        index: which entry of a list, from 0.
        held: what was said before and is kept only together with this: the level that a reason is for (not applicable
            where none is held), or who dissents.
    """

    name: str
    question: str | None = None
    index: int = 0
    held: str = ""

    @property
    def list_name(self) -> str | None:
        """The list that the slot is in, if any."""
        name = self.name.removeprefix("subject.").split(".")[0]
        return name if name in _TEXTS_OF_ENTRY else None

    @property
    def part(self) -> str:
        """The last word of the name."""
        return self.name.split(".")[-1]


def text_in(sheet: Sheet, slot: Slot) -> str:
    """Return what stands in a slot as a person would write it, empty if nothing does."""
    if slot.list_name:
        entries = _entries(sheet, slot)
        return _shown(getattr(entries[slot.index], slot.part)) if slot.index < len(entries) else ""
    if slot.question is None:
        return _shown(getattr(sheet.subject, slot.part))
    answer = sheet.answers.get(slot.question, Answer())
    if slot.name.startswith("reference."):
        return _shown(getattr(answer.reference, slot.part)) if answer.reference else ""
    return _shown(getattr(answer, slot.part))


def with_text(sheet: Sheet, slot: Slot, text: str) -> Sheet:
    """Return the sheet with a text in a slot; an empty one empties it.

    Raises:
        Refused: if the text cannot stand there.
    """
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise Refused("too_long")
    if text == clean(text_in(sheet, slot)) and not _says_more(sheet, slot):
        # As it stood, also where it was written by hand in another form than it would be given here.
        return sheet
    if slot.list_name:
        return _with_entry(sheet, slot, one_line(text))
    if slot.question is None:
        subject = _changed(sheet.subject, Subject, slot.part, _as_value(slot, text))
        return sheet.model_copy(update={"subject": subject})
    answer = sheet.answers.get(slot.question, Answer())
    if slot.name.startswith("reference."):
        reference = _changed(answer.reference or Reference(), Reference, slot.part, _as_value(slot, text))
        filled = any(getattr(reference, name) for name in ("title", "date", "holder"))
        changed = answer.model_copy(update={"reference": reference if filled else None})
    elif slot.name == "reason":
        level = _level_of(slot)
        if not text:
            raise Refused("needs_reason" if level == NOT_APPLICABLE else "needs_joint_reason")
        changed = answer.model_copy(update={"level": level, "reason": text})
    else:
        changed = _changed(answer, Answer, slot.part, _as_value(slot, text))
    return _with_answer(sheet, slot.question, changed)


def _level_of(slot: Slot) -> str:
    return slot.held or NOT_APPLICABLE


def _says_more(sheet: Sheet, slot: Slot) -> bool:
    """Tell whether a text says something besides itself: a reason for which level it is, a dissent whose it is."""
    if slot.name == "reason":
        return sheet.answers.get(str(slot.question), Answer()).level != _level_of(slot)
    if slot.name == "dissent.text":
        entries = _entries(sheet, slot)
        return slot.index >= len(entries) or entries[slot.index].who != slot.held
    return False


def _with_answer(sheet: Sheet, question: str, answer: Answer) -> Sheet:
    """Return the sheet with an answer, without an entry where nothing is said."""
    others = {key: other for key, other in sheet.answers.items() if key != question}
    return sheet.with_answers({**sheet.answers, question: answer} if plain(answer) else others)


def next_slot(sheet: Sheet, chain: str, slot: Slot, said: str) -> Slot | None:
    """Return the slot of a chain that is asked after another in which something, or nothing, was said; None at its end."""
    said = clean(said)
    names = CHAINS[chain]
    if slot.list_name:
        parts = _TEXTS_OF_ENTRY[slot.list_name]
        opens = slot.part == parts[0]
        if not opens or said:
            later = parts[parts.index(slot.part) + 1 :]
            if later:
                held = one_line(said) if slot.list_name == "dissent" else ""
                return replace(slot, name=_sibling(slot, later[0]), held=held)
            return replace(slot, name=_sibling(slot, parts[0]), index=slot.index + 1, held="")
        if slot.index < len(_entries(sheet, slot)):
            # What stood here was taken out, so that another stands here now.
            return replace(slot, held="")
        names_at = names.index(_sibling(slot, parts[0]))
    elif slot.name == "evidence" and said in ("", "none"):
        return None
    else:
        names_at = names.index(slot.name)
    return Slot(names[names_at + 1], slot.question) if names_at + 1 < len(names) else None


def _sibling(slot: Slot, part: str) -> str:
    return f"{slot.name.rpartition('.')[0]}.{part}"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _as_value(slot: Slot, text: str) -> object:
    match slot.part:
        case "respondents" | "agreed":
            return [one_line(part) for part in re.split("[,\n]", text) if part.strip()]
        case "agency":
            return one_line(text).lower()
        case _:
            return text if slot.name in SEVERAL_LINES else one_line(text)


def _changed(value: V, kind: type[V], name: str, changed: object) -> V:
    """Return a value with one of its texts changed, if that is what it may be."""
    read, problems = validate(kind, {name: changed} if changed else {})
    if read is None:
        raise _refused(name, problems[0])
    return value.model_copy(update={name: getattr(read, name)})


def _refused(name: str, problem: Problem) -> Refused:
    return Refused(f"{name}_{problem.code}")


# --- lists ------------------------------------------------------------------------------------------------------------

_KINDS: Final[Mapping[str, Callable[..., Any]]] = {
    "dissent": Dissent,
    "open": OpenPoint,
    "cleared": Clearance,
}


def _entries(sheet: Sheet, slot: Slot) -> tuple[Any, ...]:
    if slot.question is None:
        return sheet.subject.cleared_by or ()
    return getattr(sheet.answers.get(slot.question, Answer()), str(slot.list_name)) or ()


def _with_entry(sheet: Sheet, slot: Slot, text: str) -> Sheet:
    entries, kind = list(_entries(sheet, slot)), _KINDS[str(slot.list_name)]
    there = slot.index < len(entries)
    first = _TEXTS_OF_ENTRY[str(slot.list_name)][0]
    if slot.part == first and not text:
        del entries[slot.index : slot.index + 1]
    elif slot.name == "dissent.who":
        # Kept only with what was said: see `held`.
        return sheet
    elif slot.name == "dissent.text":
        if not text:
            raise Refused("needs_dissent")
        before = entries[slot.index] if there else Dissent(who=slot.held, text=text)
        said = before.model_copy(update={"who": slot.held or before.who, "text": text})
        entries[slot.index : slot.index + 1] = [said]
    elif there:
        entries[slot.index] = _changed_entry(entries[slot.index], slot, text)
    else:
        entries.append(kind(**{slot.part: text}))
    return _with_entries(sheet, slot, tuple(entries) or None)


def _changed_entry(entry: Any, slot: Slot, text: str) -> Any:
    first = _TEXTS_OF_ENTRY[str(slot.list_name)][0]
    given = {first: getattr(entry, first), slot.part: text or None}
    read, problems = validate(type(entry), given)
    if read is None:
        raise _refused(slot.part, problems[0])
    return entry.model_copy(update={slot.part: getattr(read, slot.part)})


def _with_entries(sheet: Sheet, slot: Slot, entries: tuple[Any, ...] | None) -> Sheet:
    if slot.question is None:
        subject = sheet.subject.model_copy(update={"cleared_by": entries})
        return sheet.model_copy(update={"subject": subject})
    answer = sheet.answers.get(slot.question, Answer()).model_copy(update={str(slot.list_name): entries})
    return _with_answer(sheet, slot.question, answer)

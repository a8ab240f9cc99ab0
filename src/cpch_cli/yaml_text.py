"""YAML and JSON text to plain data and back: every scalar as the text written, every problem with its place.

The only module that knows PyYAML. It reads events and not objects, so that `NO` stays `NO`, the second of two equal
keys is noticed, and a file of a hundred thousand brackets is refused instead of crashing the parser's C code. What is
written as plainly as cpch writes it is read line by line (plain_yaml.py), and by events only when a place is asked for.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from cpch_cli.core.problems import Located, Path, Problem, in_order
from cpch_cli.core.text import clean
from cpch_cli.plain_yaml import NOTHING, read_plain

DEEPEST: Final = 20
MOST_NODES: Final = 50_000
LONGEST_VALUE: Final = 20_000
# Composing its characters makes no text more than four times as long.
_SURELY_SHORT: Final = LONGEST_VALUE // 4

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML does not allow in a text, its own line break (U+0085) aside.
_NO_CONTROLS: Final = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 0x85), *range(0x86, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF]
)
_CONTROLS: Final = re.compile(f"[{re.escape(''.join(map(chr, _NO_CONTROLS)))}]")
# Between the values of JSON a tab can only be a blank; in them, JSON takes for text what YAML takes for a line break.
_JSON_AS_YAML: Final = {9: " ", 0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
# What JSON may hold as it is, and a reader of YAML takes out: written as an escape, it survives.
_UNREADABLE: Final = re.compile("[\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SHORTHAND: Final = "tag:yaml.org,2002:"
# With the rest of its line where that is empty, so that line 1 of a document is its own first line.
_DOCUMENT_START: Final = re.compile(r"^---(?:[ \t]*\r?\n|(?=\s)|$)", re.MULTILINE)
_TAB_BEFORE_VALUE: Final = re.compile(r"[ ?:-]*\t")
_YAML_BREAKS: Final = re.compile("[\x85\u2028\u2029]")

Place = tuple[int, int]


@dataclass(slots=True)
class _Marks:
    """Where a value stands, where its keys stand, and the same of what is inside it."""

    place: Place
    keys: dict[str | int, Place] = field(default_factory=dict)
    inside: dict[str | int, "_Marks"] = field(default_factory=dict)


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """The text cannot be read on from here."""

    def __init__(self, place: Place, code: str, **values: str) -> None:
        super().__init__(code)
        self.located = Located(*place, Problem((), code, values))


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text says, as mappings, lists, texts and None, and where it says so.

    Attributes:
        problems: what is wrong in the text itself; `fatal` if the data cannot be used at all.
    """

    data: Any
    problems: tuple[Located, ...]
    fatal: bool
    _find_marks: Callable[[], _Marks]

    def locate(self, problem: Problem) -> Located:
        """Return the problem with its place: that of its path, or of the nearest thing around it."""
        top = self._find_marks()
        marks, place = top, top.place
        for key in problem.path:
            if key not in marks.inside:
                break
            marks, place = marks.inside[key], marks.inside[key].place
            if problem.at_key:
                place = _key_place(top, problem.path, place)
        return Located(*place, problem)

    def located(self, problems: Iterable[Problem]) -> tuple[Located, ...]:
        """Return what is wrong in the text and, if it can be used at all, with what it says, in a reader's order."""
        return in_order([*self.problems, *([] if self.fatal else map(self.locate, problems))])


def _key_place(marks: _Marks, path: Path, place: Place) -> Place:
    for key in path[:-1]:
        if key not in marks.inside:
            return place
        marks = marks.inside[key]
    return marks.keys.get(path[-1], place)


def read(text: str, *, as_json: bool = False) -> Tree:
    """Return what one document says. Never raises: what is wrong is in the tree's problems."""
    if as_json:
        return _read_json(text)
    text = _without_controls(text)
    data = read_plain(text, deepest=DEEPEST, longest=_SURELY_SHORT) if len(text) <= MOST_NODES else None
    if data is None:
        return _read_yaml(text, _Loader)
    return Tree(data, (), fatal=False, _find_marks=lambda: _read_yaml(text, _Loader)._find_marks())  # noqa: SLF001


def _without_controls(text: str) -> str:
    # Looking first is ten times as fast, but for ASCII.
    return text.translate(_NO_CONTROLS) if text.isascii() or _CONTROLS.search(text) else text


def is_json(text: str) -> bool:
    """Tell whether a text is one JSON document with keys; what only begins like one can be YAML all the same."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def split_documents(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the documents of a stream and whether each is JSON: a whole one, one a line, or YAML parted by `---`."""
    if is_json(text):
        yield text, True
        return
    if text.lstrip().startswith("{") and is_json(text.lstrip().split("\n", 1)[0]):
        # Not `splitlines`: JSON may hold what that takes for a line break.
        yield from ((line, True) for line in text.split("\n") if line.strip())
        return
    for document in _DOCUMENT_START.split(text):
        if not all(_says_nothing(line) for line in document.splitlines()):
            yield document, False


def _says_nothing(line: str) -> bool:
    return line.startswith("%") or line.strip()[:1] in ("", "#")


def has_comments(text: str) -> bool:
    """Tell whether YAML text that can be read holds comments, which writing it anew would lose."""
    text = _without_controls(text)
    kept, last = [], 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            start = event.start_mark.index
            kept.append(text[last:start])
            if event.style in ("|", ">"):
                kept.append(text[start:].partition("\n")[0])
            last = event.end_mark.index
    return re.search(r"(^|\s)#", " ".join([*kept, text[last:]])) is not None


def write(data: Any, *, as_json: bool = False) -> str:
    """Return plain data as YAML: keys in the order given, long text folded, several lines as a block; or as JSON."""
    if as_json:
        return _UNREADABLE.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
    if data is None:
        return "null\n"
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class _Dumper(yaml.SafeDumper):
    """YAML as a person would write it; aliases only confuse."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is the library's
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # The library writes these as they are, and a reader takes them for blanks.
    style = '"' if _YAML_BREAKS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    # An empty place invites to be filled in; `null` does not.
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(type(None), _write_nothing)


# --- YAML ---------------------------------------------------------------------------------------------------------


def _read_yaml(text: str, loader: type[Any]) -> Tree:
    reading = _Reading()
    try:
        data, marks = reading.document(iter(yaml.parse(text, Loader=loader)))
    except _Unreadable as wrong:
        return _unreadable(reading, wrong.located)
    except yaml.MarkedYAMLError as error:
        return _unreadable(reading, _syntax(error, text))
    return Tree(data, tuple(reading.problems), fatal=False, _find_marks=lambda: marks)


def _unreadable(reading: "_Reading", located: Located) -> Tree:
    return Tree(None, (*reading.problems, located), fatal=True, _find_marks=lambda: _Marks((1, 1)))


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Located:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    at = lines[line] if line < len(lines) else ""
    if tab := _TAB_BEFORE_VALUE.match(at):
        return Located(line + 1, tab.end(), Problem((), "yaml.tab"))
    return Located(line + 1, column + 1, Problem((), "yaml.syntax", {"reason": error.problem or ""}))


class _Reading:
    """One document being read: its events become data, and what is odd is noted on the way."""

    def __init__(self) -> None:
        self.problems: list[Located] = []
        self._path: list[str | int] = []
        self._nodes = 0
        self._anchors: dict[str, tuple[Any, _Marks, int]] = {}

    def document(self, events: Iterator[Any]) -> tuple[Any, _Marks]:
        """Return the data of the only document and its marks."""
        data, marks, seen = None, _Marks((1, 1)), False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise _Unreadable(_place(event), "yaml.second_document")
                seen = True
                data, marks = self._value(next(events), events)
        return data, marks

    def _value(self, event: Any, events: Iterator[Any]) -> tuple[Any, _Marks]:
        before = self._nodes
        self._count(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            self._note(event, "yaml.tag", word=event.tag.replace(_SHORTHAND, "!!"))
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        else:
            self._require_depth(len(self._path), event)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            value = self._mapping(event, events) if is_mapping else self._sequence(event, events)
        if event.anchor is not None:
            self._anchors[event.anchor] = (*value, self._nodes - before)
        return value

    def _scalar(self, event: Any) -> tuple[Any, _Marks]:
        text = _text(event)
        if len(text) > LONGEST_VALUE or len(_kept(text)) > LONGEST_VALUE:
            self._note(event, "yaml.long", most=str(LONGEST_VALUE))
        plain = event.style in (None, "")
        return (None if plain and text in NOTHING else text), _Marks(_place(event))

    def _alias(self, event: Any) -> tuple[Any, _Marks]:
        if event.anchor not in self._anchors:
            raise _Unreadable(_place(event), "yaml.alias", word=event.anchor)
        data, marks, nodes = self._anchors[event.anchor]
        self._count(nodes, event)
        self._require_depth(len(self._path) + _depth(data) - 1, event)
        return data, marks

    def _mapping(self, start: Any, events: Iterator[Any]) -> tuple[Any, _Marks]:
        data: dict[str, Any] = {}
        marks = _Marks(_place(start))
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unreadable(_place(event), "yaml.key")
            key = _text(event)
            self._path.append(key)
            value, inside = self._value(next(events), events)
            if key == "<<" and event.style in (None, ""):
                self._note(event, "yaml.merge", at_key=True)
            elif key in data:
                self._note(event, "yaml.twice", at_key=True, word=key)
            else:
                data[key] = value
                marks.keys[key], marks.inside[key] = _place(event), inside
            self._path.pop()
        return data, marks

    def _sequence(self, start: Any, events: Iterator[Any]) -> tuple[Any, _Marks]:
        data: list[Any] = []
        marks = _Marks(_place(start))
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            self._path.append(len(data))
            value, inside = self._value(event, events)
            marks.inside[len(data)] = inside
            data.append(value)
            self._path.pop()
        return data, marks

    def _count(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise _Unreadable(_place(event), "yaml.nodes", most=str(MOST_NODES))

    def _require_depth(self, around: int, event: Any) -> None:
        if around >= DEEPEST:
            raise _Unreadable(_place(event), "yaml.deep", most=str(DEEPEST))

    def _note(self, event: Any, code: str, *, at_key: bool = False, **values: str) -> None:
        problem = Problem(tuple(self._path), code, values, at_key=at_key)
        self.problems.append(Located(*_place(event), problem))


def _text(scalar: Any) -> str:
    """Return a scalar's text with the halves of surrogate pairs, which JSON escapes singly, put together."""
    text: str = scalar.value
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _depth(data: Any) -> int:
    """Return how many mappings and lists stand inside each other."""
    match data:
        case dict():
            return 1 + max(map(_depth, data.values()), default=0)
        case list():
            return 1 + max(map(_depth, data), default=0)
        case _:
            return 0


def _kept(text: str) -> str:
    """Return a long text as it will be saved, which composing its characters can make longer; a short one as it is."""
    return clean(text) if len(text) > _SURELY_SHORT else text


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


# --- JSON ---------------------------------------------------------------------------------------------------------


def _read_json(text: str) -> Tree:
    """Read JSON as the YAML that it is, once it is known to be JSON: so values and places come the same way."""
    try:
        json.loads(text, parse_int=str)  # Python refuses to make numbers of very many digits
    except json.JSONDecodeError as error:
        problem = Problem((), "json.syntax", {"reason": error.msg})
        return _unreadable(_Reading(), Located(error.lineno, error.colno, problem))
    except RecursionError:
        return _unreadable(_Reading(), Located(1, 1, Problem((), "yaml.deep", {"most": str(DEEPEST)})))
    # libyaml refuses the halves of a surrogate pair, PyYAML's own loader does not.
    has_surrogates = re.search(r"\\u[dD][89a-fA-F]", text)
    as_yaml = _without_controls(text.translate(_JSON_AS_YAML))
    return _read_yaml(as_yaml, yaml.SafeLoader if has_surrogates else _Loader)

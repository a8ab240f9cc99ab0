"""From plain data to a value, or to everything that is wrong with it: pydantic's findings in our own terms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import count, islice
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cpch_cli.core import model
from cpch_cli.core.model import CONDITION_KEYS, ID_PATTERN, WORD_PATTERN, Value, tag
from cpch_cli.core.problems import Path, Problem, unknown

V = TypeVar("V", bound=Value)

_SAME_WORDS: Final = frozenset(
    {"number", "flag", "day", "effort", "capacity", "negative", "not_positive", "reserved_level", "condition"}
)
_CODES: Final = {
    "string_type": "not_text",
    "tuple_type": "not_list",
    "dict_type": "not_mapping",
    "mapping_type": "not_mapping",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "too_short": "needs_one",
}
_TAGS: Final = frozenset({"[key]", *map(tag, CONDITION_KEYS)})
_PATTERNS: Final = {ID_PATTERN: "not_id", WORD_PATTERN: "not_word"}
_EXAMPLES: Final = {
    model.COUNTRY_PATTERN: "FRA",
    model.LANGUAGE_PATTERN: "fr",
    model.SECTION_PATTERN: "III.b",
    model.ASKED_PATTERN: "9f2c61d07a4b5e13",
    model.STRING_HASH_PATTERN: "9f2c61d0",
    model.DIGEST_PATTERN: "sha256:" + "9f2c61d0" * 8,
}


def validate(kind: type[V], data: Any) -> tuple[V | None, tuple[Problem, ...]]:
    """Return the value that plain data makes and no problem, or no value and every problem of the data."""
    try:
        return kind.model_validate(data), ()
    except ValidationError as error:
        problems = [_problem(kind, detail) for detail in error.errors(include_url=False)]
        return None, tuple(problem for problem in problems if not _follows(problem, problems))


def salvage(kind: type[V], data: Any, wrong: Iterable[Problem]) -> tuple[V | None, frozenset[Path]]:
    """Return the value that plain data makes without what is wrong in it, and the paths that were left out.

    So more can be looked for at once. No value where nothing is left. Positions in its lists are those of what is left:
    see `restore`.
    """
    left_out = frozenset(problem.path for problem in wrong)
    value, more = validate(kind, _without(data, left_out))
    # What lacks a key now, because that was wrong, is left out itself.
    while value is None and (
        further := {restore(problem, left_out).path for problem in more} - left_out - {()}
    ):
        left_out |= further
        value, more = validate(kind, _without(data, left_out))
    return value, left_out


def restore(problem: Problem, left_out: Collection[Path]) -> Problem:
    """Return a problem of a salvaged value with its path in the data from which something was left out."""
    path: Path = ()
    for key in problem.path:
        path = (*path, key if isinstance(key, str) else _position(path, key, left_out))
    return replace(problem, path=path)


def _without(data: Any, left_out: Collection[Path], here: Path = ()) -> Any:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if entries is None:
        return data
    kept = {
        key: _without(entry, left_out, (*here, key)) for key, entry in entries if (*here, key) not in left_out
    }
    return kept if isinstance(data, dict) else list(kept.values())


def _position(around: Path, place: int, left_out: Collection[Path]) -> int:
    """Return where in its list stood what is the entry number `place` of those that are left."""
    left = (position for position in count() if (*around, position) not in left_out)
    return next(islice(left, place, None))


def _follows(problem: Problem, problems: Iterable[Problem]) -> bool:
    """Tell whether a list only seems empty because what stands in it is wrong, which is said already."""
    depth = len(problem.path)
    return problem.code == "needs_one" and any(
        len(other.path) > depth and other.path[:depth] == problem.path for other in problems
    )


def _problem(kind: type[Value], detail: ErrorDetails) -> Problem:
    # What is missing or unknown is a key, whatever it looks like.
    around, key = _without_tags(detail["loc"][:-1]), detail["loc"][-1:]
    path = (*around, *_without_tags(key))
    given = detail["input"]
    word = given if isinstance(given, str) else ""
    match detail["type"]:
        case "missing":
            return Problem(around, "missing_key", {"word": str(key[0])})
        case "extra_forbidden":
            known = _keys_at(kind, detail["loc"][:-1])
            # A known key can still be out of place: `at_most` beside `at_least` is no misspelling.
            near = [] if key[0] in known else known
            return Problem((*around, *key), *unknown("unknown_key", str(key[0]), near), at_key=True)
        case "literal_error":
            return Problem(path, *_not_one_of(word, detail["ctx"]["expected"]))
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            values = {"word": word, "example": _EXAMPLES.get(pattern, "")}
            return Problem(path, _PATTERNS.get(pattern, "not_like"), values)
        case code if code in _SAME_WORDS:
            return Problem(path, code, {"word": word})
        case code:
            is_empty_text = code == "too_short" and isinstance(given, str)
            return Problem(path, "empty" if is_empty_text else _CODES[code], {"word": word})


def _not_one_of(word: str, expected: str) -> tuple[str, dict[str, str]]:
    known = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
    code, values = unknown("not_one_of", word, known)
    return code, {**values, "known": ", ".join(known)}


def _without_tags(path: Path) -> Path:
    """Leave out of pydantic's path what names a kind of value and is no key of the file."""
    return tuple(step for step in path if step not in _TAGS)


def _keys_at(kind: Any, path: Path) -> list[str]:
    """Return the keys that the mapping at a path may have."""
    kinds = [kind]
    for key in path:
        kinds = [inside for one in kinds for inside in _inside(one, key)]
    models = [one for one in kinds if _is_model(one)]
    return [field.alias or name for one in models for name, field in one.model_fields.items()]


def _inside(kind: Any, key: str | int) -> list[Any]:
    if _is_model(kind):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return _members(fields[str(key)]) if key in fields else [kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _members(arguments[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _members(arguments[1])
    return []


def _members(annotation: Any) -> list[Any]:
    """Return the kinds that an annotation allows, optional ones and unions taken apart."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _members(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [member for part in get_args(annotation) for member in _members(part)]
    return [annotation]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Value)

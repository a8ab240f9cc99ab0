"""The diagnostic and the answers as frozen values: types, validation and JSON Schema from one definition.

A value arrives as the text that stood in the file; its field decides what the text means. Nothing here looks at
more than one value: that ids exist and conditions make sense is the business of check.py and sheet.py.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Annotated, Any, Final, Literal, final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StringConstraints,
    Tag,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema

from cpch_cli.core.text import clean

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not_applicable"

ID_PATTERN: Final = r"^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$"
WORD_PATTERN: Final = r"^[a-z][a-z0-9_-]*$"
# Fifteen digits are more than any weight or score needs, and no number of them overflows a double.
NUMBER_PATTERN: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
SECTION_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9.]*$"
LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}$"
COUNTRY_PATTERN: Final = r"^[A-Z]{3}$"
ASKED_PATTERN: Final = r"^[0-9a-f]{16}$"
STRING_HASH_PATTERN: Final = r"^[0-9a-f]{8}$"
DIGEST_PATTERN: Final = r"^sha256:[0-9a-f]{64}$"
DATE_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

# A reader that is not ours may see 12 or true where we see the text "12" or "true": the schemas accept both.
_SCALAR: Final = ["string", "number", "boolean"]


def _as_text(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _is_number(text: str) -> bool:
    # `match` would let a line break pass, since `$` stands before one too.
    return re.fullmatch(NUMBER_PATTERN, text) is not None


def _as_number(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str | int) or not _is_number(str(value)):
        raise PydanticCustomError("number", "not a number", {"word": str(value)})
    return Fraction(str(value))


def _as_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("flag", "not true or false", {"word": str(value)})
    return value == "true"


def _as_day(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.match(DATE_PATTERN, value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day", {"word": str(value)})


def _as_effort(value: object) -> int:
    if value in (1, 2, 3, 4, 5, "1", "2", "3", "4", "5"):
        return int(str(value))
    raise PydanticCustomError("effort", "not 1 to 5", {"word": str(value)})


def _not_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise PydanticCustomError("negative", "below 0", {"word": str(json_number(value))})
    return value


def _positive(value: Fraction) -> Fraction:
    if value <= 0:
        raise PydanticCustomError("not_positive", "not above 0", {"word": str(json_number(value))})
    return value


def _level_id(value: str) -> str:
    if value in (UNKNOWN, NOT_APPLICABLE):
        raise PydanticCustomError("reserved_level", "reserved", {"word": value})
    return value


def json_number(value: Fraction) -> int | float:
    """Return the JSON number for an exact value: a whole number, or the nearest double."""
    return value.numerator if value.denominator == 1 else float(value)


def _written(value: Fraction | dt.date) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(json_number(value))


Text = Annotated[
    str,
    BeforeValidator(_as_text),
    StringConstraints(min_length=1),
    WithJsonSchema({"type": _SCALAR, "minLength": 1}),
]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
LevelId = Annotated[str, StringConstraints(pattern=WORD_PATTERN), AfterValidator(_level_id)]
Word = Annotated[str, StringConstraints(pattern=WORD_PATTERN)]
Section = Annotated[str, StringConstraints(pattern=SECTION_PATTERN)]
Hash = Annotated[
    str,
    StringConstraints(pattern=ASKED_PATTERN),
    WithJsonSchema({"type": ["string", "number"], "pattern": ASKED_PATTERN}),
]
_NUMBER_SCHEMA: Final = {"type": ["string", "number"], "pattern": NUMBER_PATTERN}
_number_out = PlainSerializer(json_number, return_type=int | float)
Number = Annotated[Fraction, BeforeValidator(_as_number), _number_out, WithJsonSchema(_NUMBER_SCHEMA)]
ScaleValue = Annotated[
    Fraction,
    BeforeValidator(_as_number),
    AfterValidator(_not_negative),
    _number_out,
    WithJsonSchema({**_NUMBER_SCHEMA, "minimum": 0}),
]
Weight = Annotated[
    Fraction,
    BeforeValidator(_as_number),
    AfterValidator(_positive),
    _number_out,
    WithJsonSchema({**_NUMBER_SCHEMA, "exclusiveMinimum": 0}),
]
Effort = Annotated[
    int,
    BeforeValidator(_as_effort),
    WithJsonSchema({"enum": [1, 2, 3, 4, 5, "1", "2", "3", "4", "5"]}),
]
Flag = Annotated[bool, BeforeValidator(_as_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Day = Annotated[
    dt.date,
    BeforeValidator(_as_day),
    PlainSerializer(_written, return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
LevelText = Annotated[str, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number"]})]

Source = Literal["handbook", "project"]
Kind = Literal["framework", "practice", "result"]
Actor = Literal["customs", "police", "prosecution", "legislator", "government"]
Horizon = Literal["quick", "medium", "long"]
Grade = Literal["none", "statement", "document", "verified"]
# The grade of what was seen at work, and not only on paper.
BEST_SHOWN: Final[Grade] = "verified"
Conduct = Literal["self", "facilitated", "peer"]
Handling = Literal["shared", "own_service", "national"]

# How keys of one's own begin, in every mapping of every file.
EXTENSIONS: Final = "x-"


def _set_extensions_apart(data: Any) -> Any:
    """Gather the keys that begin with `x-`, so that every other key must be known; an empty value is no value."""
    if not isinstance(data, dict):
        return data
    if None not in data.values() and EXTENSIONS not in "".join(map(str, data)):
        # Nothing can be amiss, which is so most of the time.
        return data
    extensions = {key: value for key, value in data.items() if str(key).startswith(EXTENSIONS)}
    known = {key: value for key, value in data.items() if key not in extensions and value is not None}
    return {**known, EXTENSIONS: extensions} if extensions else known


def _open_schema(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema what holds of every mapping: `x-` keys are allowed, an empty value is no value."""
    properties = schema.get("properties", {})
    properties.pop(EXTENSIONS, None)
    required = schema.get("required", [])
    for key, rule in properties.items():
        rule.pop("title", None)
        rule.pop("default", None)
        if key not in required and not any(option == {"type": "null"} for option in rule.get("anyOf", [])):
            properties[key] = {"anyOf": [rule, {"type": "null"}]}
    schema.pop("title", None)
    schema["patternProperties"] = {"^x-": {}}


class _MapSchema:
    """JSON Schema of a mapping by id: keys that begin with `x-` may hold anything."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        rules = [*schema.pop("patternProperties", {}).values()]
        rules += [rule for rule in [schema.pop("additionalProperties", None)] if rule]
        schema["patternProperties"] = {"^x-": {}, "^(?!x-)": rules[0]}
        schema.pop("propertyNames", None)
        return schema


def _without_extensions(data: Any) -> Any:
    """Leave out what begins with `x-`: for mappings of a diagnostic, which cpch reads but never writes."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if not str(key).startswith(EXTENSIONS)}


def _around_extensions(data: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Validate all but what begins with `x-`, which stays as it is: for mappings of an answers file."""
    if not isinstance(data, dict):
        return validate(data)
    aside = {key: value for key, value in data.items() if str(key).startswith(EXTENSIONS)}
    if not aside:
        return validate(data)
    return {**validate({key: data[key] for key in data if key not in aside}), **aside}


def _plain_entries(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(entry) if isinstance(entry, Value) else entry for key, entry in entries.items()}


class Value(BaseModel):
    """A frozen mapping of a file: known keys, and keys beginning with `x-` that are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_open_schema)

    extensions: Mapping[str, Any] = Field(default_factory=dict, alias=EXTENSIONS, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _extensions_apart(cls, data: Any) -> Any:
        return _set_extensions_apart(data)

    @model_serializer(mode="wrap")
    def _extensions_back(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        plain: dict[str, Any] = handler(self)
        extensions = plain.pop(EXTENSIONS, plain.pop("extensions", {}))
        return {**plain, **extensions}


def plain(value: Value) -> dict[str, Any]:
    """Return a value as plain mappings, lists, strings and numbers, with the keys that were given and no others."""
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def canonical(data: Any) -> bytes:
    """Return plain data as canonical JSON in UTF-8: keys sorted, no blanks, no ASCII escapes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


_by_id = (BeforeValidator(_without_extensions), _MapSchema)
# A mapping by id of a file that cpch writes: what begins with `x-` stays as it is.
saved_by_id = (
    WrapValidator(_around_extensions),
    PlainSerializer(_plain_entries, return_type=dict[str, Any]),
    _MapSchema,
)


# --- conditions ---------------------------------------------------------------------------------------------------


@final
class AtLeast(Value):
    """True when the answer is this level or a higher one."""

    question: Id
    at_least: LevelText


@final
class AtMost(Value):
    """True when the answer is this level or a lower one."""

    question: Id
    at_most: LevelText


@final
class Is(Value):
    """True when the answer is exactly this level, `unknown` or `not_applicable`."""

    question: Id
    is_: LevelText = Field(alias="is")


@final
class HasWeakness(Value):
    """True when this weakness of the question was ticked."""

    question: Id
    weakness: Word


@final
class Below(Value):
    """True when the uncapped score of the domain lies below a number, whatever is still unknown or open."""

    domain: Id
    below: Number


@final
class All(Value):
    """True when all its parts are."""

    all_: tuple["Condition", ...] = Field(alias="all", min_length=1)


@final
class Any_(Value):  # noqa: N801 - `Any` is taken by typing, and `any` is the word in the file
    """True when at least one of its parts is."""

    any_: tuple["Condition", ...] = Field(alias="any", min_length=1)


@final
class Not(Value):
    """True when its part is false."""

    not_: "Condition" = Field(alias="not")


# In the order in which a mapping is looked at: the first key that is there says which condition it is.
CONDITION_KEYS: Final = ("all", "any", "not", "below", "at_least", "at_most", "is", "weakness")


def tag(word: str) -> str:
    """Return the name of a kind of condition in places of problems, unlike any key of a file."""
    return f"<{word}>"


def _kind_of_condition(data: Any) -> str | None:
    if isinstance(data, Value):
        fields = {field.alias or name for name, field in type(data).model_fields.items()}
        return next(tag(key) for key in CONDITION_KEYS if key in fields)
    if not isinstance(data, dict):
        return None
    return next((tag(key) for key in CONDITION_KEYS if key in data), None)


Condition = Annotated[
    Annotated[All, Tag(tag("all"))]
    | Annotated[Any_, Tag(tag("any"))]
    | Annotated[Not, Tag(tag("not"))]
    | Annotated[Below, Tag(tag("below"))]
    | Annotated[AtLeast, Tag(tag("at_least"))]
    | Annotated[AtMost, Tag(tag("at_most"))]
    | Annotated[Is, Tag(tag("is"))]
    | Annotated[HasWeakness, Tag(tag("weakness"))],
    Discriminator(_kind_of_condition, custom_error_type="condition", custom_error_message="not a condition"),
]

AboutQuestion = AtLeast | AtMost | Is | HasWeakness
Leaf = AboutQuestion | Below


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the conditions about a question or a domain inside a condition, in its order."""
    match condition:
        case All(all_=parts) | Any_(any_=parts):
            for part in parts:
                yield from leaves(part)
        case Not(not_=part):
            yield from leaves(part)
        case _:
            yield condition


# --- the diagnostic -----------------------------------------------------------------------------------------------


class Level(Value):
    """One step of a scale; `value` is at least 0."""

    id: LevelId
    value: ScaleValue
    title: Text
    text: Text


class Domain(Value):
    """A field of cooperation; `handbook` names the section of the handbook on the same subject."""

    id: Id
    title: Text
    handbook: Text | None = None
    weight: Weight = Fraction(1)


class Weakness(Value):
    """A common weakness of a question, which the respondent can tick as observed."""

    id: Word
    source: Source
    text: Text
    solutions: tuple[Id, ...] = ()


class FormerWording(Value):
    """How a question read in an earlier version; `asked` is its fingerprint there."""

    asked: Hash
    version: Text
    text: Text
    levels: Annotated[Mapping[LevelId, Text], *_by_id] = Field(default_factory=dict)


class Question(Value):
    """One question of the diagnostic, with what a respondent and an adviser need to know about it."""

    id: Id
    number: Text
    domain: Id
    handbook: Text | None = None
    source: Source
    kind: Kind
    critical: Flag = False
    weight: Weight = Fraction(1)
    text: Text
    why: Text
    evidence: tuple[Text, ...] = ()
    scale: Id
    levels: Annotated[Mapping[LevelId, Text], *_by_id] = Field(default_factory=dict)
    not_applicable: Text | None = None
    ask_if: Condition | None = None
    weaknesses: tuple[Weakness, ...] = ()
    solutions: tuple[Id, ...] = ()
    formerly: tuple[FormerWording, ...] = ()

    def weakness(self, weakness_id: str) -> Weakness | None:
        """Return the weakness of this id, or None."""
        # Not kept by id: a question in another language is a copy, which would keep the words of the first.
        return next((weakness for weakness in self.weaknesses if weakness.id == weakness_id), None)


class Solution(Value):
    """A possible solution: what to do, in which order, who, and which level it brings a question to at least."""

    id: Id
    source: Source
    title: Text
    steps: tuple[Text, ...] = Field(min_length=1)
    first_step: Text
    done_when: Text
    who: tuple[Actor, ...] = Field(min_length=1)
    effort: Effort
    horizon: Horizon
    requires: tuple[Id, ...] = ()
    resources: tuple[Id, ...] = ()
    raises: Annotated[Mapping[Id, LevelText], *_by_id] = Field(default_factory=dict)


class Resource(Value):
    """A real programme, tool, database or legal instrument; `checked`: its address was opened and is its page."""

    id: Id
    title: Text
    owner: Text
    customs: Text
    police: Text
    url: Text
    checked: Flag
    note: Text | None = None


class Rule(Value):
    """A condition over answers and scores that recommends solutions, makes a remark, or both."""

    id: Id
    when: Condition
    recommend: tuple[Id, ...] = ()
    remark: Text | None = None
    because: Text


class Diagnostic(Value):
    """The whole questionnaire with its scales, solutions, resources and rules. Ids are unique over all of them.

    Attributes:
        sections: the handbook's name of a section by its number, for those whose name is certain.
    """

    format: Literal["cpch-diagnostic/1"]
    id: Id
    version: Text
    title: Text
    sections: Annotated[Mapping[Section, Text], *_by_id] = Field(default_factory=dict)
    scales: Annotated[Mapping[Id, tuple[Level, ...]], *_by_id] = Field(min_length=1)
    domains: tuple[Domain, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    solutions: tuple[Solution, ...] = ()
    resources: tuple[Resource, ...] = ()
    rules: tuple[Rule, ...] = ()
    retired: tuple[Id, ...] = ()

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """The questions by id, in the diagnostic's order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def domain(self) -> Mapping[str, Domain]:
        """The domains by id, in the diagnostic's order."""
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def solution(self) -> Mapping[str, Solution]:
        """The solutions by id, in the diagnostic's order."""
        return {solution.id: solution for solution in self.solutions}

    @cached_property
    def domains_in_rules(self) -> frozenset[str]:
        """The domains that conditions of rules look at."""
        found = (leaf for rule in self.rules for leaf in leaves(rule.when))
        return frozenset(leaf.domain for leaf in found if isinstance(leaf, Below))

    @cached_property
    def chains(self) -> Mapping[str, tuple[str, ...]]:
        """What each solution requires over its whole chain, nearest first, by its id; of a checked diagnostic."""
        return {solution.id: self._chain_of(solution) for solution in self.solutions}

    def _chain_of(self, solution: Solution) -> tuple[str, ...]:
        chain: dict[str, None] = {}
        waiting = list(solution.requires)
        while waiting:
            needed = waiting.pop(0)
            if needed not in chain:
                chain[needed] = None
                waiting.extend(self.solution[needed].requires)
        return tuple(chain)

    @cached_property
    def resource(self) -> Mapping[str, Resource]:
        """The resources by id, in the diagnostic's order."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """The rules by id, in the diagnostic's order."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def _questions_by_domain(self) -> Mapping[str, tuple[Question, ...]]:
        asked_in = dict.fromkeys(question.domain for question in self.questions)
        return {
            domain: tuple(question for question in self.questions if question.domain == domain)
            for domain in asked_in
        }

    def questions_of(self, domain_id: str) -> tuple[Question, ...]:
        """Return the questions of a domain, in the diagnostic's order."""
        return self._questions_by_domain.get(domain_id, ())

    @cached_property
    def proportions(self) -> Mapping[str, int]:
        """The weights of the questions by id, as whole numbers in the same proportions: means need no more."""
        common = lcm(*[question.weight.denominator for question in self.questions])
        return {question.id: int(question.weight * common) for question in self.questions}

    @cached_property
    def levels(self) -> Mapping[str, tuple[Level, ...]]:
        """The levels of each question by its id, lowest first, each with the question's own text where it has one."""
        return {question.id: self._levels_of(question) for question in self.questions}

    def _levels_of(self, question: Question) -> tuple[Level, ...]:
        # A scale that does not exist is for check.py to say; whoever reads a checked diagnostic never meets one.
        scale = self.scales.get(question.scale, ())
        return tuple(
            level.model_copy(update={"text": question.levels[level.id]})
            if level.id in question.levels
            else level
            for level in scale
        )

    @cached_property
    def _levels_as_written(self) -> Mapping[str, Mapping[str, Level]]:
        return {
            question_id: {level.id: level for level in levels} for question_id, levels in self.levels.items()
        }

    def level(self, question_id: str, written: str) -> Level | None:
        """Return the level that an id, or a number equal to its value, names for a question; None when none does."""
        found = self._levels_as_written[question_id].get(written)
        if found or not _is_number(written):
            return found
        value = Fraction(written)
        return next((level for level in self.levels[question_id] if level.value == value), None)

    def strength(self, question_id: str, written: str) -> Fraction:
        """Return s, the strength of a level on the common scale from 0 to 4 (method 3.1).

        Raises:
            ValueError: if the question's scale has no such level; checked conditions and settled answers have one.
        """
        known = self._strengths[question_id].get(written)
        if known is not None:
            return known
        level = self.level(question_id, written)
        if level is None:
            raise ValueError(f"{question_id} has no level {written!r}")
        return self._strengths[question_id][level.id]

    @cached_property
    def _strengths(self) -> Mapping[str, Mapping[str, Fraction]]:
        # One object for each strength: what is the same is seen at once to be equal when answers are put in order.
        same: dict[Fraction, Fraction] = {}
        strengths: dict[str, dict[str, Fraction]] = {}
        for question_id, levels in self.levels.items():
            exact = {level.id: 4 * level.value / levels[-1].value for level in levels}
            strengths[question_id] = {level: same.setdefault(s, s) for level, s in exact.items()}
        return strengths

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """The fingerprint of each question's words by its id: 16 hex digits (method 3.11)."""
        return {question.id: self._fingerprint(question) for question in self.questions}

    def _fingerprint(self, question: Question) -> str:
        words = {
            "id": question.id,
            "text": question.text,
            "levels": [
                {"id": level.id, "value": json_number(level.value), "text": level.text}
                for level in self.levels[question.id]
            ],
            "weaknesses": [{"id": weakness.id, "text": weakness.text} for weakness in question.weaknesses],
        }
        return hashlib.sha256(canonical(words)).hexdigest()[:16]

    @cached_property
    def digest(self) -> str:
        """`sha256:` and the hash of the canonical JSON, without `formerly` and `checked`."""
        data = plain(self)
        for question in data["questions"]:
            question.pop("formerly", None)
        for resource in data.get("resources", []):
            resource.pop("checked", None)
        return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


# --- an overlay ---------------------------------------------------------------------------------------------------


class Translation(Value):
    """One string of a diagnostic in another language; `of` is the hash of the English string it was made from.

    Attributes:
        official: the wording is an official one, not our translation.
    """

    of: Annotated[
        str,
        StringConstraints(pattern=STRING_HASH_PATTERN),
        WithJsonSchema({"type": ["string", "number"], "pattern": STRING_HASH_PATTERN}),
    ]
    text: Text
    official: Flag = False


class Overlay(Value):
    """A diagnostic's strings in one further language, by their paths: ids joined by `/`."""

    format: Literal["cpch-overlay/1"]
    of: Id
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
    strings: Annotated[Mapping[str, Translation], *_by_id] = Field(default_factory=dict)


# --- the answers --------------------------------------------------------------------------------------------------


class Reference(Value):
    """The document that an answer rests on."""

    title: Text | None = None
    date: Day | None = None
    holder: Text | None = None


class Dissent(Value):
    """Who did not agree with an answer, and what they said."""

    who: Text
    text: Text


class OpenPoint(Value):
    """What is still to be done about an answer, and who does it."""

    text: Text
    owner: Text | None = None


def _short_form(data: Any) -> Any:
    return {"level": data} if isinstance(data, str) else data


class _ShortFormSchema:
    """JSON Schema of an answer: the mapping, or the level alone."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(core_schema), {"type": ["string", "number", "null"]}]}


class Answer(Value):
    """What was answered to one question. Without a level the question is still open (a note can come first).

    Attributes:
        level: a level's id or number, `unknown` or `not_applicable`; in a settled sheet always an id or one of these.
        weaknesses: the ids ticked; None means that they were not asked yet, empty that none was observed.
        asked: the fingerprint of the question's words when it was answered (method 3.11).
    """

    level: LevelText | None = None
    weaknesses: tuple[Word, ...] | None = None
    evidence: Grade | None = None
    reference: Reference | None = None
    note: Text | None = None
    reason: Text | None = None
    handling: Handling | None = None
    agreed: tuple[Text, ...] | None = None
    dissent: tuple[Dissent, ...] | None = None
    open: tuple[OpenPoint, ...] | None = None
    voices: Annotated[Mapping[str, "GivenAnswer"], *saved_by_id] | None = None
    asked: Hash | None = None


# As it stands in a file: the level alone, a mapping, or nothing yet.
GivenAnswer = Annotated[Answer | None, BeforeValidator(_short_form), _ShortFormSchema]
# An answer holds others, which had no name when it was defined.
Answer.model_rebuild()


class Clearance(Value):
    """Who cleared the answers for release."""

    service: Text
    function: Text | None = None
    date: Day | None = None


class Subject(Value):
    """Who and what was assessed, by whom, and when. Everything is optional; functions stand for persons."""

    country: Text | None = None
    country_code: Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)] | None = None
    region: Text | None = None
    site: Text | None = None
    scope: Text | None = None
    period: Text | None = None
    domains: tuple[Id, ...] | None = None
    agency: Word | None = None
    date: Day | None = None
    respondents: tuple[Text, ...] | None = None
    conducted: Conduct | None = None
    cleared_by: tuple[Clearance, ...] | None = None
    handling: Text | None = None


class DiagnosticName(Value):
    """Which diagnostic the answers were given to."""

    id: Id
    version: Text | None = None
    digest: Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)] | None = None


class Sheet(Value):
    """An answers file: what one respondent, one voice or one workshop said, by question id.

    Attributes:
        saved: what stands under `answers`, entries without an answer and `x-` entries included.
    """

    format: Literal["cpch-answers/1"]
    diagnostic: DiagnosticName | None = None
    subject: Subject = Subject()
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] | None = None
    saved: Annotated[Mapping[str, GivenAnswer], *saved_by_id] = Field(default_factory=dict, alias="answers")

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers by question id, those of retired or newer questions included."""
        return {key: entry for key, entry in self.saved.items() if isinstance(entry, Answer)}

    def with_answers(self, answers: Mapping[str, Answer]) -> "Sheet":
        """Return the sheet with other answers, its `x-` entries kept."""
        aside = {key: entry for key, entry in self.saved.items() if key.startswith(EXTENSIONS)}
        return self.model_copy(update={"saved": {**answers, **aside}})

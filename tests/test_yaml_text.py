"""YAML and JSON text: every scalar as written, every problem with its place, and back again without loss."""

import json
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broken import found, valid
from cpch_cli.core.problems import Problem
from cpch_cli.yaml_text import LONGEST_VALUE, MOST_NODES, has_comments, read, split_documents, write
from samples import WHOLE


def problems(text: str, *, as_json: bool = False) -> list[str]:
    """Return the problems of a text as `LINE:COLUMN: CODE`."""
    return found(read(text, as_json=as_json).problems)


# --- scalars ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("true", "true"),
        ("1:30", "1:30"),
        ("0123", "0123"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("12.50", "12.50"),
        (".inf", ".inf"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11-23 10:00:00", "2026-11-23 10:00:00"),
        ("=", "="),
        ("<", "<"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("", None),
        ("nULL", "nULL"),
        ("'~'", "~"),
        ('"null"', "null"),
        ("''", ""),
        ("|\n  ~\n", "~\n"),
        (">-\n  null", "null"),
        ('"a\\tb\\u00e9\\x41"', "a\tb\u00e9A"),
        ("'it''s'", "it's"),
        ("a#b", "a#b"),
        ("a # b", "a"),
        ("- a", ["a"]),
        ("[a, [], {}]", ["a", [], {}]),
        ("{b: {c: d}}", {"b": {"c": "d"}}),
    ],
)
def test_value_is_what_is_written(written: str, expected: object) -> None:
    """A scalar is the text that is written, and only a plain empty, `~` or `null` one is nothing."""
    tree = read(f"a:\n  {written}")

    assert ({"a": expected}, (), False) == (tree.data, tree.problems, tree.fatal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NO: 1", {"NO": "1"}),
        ("1: 1", {"1": "1"}),
        ("~: 1", {"~": "1"}),
        ("2026-11-23: 1", {"2026-11-23": "1"}),
        ("'a b': 1", {"a b": "1"}),
        ("? a\n: 1", {"a": "1"}),
        ("'': 1", {"": "1"}),
    ],
)
def test_key_is_what_is_written(text: str, expected: object) -> None:
    """A key is a text too, whatever other readers of YAML make of it."""
    assert expected == read(text).data


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "---\n...\n", "~"])
def test_text_that_says_nothing(text: str) -> None:
    """A text without a value is read as nothing, which is no problem of the text."""
    tree = read(text)

    assert (None, (), False) == (tree.data, tree.problems, tree.fatal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\ufeffa: 1", {"a": "1"}, id="byte order mark"),
        pytest.param("a: x\ufeffy", {"a": "xy"}, id="byte order mark inside"),
        pytest.param("a: x\x00\x07\x1b[0my\x7f", {"a": "x[0my"}, id="C0"),
        pytest.param("a: x\x80\x9b2Jy\x9f", {"a": "x2Jy"}, id="C1"),
        pytest.param("a: x\ufffe\uffffy", {"a": "xy"}, id="non-characters"),
        pytest.param("a: x\x0b\x0cy", {"a": "xy"}, id="vertical tab and form feed"),
        pytest.param("\x1ba\x08: 1", {"a": "1"}, id="in a key"),
        pytest.param("a: |\n  x\n  y\n", {"a": "x\ny\n"}, id="line breaks stay"),
        pytest.param("a: |\r\n  x\r\n  y\r\n", {"a": "x\ny\n"}, id="line breaks of Windows"),
        pytest.param("a: '\U0001f30d \u4e2d'", {"a": "\U0001f30d \u4e2d"}, id="beyond the first plane"),
    ],
)
def test_control_characters_go(text: str, expected: object) -> None:
    """Control characters are left out wherever they stand, and are no problem."""
    tree = read(text)

    assert (expected, ()) == (tree.data, tree.problems)


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1\nb: 2\na: 3", ["3:1: yaml.twice"], id="key twice"),
        pytest.param("NO: 1\n'NO': 2", ["2:1: yaml.twice"], id="key twice, once in quotes"),
        pytest.param(
            "a: {b: 1, b: 2}\nc: [{d: 1, d: 2}]", ["1:11: yaml.twice", "2:12: yaml.twice"], id="inside"
        ),
        pytest.param("a: !!str 1", ["1:4: yaml.tag"], id="tag"),
        pytest.param("a: ! 1", ["1:4: yaml.tag"], id="the empty tag"),
        pytest.param(
            "!mine\na: !!python/object:os.system {b: 1}", ["1:1: yaml.tag", "2:4: yaml.tag"], id="tags"
        ),
        pytest.param("a: [!!null ~]", ["1:5: yaml.tag"], id="tag in a list"),
        pytest.param("a: &b {c: 1}\nd:\n  <<: *b", ["3:3: yaml.merge"], id="merge key"),
        pytest.param("<<: 1\n<<: 2", ["1:1: yaml.merge", "2:1: yaml.merge"], id="merge keys"),
        pytest.param("a: b\n--- c", ["2:1: yaml.second_document"], id="second document"),
        pytest.param("a: b\n---\n", ["2:1: yaml.second_document"], id="empty second document"),
        pytest.param("[a]: b", ["1:1: yaml.key"], id="list as a key"),
        pytest.param("a:\n  ? {b: c}\n  : d", ["2:5: yaml.key"], id="mapping as a key"),
        pytest.param("a: &b c\n*b : d", ["2:1: yaml.key"], id="alias as a key"),
        pytest.param("a: *b", ["1:4: yaml.alias"], id="alias of nothing"),
        pytest.param("a: &b [*b]", ["1:8: yaml.alias"], id="alias of what is around it"),
        pytest.param("\ta: 1", ["1:1: yaml.tab"], id="tab before a key"),
        pytest.param("a:\n  b: 1\n\tc: 2", ["3:1: yaml.tab"], id="tab before an inner key"),
        pytest.param("a:\n  \tb: 1", ["2:3: yaml.tab"], id="tab after blanks"),
        pytest.param("- a\n-\tb: 1\n  c: 2", ["2:2: yaml.tab"], id="tab after a dash"),
        pytest.param("a: b\tc: d", ["1:7: yaml.syntax"], id="a tab that is not to blame"),
        pytest.param("a: [b", ["2:1: yaml.syntax"], id="open bracket"),
        pytest.param("a: 'b\nc: d\n", ["3:1: yaml.syntax"], id="open quote"),
        pytest.param("a: b: c", ["1:5: yaml.syntax"], id="two colons"),
        pytest.param("a: @b", ["1:4: yaml.syntax"], id="reserved character"),
        pytest.param("a: b\n c: d\n", ["2:3: yaml.syntax"], id="crooked indentation"),
        pytest.param("a: 1\n \x85\u2028\ufeff\n\tb: 1", ["5:1: yaml.tab"], id="lines as YAML counts them"),
        pytest.param("a: x\x0by\n\tb: 1", ["2:1: yaml.tab"], id="no lines where characters are left out"),
        pytest.param('"\\ud800": 1', ["1:4: yaml.syntax"], id="half of a surrogate pair"),
        pytest.param("%YAML 2.0\n---\na: 1", ["1:1: yaml.syntax"], id="another YAML"),
        pytest.param("%TAG ! tag:x,2000:\n---\na: !b 1", ["3:4: yaml.tag"], id="tag by a directive"),
    ],
)
def test_refused(text: str, expected: list[str]) -> None:
    """What YAML allows and cpch does not is reported with its place, and so is what YAML does not allow."""
    assert expected == problems(text)


def test_problems_so_far_stay_when_reading_ends() -> None:
    """Where the text cannot be read on, what was noticed before is reported too, and there is no data."""
    tree = read("a: 1\na: 2\nb: !!str 3\n[c]: 4\n")

    assert ["2:1: yaml.twice", "3:4: yaml.tag", "4:1: yaml.key"] == found(tree.problems)
    assert (None, True) == (tree.data, tree.fatal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!python/name:os.x 1", "!!python/name:os.x"),
        ("a: !mine 1", "!mine"),
        ("a: !<x> 1", "x"),
        ("a: ! 1", "!"),
    ],
)
def test_tag_is_named_as_written(text: str, expected: str) -> None:
    """A tag is named as its author wrote it."""
    (located,) = read(text).problems

    assert expected == located.problem.values["word"]


def test_first_of_two_equal_keys_counts() -> None:
    """Of two equal keys the first is kept, and a merge key is left out, so that the rest can be looked at."""
    assert {"a": "1", "b": {}} == read("a: 1\na: 2\nb: {<<: {c: 1}}").data


def test_quoted_merge_key_is_a_key() -> None:
    """In quotes, `<<` is a key like any other."""
    tree = read('"<<": 1')

    assert ({"<<": "1"}, ()) == (tree.data, tree.problems)


# --- limits -------------------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    """Return lists inside each other, with a text in the innermost."""
    return "[" * depth + "x" + "]" * depth


@pytest.mark.parametrize("as_json", [False, True])
def test_depth(*, as_json: bool) -> None:
    """Twenty lists inside each other are read, one more is too many."""
    good, deep = (nested(depth).replace("x", '"x"') for depth in (20, 21))

    assert [] == problems(good, as_json=as_json)
    assert ["1:21: yaml.deep"] == problems(deep, as_json=as_json)


def test_depth_of_mappings() -> None:
    """Mappings count like lists, and a scalar in the innermost is not one more."""
    text = "\n".join(f"{' ' * n}a:" for n in range(21))

    assert [] == problems(text.rpartition("\n")[0])
    assert ["21:21: yaml.deep"] == problems(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"- &a {nested(10)}\n- {nested(9).replace('x', '*a')}", [], id="twenty"),
        pytest.param(
            f"- &a {nested(10)}\n- {nested(10).replace('x', '*a')}", ["2:13: yaml.deep"], id="one more"
        ),
        pytest.param(f"- &a {{b: [], c: {nested(18)}}}\n- *a", [], id="mapping of twenty"),
        pytest.param(
            f"- &a {{b: [], c: {nested(18)}}}\n- [*a]", ["2:4: yaml.deep"], id="mapping of one more"
        ),
        pytest.param(f"- &a x\n- {nested(19).replace('x', '*a')}", [], id="a scalar has no depth"),
    ],
)
def test_depth_counts_what_an_alias_stands_for(text: str, expected: list[str]) -> None:
    """An alias is as deep as what it stands for."""
    assert expected == problems(text)


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "{a: ", '{"a":', '[{"a":', "? ", "&a [", "a:\n"])
@pytest.mark.parametrize("as_json", [False, True])
def test_a_hundred_thousand_brackets(bracket: str, *, as_json: bool) -> None:
    """A hundred thousand brackets are a problem of the text and crash nothing."""
    tree = read(bracket * 100_000, as_json=as_json)

    assert tree.fatal
    assert tree.problems


def test_nodes() -> None:
    """Fifty thousand entries are read, the list around them included; one more is too many."""
    text = "- x\n" * (MOST_NODES - 1)

    assert [] == problems(text)
    assert [f"{MOST_NODES}:3: yaml.nodes"] == problems(f"{text}- x\n")


def test_nodes_of_values_and_not_of_keys() -> None:
    """A key is no entry of its own."""
    assert [] == problems("".join(f"{n}: x\n" for n in range(MOST_NODES - 1)))


def test_nodes_count_what_an_alias_stands_for() -> None:
    """An alias counts as much as what it stands for: a small text cannot become a large tree."""
    bomb = "\n".join(
        [f"- &a0 [{'x, ' * 9}x]", *(f"- &a{n} [{f'*a{n - 1}, ' * 9}*a{n - 1}]" for n in range(1, 30))]
    )

    assert ["5:18: yaml.nodes"] == problems(bomb)


def test_alias_of_a_small_thing() -> None:
    """An alias that stays within the limits is read as what it stands for."""
    tree = read("a: &b [1, ~]\nc: *b\nd: &e {f: *b}\ng: [*e]\nh: &i x\nj: *i")
    thing = ["1", None]

    assert {"a": thing, "c": thing, "d": {"f": thing}, "g": [{"f": thing}], "h": "x", "j": "x"} == tree.data
    assert () == tree.problems


def test_length() -> None:
    """Twenty thousand characters make a value, one more is too many; the rest of the text is still read."""
    longest = "\u00e9" * LONGEST_VALUE
    tree = read(f"a: {longest}\nb: {longest}x\nc: d")

    assert ["2:4: yaml.long"] == found(tree.problems)
    assert ({"a": longest, "b": f"{longest}x", "c": "d"}, False) == (tree.data, tree.fatal)


# --- JSON ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a": 1}', {"a": "1"}, id="number"),
        pytest.param('{"a":-1.50e3,"b":[]}', {"a": "-1.50e3", "b": []}, id="number as written, no blanks"),
        pytest.param(
            '{"a": true, "b": null, "c": "null"}', {"a": "true", "b": None, "c": "null"}, id="words"
        ),
        pytest.param('\n\t{\n\t"a":\t"b"\n\t}\n', {"a": "b"}, id="tabs"),
        pytest.param('{"a": "\\ud83c\\udf0d!"}', {"a": "\U0001f30d!"}, id="surrogate pair"),
        pytest.param('{"\\uD83C\\uDF0D": 1}', {"\U0001f30d": "1"}, id="surrogate pair in a key"),
        pytest.param('{"a": "\\ud83c \\udf0d"}', {"a": "\ufffd \ufffd"}, id="halves of a pair"),
        pytest.param('{"a": "\\\\ud83c"}', {"a": "\\ud83c"}, id="an escaped backslash"),
        pytest.param('{"a": "\\"\\/\\b\\n\\u0041"}', {"a": '"/\b\nA'}, id="escapes"),
        pytest.param(
            '{"a": "x\u2028y\u2029z\x85"}', {"a": "x\u2028y\u2029z\x85"}, id="what YAML takes for line breaks"
        ),
        pytest.param('{"a": "b: #c &d *e !f |g"}', {"a": "b: #c &d *e !f |g"}, id="marks of YAML in a text"),
        pytest.param(
            f'{{"a": {"1" * 5000}}}', {"a": "1" * 5000}, id="more digits than Python makes numbers of"
        ),
        pytest.param('"a"', "a", id="a text alone"),
        pytest.param("\ufeff[]", None, id="byte order mark, which JSON does not allow"),
    ],
)
def test_json(text: str, expected: object) -> None:
    """JSON comes as YAML does: every value as the text written."""
    assert expected == read(text, as_json=True).data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["1:1: json.syntax"], id="nothing"),
        pytest.param("{\n  a: 1}", ["2:3: json.syntax"], id="YAML"),
        pytest.param('{"a": 1,\n}', ["2:1: json.syntax"], id="comma at the end"),
        pytest.param('{"a": 1} {}', ["1:10: json.syntax"], id="two documents"),
        pytest.param('{"a": "b\tc"}', ["1:9: json.syntax"], id="tab in a text"),
        pytest.param('{"a": 01}', ["1:8: json.syntax"], id="leading zero"),
        pytest.param("[1] # comment", ["1:5: json.syntax"], id="comment"),
        pytest.param('{\n\t"a": 1,\n\t"a": 2\n}', ["3:2: yaml.twice"], id="key twice"),
        pytest.param('{\n\t"a": {"b": 1,\t"b": 2}}', ["2:16: yaml.twice"], id="key twice, inside"),
        pytest.param(f'["{"x" * (LONGEST_VALUE + 1)}"]', ["1:2: yaml.long"], id="long value"),
    ],
)
def test_json_refused(text: str, expected: list[str]) -> None:
    """What is wrong in JSON is reported with its place."""
    assert expected == problems(text, as_json=True)


# --- places -------------------------------------------------------------------------------------------------------

PLACED: Final = """\
title: One
# a comment
answers:
  first: {level: 2, note: x}
  second:
    - a
    -  b:   c
  "third":
  alias: &anchor
    deep: 1
again: *anchor
"""


@pytest.mark.parametrize(
    ("path", "at_key", "expected"),
    [
        ((), False, (1, 1)),
        (("title",), False, (1, 8)),
        (("title",), True, (1, 1)),
        (("answers",), False, (4, 3)),
        (("answers",), True, (3, 1)),
        (("answers", "first"), False, (4, 10)),
        (("answers", "first", "level"), False, (4, 18)),
        (("answers", "first", "note"), True, (4, 21)),
        (("answers", "second", 0), False, (6, 7)),
        (("answers", "second", 1), False, (7, 8)),
        (("answers", "second", 1, "b"), False, (7, 13)),
        (("answers", "second", 1, "b"), True, (7, 8)),
        (("answers", "third"), True, (8, 3)),
        (("answers", "third"), False, (8, 11)),
        (("again", "deep"), False, (10, 11)),
        (("again",), True, (11, 1)),
        # What is not there is where the nearest thing around it is.
        (("nowhere",), False, (1, 1)),
        (("nowhere",), True, (1, 1)),
        (("answers", "fourth"), False, (4, 3)),
        (("answers", "fourth", "level"), True, (4, 3)),
        (("answers", "first", "reason"), False, (4, 10)),
        (("answers", "first", "reason"), True, (4, 10)),
        (("title", 0), False, (1, 8)),
        (("answers", "second", 9), False, (6, 5)),
    ],
)
def test_place(path: tuple[str | int, ...], expected: tuple[int, int], *, at_key: bool) -> None:
    """A problem stands at its value, or at its key, or at the nearest thing around it; all count from 1."""
    located = read(PLACED).locate(Problem(path, "code", at_key=at_key))

    assert expected == (located.line, located.column)


def test_place_in_a_text_that_says_nothing() -> None:
    """Where nothing is said, a problem stands at the beginning."""
    located = read("\n\n").locate(Problem(("format",), "code"))

    assert (1, 1) == (located.line, located.column)


def test_place_counts_characters() -> None:
    """Columns count characters and not bytes."""
    located = read('{"\u00e9\U0001f30d": "\u4e2d", "a": 1}', as_json=True).locate(Problem(("a",), "code"))

    assert (1, 18) == (located.line, located.column)


# --- comments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "# a comment",
        "a: 1 # a comment",
        "a: 1\n  # a comment\n",
        "a: 1\n#",
        "a:\n# a comment\n",
        "a: # a comment\n  b: 1",
        "a: '#' # a comment",
        "- 1\n# a comment\n- 2",
        "[1, # a comment\n2]",
        '["1"# a comment\n]',
        "a: | # a comment\n  text\n",
        "a: >-  # a comment\n  text\n",
        "a: |\n  text\n# a comment\nb: 1",
        "a: |\n  text\n # a comment\n",
        "--- # a comment\na: 1",
        "a: 1\n... # a comment",
        "%YAML 1.1 # a comment\n---\na: 1",
        "a: '\U0001f30d' # a comment",
        "a: 'x'\r\n# a comment\r\n",
        "a: \x1b1 # a comment",
        "a: &b 1 # a comment",
    ],
)
def test_comment(text: str) -> None:
    """A comment is noticed wherever it stands."""
    assert has_comments(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1",
        "a: b#c",
        "a#b: c",
        "a: 'no # comment'",
        "a: 'it''s # no comment'",
        'a: "no \\" # comment"',
        'a: "one\n  # no comment\n  two"',
        "a: |\n  text\n  # no comment\n",
        "a: |\r\n  text # no comment\r\nb: 1\r\n",
        "a: >-\n  # no comment\n",
        "a: |2\n    # no comment\n",
        "- '#a'\n- '#b'\n",
        "{'#a': '#b'}",
        '"# a": 1\n',
        "a: '\U0001f30d' \nb: '\U0001f30d # no comment'",
        "a: '\x1b\x07 # no comment'\nb: ' # '",
        "a: 1\nb: &c ' # '\nd: *c",
    ],
)
def test_no_comment(text: str) -> None:
    """A hash inside a text is no comment."""
    assert not has_comments(text)


# --- and back -----------------------------------------------------------------------------------------------------

# Whatever makes YAML look like something else than text.
NASTY: Final = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(" \n\t\r#:-|>'\"{}[]&*!%@`~,?=<\\0a\x07\x85\u2028\ufeff"),
    ),
    max_size=30,
)
WORDS: Final = st.sampled_from(
    [
        "",
        " ",
        "~",
        "null",
        "NO",
        "yes",
        "1",
        "1.0",
        "0123",
        "1:30",
        "2026-11-23",
        "<<",
        "=",
        "---",
        "...",
        "- a",
        "a: b",
    ]
)
LONG: Final = st.builds(lambda word, times, end: f"{word} " * times + end, NASTY, st.integers(2, 30), NASTY)
TEXTS: Final = NASTY | WORDS | LONG
KEYS: Final = NASTY | WORDS
DATA: Final = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(DATA)
def test_what_is_written_is_read_again(data: Any) -> None:
    """Whatever is written as YAML is read as the same, without a problem, and holds no comment."""
    text = write(data)
    tree = read(text)

    assert (data, ()) == (tree.data, tree.problems)
    assert not has_comments(text)


@given(DATA)
def test_json_is_read_as_it_was_written(data: Any) -> None:
    """JSON by Python's writer is read as the same."""
    tree = read(json.dumps(data), as_json=True)

    assert (data, ()) == (tree.data, tree.problems)


# What is left out of every text, JSON included.
LEFT_OUT: Final = dict.fromkeys([*range(0x7F, 0x85), *range(0x86, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF])


@given(st.dictionaries(NASTY.map(lambda key: key.translate(LEFT_OUT)), NASTY, max_size=4))
def test_json_without_escapes_is_read_as_it_was_written(data: dict[str, str]) -> None:
    """The same holds where characters stand as they are, those aside that are left out of every text."""
    tree = read(json.dumps(data, ensure_ascii=False), as_json=True)

    assert ({key: text.translate(LEFT_OUT) for key, text in data.items()}, ()) == (tree.data, tree.problems)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a\x85b",
            "a \u2028 b",
            "\u2029",
            "a\n\x85b",
            "a\rb",
            "a\r\nb",
            "\ta",
            "a\t",
            " a",
            "a ",
            "\n",
            "\n\n",
            "a\n \n",
        ),
        *(
            " \na",
            "a\n  b\n c",
            "\x00\x07\x1b\x7f\x9b",
            "\ufeffa",
            "\ufffe",
            "'",
            '"',
            "\\",
            "#",
            "- a",
            "a: b",
            "%a",
            "@a",
        ),
        *(
            "<<",
            "!a",
            "&a",
            "*a",
            "|",
            ">",
            "?",
            "---",
            "...",
            "[]",
            "{}",
            "~",
            "null",
            "",
            "yes",
            "1",
            "1.5",
            "2026-11-23",
        ),
    ],
)
def test_nasty_text_is_read_again(text: str) -> None:
    """A text that looks like something else comes back as it is: as a value, as a key, in a list, and after a word."""
    data = {"a": text, "b": [text, f"word {text}"], text: {text: f"{text} word"}}
    tree = read(write(data))

    assert (data, ()) == (tree.data, tree.problems)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"b": "1", "a": None}, "b: '1'\na:\n", id="keys in the order given, an empty place"),
        pytest.param(None, "null\n", id="nothing at all"),
        pytest.param({"a": "one\ntwo\n"}, "a: |\n  one\n  two\n", id="several lines as a block"),
        pytest.param({"a": "one\ntwo"}, "a: |-\n  one\n  two\n", id="no line break at the end"),
        pytest.param({"a": "NO"}, "a: 'NO'\n", id="quotes where another reader would err"),
        pytest.param({"a": "\u00e9\U0001f30d"}, "a: \u00e9\U0001f30d\n", id="characters as they are"),
        pytest.param({"a": [], "b": {}}, "a: []\nb: {}\n", id="empty list and mapping"),
        pytest.param(
            {"a": ["1"] * 2, "b": ["1"] * 2}, "a:\n- '1'\n- '1'\nb:\n- '1'\n- '1'\n", id="no aliases"
        ),
        pytest.param(
            {"a": "word " * 30 + "end"},
            f"a: {'word ' * 20}".rstrip() + f"\n  {'word ' * 10}end\n",
            id="folded",
        ),
    ],
)
def test_written(data: Any, expected: str) -> None:
    """YAML is written as a person would."""
    assert expected == write(data)


def test_same_list_twice_is_written_twice() -> None:
    """A value that stands in two places is written out in both."""
    twice = ["x"]

    assert "a:\n- x\nb:\n- x\n" == write({"a": twice, "b": twice})


def test_other_readers_read_the_same() -> None:
    """Another reader of YAML takes what is written for the same texts."""
    data = {"a": "NO", "b": "1:30", "c": "0123", "d": "2026-11-23", "e": "~", "f": "on", "g": ["1", None]}

    assert data == yaml.safe_load(write(data))


# --- streams ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\n", [], id="blanks"),
        pytest.param("# a comment\n", [], id="a comment alone"),
        pytest.param("a: 1\n", [("a: 1\n", False)], id="one"),
        pytest.param("a: 1\n---\nb: 2\n", [("a: 1\n", False), ("b: 2\n", False)], id="two"),
        pytest.param("---\na: 1\n---\n---\n", [("a: 1\n", False)], id="empty ones are none"),
        pytest.param("# who\n---\na: 1\n", [("a: 1\n", False)], id="a comment before the first"),
        pytest.param("%YAML 1.1\n---\na: 1", [("a: 1", False)], id="a directive before the first"),
        pytest.param(
            "a: 1\n--- # next\nb: 2",
            [("a: 1\n", False), (" # next\nb: 2", False)],
            id="comment after the dashes",
        ),
        pytest.param(
            "a: ---\n b---\n----\n", [("a: ---\n b---\n----\n", False)], id="dashes that part nothing"
        ),
        pytest.param("a: |\n  ---\n  b\n", [("a: |\n  ---\n  b\n", False)], id="dashes in a block"),
        pytest.param("a: 1\r\n---\r\nb: 2", [("a: 1\r\n", False), ("b: 2", False)], id="lines of Windows"),
        pytest.param('{"a": 1}\n', [('{"a": 1}\n', True)], id="one of JSON"),
        pytest.param('{\n"a": 1\n}', [('{\n"a": 1\n}', True)], id="one of JSON on several lines"),
        pytest.param("{a: 1}", [("{a: 1}", False)], id="YAML in braces"),
        pytest.param('\n{"a": 1}\n\n{"b": 2}', [('{"a": 1}', True), ('{"b": 2}', True)], id="two of JSON"),
        pytest.param(
            '{"a": 1}\r\n{"b": 2}\r\n', [('{"a": 1}\r', True), ('{"b": 2}\r', True)], id="JSON of Windows"
        ),
        pytest.param(
            '{"a": "\u2028\x85"}\n[',
            [('{"a": "\u2028\x85"}', True), ("[", True)],
            id="what is no end of a line",
        ),
    ],
)
def test_stream(text: str, expected: list[tuple[str, bool]]) -> None:
    """A stream is JSON, a document a line, when it begins with a brace; else YAML documents parted by `---`."""
    assert expected == list(split_documents(text))


# --- whatever comes -----------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab:-#'\"[]{}&*!|>%?,<~ \n\t\r\x00\x85\ufeff\u2028"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Reading never raises; without problems there is data, and whether there are comments can be told."""
    for as_json in (False, True):
        tree = read(text, as_json=as_json)

        assert tree.problems or not tree.fatal
        if not tree.problems and not as_json:
            has_comments(text)


@pytest.mark.parametrize("file", valid("answers"), ids=lambda file: file.name)
def test_any_beginning_of_a_file_is_read_or_refused(file: Any) -> None:
    """A file that was cut off anywhere is read or refused; every place of it or, in the sample, some."""
    text = file.read_text("utf-8")
    for end in range(0, len(text), 1 if WHOLE else 37):
        tree = read(text[:end], as_json=file.suffix == ".json")

        assert tree.problems or not tree.fatal

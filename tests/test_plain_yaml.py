"""Plain YAML line by line: either exactly what the thorough reader says, or nothing."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broken import examples
from cpch_cli import yaml_text
from cpch_cli.core.problems import Located, Problem
from cpch_cli.plain_yaml import read_plain
from samples import WHOLE

PIECES: Final = (
    *(
        "a",
        "b",
        "a: ",
        "b:\n",
        "- ",
        "  ",
        "\n",
        " ",
        "#",
        "# c\n",
        "'",
        '"',
        "[]",
        "[a, b]",
        "{}",
        "~",
        "null",
    ),
    *(
        "x y",
        "a:b",
        "!t ",
        "&a ",
        "*a",
        "|\n",
        ">\n",
        "? ",
        ": ",
        ":",
        "-",
        "---\n",
        "...\n",
        "%",
        "\u00e9",
        "\u00a0",
    ),
    *(
        "\u2028",
        "\x85",
        "\t",
        "\r\n",
        "a: 1\n",
        "  a: 1\n",
        "- a\n",
        "  - a\n",
        "- a: 1\n",
        "    b: 2\n",
        "<<: ",
    ),
    *(
        "it's",
        "\\",
        "[a,b]",
        "=",
        "@",
        "`",
        "'a'",
        "'a''b'",
        '"a"',
        '"\\n"',
        "[null]",
        "    ",
        "more\n",
        "  more\n",
    ),
)
WRITTEN: Final = """\
# A comment.

format: cpch-answers/1
diagnostic:
  id: cpch
  version: '1.0'
subject:
  country: Exampleland

  respondents:
  - Head of enforcement
  - the second, at "Port No. 1"
answers:
  # Another one.
  a.one: 2
  a.two:
    level: ad_hoc
    weaknesses: []
    note: Weekly call since March, which is told of on more than
      one line; it's 10:30 o'clock.
    open:
    - text: To do.
      owner: customs
    - text: "To do as well."
  a.three:
    weaknesses: [one, two]
"""


def plain(text: str, *, deepest: int = 20, longest: int = 5_000) -> dict[str, Any] | None:
    """Return what the reader line by line says."""
    return read_plain(yaml_text._without_controls(text), deepest=deepest, longest=longest)  # noqa: SLF001


def thorough(text: str) -> yaml_text.Tree:
    """Return what the reader of events says."""
    return yaml_text._read_yaml(yaml_text._without_controls(text), yaml_text._Loader)  # noqa: SLF001


def test_what_cpch_writes() -> None:
    """Mappings, lists, folded texts, quotes, comments and blank lines are read."""
    assert thorough(WRITTEN).data == plain(WRITTEN)


@pytest.mark.parametrize(
    "file", [each for each in examples() if "region" in str(each)] or examples()[:1], ids=str
)
def test_examples(file: Any) -> None:
    """Real files come out the same both ways."""
    text = file.read_text("utf-8")

    assert plain(text) in (None, thorough(text).data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1", {"a": "1"}),
        ("a:\nb: x", {"a": None, "b": "x"}),
        ("a: ~\nb: null", {"a": None, "b": None}),
        ("a: '~'\nb: \"null\"\nc: ''", {"a": "~", "b": "null", "c": ""}),
        ("a: NO", {"a": "NO"}),
        ("a: x:y#z, [b] {c}", {"a": "x:y#z, [b] {c}"}),
        ("a:\n- x\n- y\nb: z", {"a": ["x", "y"], "b": "z"}),
        ("a:\n  - x\n  - y\nb: z", {"a": ["x", "y"], "b": "z"}),
        ("a:\n- b: 1\n  c: 2\n- b: 3", {"a": [{"b": "1", "c": "2"}, {"b": "3"}]}),
        ("a:\n- b:\n  - c", {"a": [{"b": ["c"]}]}),
        ("a:\n  b:\n    c: 1\nd: 2", {"a": {"b": {"c": "1"}}, "d": "2"}),
        ("a:\n# x\n  b: 1", {"a": {"b": "1"}}),
        ("a: x\n  y\n  z", {"a": "x y z"}),
        ("a:\n- x\n  y\n- z", {"a": ["x y", "z"]}),
        ("a: null\nb: [x, y_z]\nc: []", {"a": None, "b": ["x", "y_z"], "c": []}),
        ("a: \u00e9t\u00e9\u202f!", {"a": "\u00e9t\u00e9\u202f!"}),
    ],
)
def test_read(text: str, expected: object) -> None:
    """Each of these is plain, and means this."""
    assert expected == plain(text) == thorough(text).data


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "# only a comment\n",
            "- a",
            "a",
            "[]",
            "{}",
            "---\na: 1",
            "a: 1\n---\nb: 2",
            "a: 1\n...",
            "%YAML 1.1",
        ),
        *(
            "a: !t x",
            "a: &x y",
            "a: *x",
            "<<: x",
            "a: {b: c}",
            "a: |\n  x",
            "a: >\n  x",
            "? a\n: b",
            "'a': 1",
        ),
        *(
            "a: 'it''s'",
            'a: "\\n"',
            "a: 'x\n  y'",
            "a: 'x'\n  y",
            "a: '",
            "a: [x,y]",
            "a: [null]",
            "a: [x]\n  y",
        ),
        *(
            "a: x\n\n  y",
            "a: x\n# c\n  y",
            "a: x # c",
            "a: x \nb: y",
            "a:  x",
            "a: x\n  ",
            "a:\tx",
            "a: x\r\nb: y",
        ),
        *(
            "a: 1\na: 2",
            "a: b: c",
            "a: b:",
            "a: x\n  b: y",
            "a:\n  x",
            "a: ~\n  y",
            "a: x\ny",
            "a: x\n- y",
            "a b: x",
        ),
        *(
            "  a: 1\nb: 2",
            "a:\n  b: 1\n c: 2",
            "a:\n  b: 1\n   c: 2",
            "a:\n  - b\n - c",
            "a:\n-\n- b",
            "a:\n- - b",
        ),
        *(
            "a:\n- b\n  c: d",
            "a: -",
            "a: - b",
            "a: ?",
            "a: @b",
            "a: `b",
            "a: %b",
            "a: , b",
            "a: x\u2028b: y",
            "a: x\x85",
        ),
        *("a: x\n  - y", "a: x\n  # y\n  z", "a:\n  b:\n- x"),
    ],
)
def test_not_read(text: str) -> None:
    """What is written in another way, or is wrong, is left to the thorough reader."""
    assert plain(text) is None


def test_depth() -> None:
    """What stands too deep is not read here."""
    text = "".join(f"{'  ' * depth}a:\n" for depth in range(4)) + "        a: x\n"

    assert (True, False) == (plain(text, deepest=5) is not None, plain(text, deepest=4) is not None)


@pytest.mark.parametrize("text", ["a: abcdef", "a: abc\n  def", "a: 'abcd'"])
def test_long_values(text: str) -> None:
    """What may be too long is not read here, however many lines it has."""
    assert (True, False) == (plain(text, longest=10) is not None, plain(text, longest=5) is not None)


@settings(max_examples=4_000 if WHOLE else 500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_pieces(text: str) -> None:
    """Whatever is put together: read line by line it is what the thorough reader says without any problem, or nothing."""
    read = plain(text)
    by_events = thorough(text)

    assert read is None or (read, ()) == (by_events.data, by_events.problems)


@settings(max_examples=4_000 if WHOLE else 500)
@given(st.data())
def test_changes(data: st.DataObject) -> None:
    """A file changed here and there comes out the same both ways, or only by the thorough one."""
    text = WRITTEN
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + data.draw(st.integers(0, 3)) :]
    read = plain(text)
    by_events = thorough(text)

    assert read is None or (read, ()) == (by_events.data, by_events.problems)


TREES: Final = st.recursive(
    st.none() | st.text("ab :#'-\n\u00e9", max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abcd"), TREES, min_size=1))
def test_written_trees(tree: dict[str, Any]) -> None:
    """What cpch writes comes back, whichever way it is read."""
    text = yaml_text.write(tree)

    assert plain(text) in (None, thorough(text).data)
    assert tree == yaml_text.read(text).data


@pytest.mark.parametrize(
    ("path", "at_key"),
    [
        *((("answers", "a.two", "level"), at_key) for at_key in (False, True)),
        *((("subject", "respondents", 1), at_key) for at_key in (False, True)),
        (("answers", "a.two", "open", 0, "owner"), True),
        (("nowhere", 1), False),
        ((), False),
    ],
)
def test_places(path: tuple[str | int, ...], at_key: bool) -> None:
    """A problem stands where the thorough reader says that it does."""
    problem = Problem(path, "x", at_key=at_key)
    located = yaml_text.read(WRITTEN).locate(problem)

    assert isinstance(located, Located)
    assert thorough(WRITTEN).locate(problem) == located


def test_a_plain_text_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thorough way is not gone where it is not needed; it is for what is too large to count."""
    by_events = thorough("a: b")
    monkeypatch.setattr(yaml_text, "_read_yaml", lambda *_: by_events)
    large = "a: x\n" + "".join(f"k{number}: v\n" for number in range(yaml_text.MOST_NODES // 5))

    assert plain(WRITTEN) == yaml_text.read(WRITTEN).data
    assert by_events is yaml_text.read(large)

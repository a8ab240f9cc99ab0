"""A page on a screen of a given size: everything can be read, nothing is cut, nothing unread is confirmed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli import i18n, screen
from cpch_cli.core.interview import AtQuestion, Interview, Part, start, step
from cpch_cli.core.model import Question, Sheet
from cpch_cli.core.steps import Chose, Confirmed, Skipped, Ticked, WentTo
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.overlay_file import in_language
from cpch_cli.pages import Command, Entry, Key, Page, page_of
from cpch_cli.screen import Size, View

WORDS: Final = i18n.load_words("en")
BUILT_IN: Final = load_diagnostic()
BEGUN: Final = start(
    BUILT_IN, Sheet.model_validate({"format": "cpch-answers/1", "subject": {"date": "2026-11-23"}})
)
SIZES: Final = [Size(rows, columns) for rows in (10, 24, 50) for columns in (40, 60, 80, 120)]
SMALL: Final = Size(10, 40)
LARGE: Final = Size(50, 100)


def page_at(interview: Interview) -> Page:
    """Return the page of an interview's step."""
    page = page_of(interview, step(interview), WORDS)
    assert isinstance(page, Page)
    return page


def page_about(asked: Question, part: Part = Part.LEVEL) -> Page:
    """Return the page of a question of the built-in diagnostic."""
    return page_at(replace(BEGUN, cursor=AtQuestion(asked.id, part)))


def listing(
    *labels: str, ticked: Iterable[int] | None = None, given: int | None = None, long: int = 1
) -> Page:
    """Return a page with entries of these labels, each so many words long."""
    entries = tuple(Entry(label, f"{label} " + "word " * long, WentTo(label)) for label in labels)
    keys = (Key("?", "help", Command.HELP), Key("s", "skip", Skipped()))
    return Page(("Head.",), "Title?", entries, given, (), keys, None if ticked is None else frozenset(ticked))


def on_screen(view: View, size: Size) -> View:
    """Return the view after it was on the screen."""
    return screen.seen(view, screen.frame(view, size), size)


def texts(view: View, size: Size) -> list[str]:
    """Return the rows of the screen."""
    return [row.text for row in screen.frame(view, size).rows]


def stripped(rows: Iterable[str]) -> set[str]:
    """Return rows without the pointer, and without what they are set in by."""
    return {row.removeprefix("> ").strip() for row in rows}


def confirm(view: View, size: Size) -> tuple[set[str], screen.Typed]:
    """Press Enter until something comes of it; return all rows that were on the screen before, and what came."""
    met: set[str] = set()
    for _ in range(50):
        met |= stripped(texts(view, size))
        typed = screen.enter(on_screen(view, size), size)
        if typed.action is not None:
            return met, typed
        assert "screen.read_first" == typed.view.message
        view = typed.view
    raise AssertionError("Enter never confirmed")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_row_fits(size: Size) -> None:
    """Whatever page is shown, there are exactly as many rows as the screen has, none of them too long for it."""
    for asked in BUILT_IN.questions:
        for part in Part:
            view = screen.look_at(page_about(asked, part), size, WORDS)
            for _ in range(12):
                rows = texts(view, size)
                assert size.rows == len(rows)
                assert size.columns > max(map(len, rows))
                view = screen.page_down(view, size, 1)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("asked", BUILT_IN.questions, ids=lambda asked: asked.id)
def test_level_is_read_before_it_is_confirmed(asked: Question, size: Size) -> None:
    """A number goes to its level; Enter confirms it only once every line of its text was on the screen."""
    page = page_about(asked)
    for entry in page.entries:
        view = screen.type_key(screen.look_at(page, size, WORDS), size, entry.label).view
        met, typed = confirm(view, size)

        assert entry.action == typed.action
        lines = screen.wrapped(entry.text, size.width, first=f"  {entry.label}  ")
        assert set() == stripped(lines) - met


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_weaknesses_are_read_before_they_are_confirmed(size: Size) -> None:
    """Ticks are taken only once every weakness was on the screen in full."""
    for asked in BUILT_IN.questions:
        page = page_about(asked, Part.WEAKNESSES)
        view, met = screen.type_key(screen.look_at(page, size, WORDS), size, "1").view, set[str]()
        for _ in range(50):
            met |= stripped(texts(view, size))
            typed = screen.enter(on_screen(view, size), size)
            if typed.action is not None:
                break
            assert "screen.read_all_first" == typed.view.message
            view = typed.view

        assert Ticked((asked.weaknesses[0].id,)) == typed.action
        words = {word for row in met for word in row.split()}
        assert [] == [each.text for each in asked.weaknesses if not set(each.text.split()) <= words]


@pytest.mark.parametrize(
    ("language", "expected"), [("en", ["10.3"]), ("es", ["10.3"]), ("fr", ["7.1", "7.4", "10.3"])]
)
def test_built_in_on_a_usual_screen(language: str, expected: list[str]) -> None:
    """On 24 rows of 80 columns all but a few questions stand as a whole, without scrolling, in every language."""
    size, words = Size(24, 80), i18n.load_words(language)
    begun = replace(BEGUN, diagnostic=in_language(BUILT_IN, None, language).diagnostic)
    scrolling = []
    for asked in BUILT_IN.questions:
        interview = replace(begun, cursor=AtQuestion(asked.id))
        page = page_of(interview, step(interview), words)
        assert isinstance(page, Page)
        if words("screen.below") in texts(screen.look_at(page, size, words), size):
            scrolling.append(asked.number)

    assert expected == scrolling


def test_signs_of_more() -> None:
    """What does not fit is announced above and below, where there is more and nowhere else."""
    page = listing(*"123456789", long=12)
    view = screen.look_at(page, SMALL, WORDS)
    above, below = WORDS("screen.above"), WORDS("screen.below")
    middle = screen.page_down(view, SMALL, 1)
    end = screen.page_down(view, SMALL, 1000)

    assert [(False, True), (True, True), (True, False)] == [
        (above in rows, below in rows) for rows in (texts(each, SMALL) for each in (view, middle, end))
    ]
    whole = texts(screen.look_at(listing("1"), LARGE, WORDS), LARGE)
    assert not {above, below} & set(whole)


def test_head_stays_where_there_is_room() -> None:
    """The head of a page stays on the screen while its entries scroll, if it takes no more than a third of it."""
    page = listing(*"123456789", long=80)

    for size, stays in ((Size(24, 60), True), (Size(10, 40), True), (Size(5, 40), False)):
        scrolled = screen.page_down(screen.look_at(page, size, WORDS), size, 1000)
        assert stays is ("Title?" in texts(scrolled, size)), size


def test_nothing_is_pointed_at_first() -> None:
    """On a new question nothing is chosen: Enter asks to choose; a given entry is pointed at."""
    assert (
        "screen.choose_first"
        == screen.enter(screen.look_at(listing("1", "2"), LARGE, WORDS), LARGE).view.message
    )
    given = on_screen(screen.look_at(listing("1", "2", given=1), LARGE, WORDS), LARGE)
    assert WentTo("2") == screen.enter(given, LARGE).action


def test_enter_before_anything_was_shown() -> None:
    """A number and Enter pressed at once confirm nothing that was not on the screen."""
    view = screen.type_key(screen.look_at(listing("1", "2"), LARGE, WORDS), LARGE, "2").view
    typed = screen.enter(view, LARGE)

    assert (None, "screen.read_first") == (typed.action, typed.view.message)
    assert WentTo("2") == screen.enter(on_screen(typed.view, LARGE), LARGE).action


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1", "1"), ("10", "10"), ("12", "2"), ("4.1", "4.1"), ("4.10", "4.1"), ("4", None), ("s1", "1")],
)
def test_typed_labels(typed: str, expected: str | None) -> None:
    """A label may have several signs; what begins no label begins anew."""
    labels = ["1", "2", "10", "4.1", "4.2"]
    view = screen.look_at(listing(*labels), LARGE, WORDS)
    for character in typed:
        view = screen.type_key(view, LARGE, character).view

    assert expected == (None if view.pointer is None else labels[view.pointer])


def test_keys() -> None:
    """A key of the page acts at once; a key without a meaning says so and changes nothing else."""
    view = screen.look_at(listing("1", "2", given=1), LARGE, WORDS)

    assert Skipped() == screen.type_key(view, LARGE, "s").action
    assert Command.HELP == screen.type_key(view, LARGE, "?").action
    assert (replace(view, message="screen.no_such_key"), None) == screen.type_key(view, LARGE, "z")


def test_arrows() -> None:
    """Down and up go from entry to entry, begin at the top or the bottom, and stop at the ends."""
    view = screen.look_at(listing("1", "2", "3"), LARGE, WORDS)

    def after(*ways: int) -> int | None:
        moved = view
        for way in ways:
            moved = screen.move(moved, LARGE, way)
        return moved.pointer

    assert [0, 1, 2, 2, 2, 1, 0, 0] == [
        after(1), after(1, 1), after(1, 1, 1), after(1, 1, 1, 1), after(-1), after(-1, -1), after(1, -1),
        after(1, -1, -1),
    ]  # fmt: skip


def test_long_entries_are_scrolled_through() -> None:
    """Down shows the rest of an entry that is longer than the screen before it goes to the next, and up likewise."""
    page = listing("1", "2", long=120)
    view = on_screen(screen.move(screen.look_at(page, SMALL, WORDS), SMALL, 1), SMALL)
    steps = 0
    while view.pointer == 0:
        view, steps = on_screen(screen.move(view, SMALL, 1), SMALL), steps + 1

    assert steps > 5
    assert 0 in view.read
    up = 0
    while view.pointer == 1 and up < 100:
        view, up = screen.move(view, SMALL, -1), up + 1
    assert 0 == view.pointer


def test_a_given_entry_that_is_scrolled_away_comes_back() -> None:
    """Up and down from an entry that was scrolled out of sight lead to its neighbours, and show them."""
    view = screen.look_at(listing(*"123456789", given=8, long=12), SMALL, WORDS)
    away = screen.page_down(view, SMALL, -1000)
    back = screen.move(away, SMALL, -1)

    assert any(row.entry == back.pointer for row in screen.frame(back, SMALL).rows)


def test_ticks() -> None:
    """A number or a blank ticks and takes the tick away; Enter wants a tick, or that there is none."""
    none = Entry("0", "None", Ticked(()))
    page = listing("1", "2", ticked=[])
    view = on_screen(screen.look_at(replace(page, entries=(*page.entries, none)), LARGE, WORDS), LARGE)

    def after(keys: str) -> View:
        ticking = view
        for key in keys:
            ticking = (
                screen.toggle(ticking, LARGE) if key == " " else screen.type_key(ticking, LARGE, key).view
            )
        return ticking

    assert [{0}, {0, 1}, {1}, set(), set(), {0}] == [
        {*after(keys).ticked} for keys in ("1", "12", "121", "1 ", "0 ", "01")
    ]
    assert set() == after(" ").ticked
    assert Ticked(("1", "2")) == screen.enter(after("21"), LARGE).action
    assert Ticked(()) == screen.enter(after("0"), LARGE).action
    assert "weaknesses.tick_one" == screen.enter(after(""), LARGE).view.message
    assert "weaknesses.none_or_some" == screen.enter(after("10"), LARGE).view.message
    assert ("1",) == screen.left_with(after("1"))
    assert "[x]" in " ".join(texts(after("1"), LARGE))


def test_many_ticks() -> None:
    """Where a number may be the beginning of another, it goes there and ticks only what is meant."""
    view = screen.look_at(listing(*map(str, range(1, 13)), ticked=[]), LARGE, WORDS)
    for key in "12":
        view = screen.type_key(view, LARGE, key).view

    assert {11} == view.ticked


def test_blank_scrolls() -> None:
    """On a page without ticks a blank shows the next screen."""
    view = screen.look_at(listing(*"123456789", long=12), SMALL, WORDS)

    assert screen.page_down(view, SMALL, 1) == screen.toggle(view, SMALL)


def test_resized() -> None:
    """On a screen of another size what is pointed at stays in sight, and what was read stays read."""
    page = listing(*"123456789", long=12, given=8)
    view = on_screen(screen.look_at(page, LARGE, WORDS), LARGE)
    smaller = on_screen(screen.resized(view, SMALL), SMALL)

    assert any(row.entry == 8 for row in screen.frame(smaller, SMALL).rows)
    assert set(range(9)) == smaller.read
    unpointed = screen.resized(screen.look_at(listing("1", "2"), LARGE, WORDS), SMALL)
    assert (None, 0) == (unpointed.pointer, unpointed.top)


def test_lines_of_another_width_do_not_count() -> None:
    """An entry of which one half was seen at one width and the other at another has not been read."""
    page = listing("1", long=100, given=0)
    narrow, wide = Size(10, 30), Size(10, 60)
    view = on_screen(screen.look_at(page, narrow, WORDS), narrow)
    wider = on_screen(screen.page_down(screen.resized(view, wider := wide), wider, 1000), wide)

    assert 0 not in wider.read


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_row_of_keys(columns: int) -> None:
    """As many keys as fit stand in the last row, help and leaving first."""
    size = Size(24, columns)
    last = texts(screen.look_at(page_about(BUILT_IN.questions[0]), size, WORDS), size)[-1]

    assert last.startswith("? help  q leave")
    assert len(last) < columns


def test_paragraphs() -> None:
    """Line breaks of a person's own stay; what is opened by a sign hangs from it; a heading opens a group."""
    entry = replace(Entry("1", "One"), heading="Group", below=("> first line\nsecond line",))
    page = Page(("- item " + "word " * 12,), "T", (entry,), None, ("a\nb",), ())
    rows = texts(screen.look_at(page, Size(24, 40), WORDS), Size(24, 40))

    assert ["     > first line", "     second line"] == [row for row in rows if "line" in row]
    assert rows[1].startswith("  word")
    assert "Group" in rows
    assert "a" in rows
    assert "b" in rows


KEYS: Final = st.sampled_from(["down", "up", "page", "back", "blank", "enter", "0", "1", "2", "d", "x", "?"])


@given(
    st.lists(KEYS, max_size=40),
    st.sampled_from(BUILT_IN.questions),
    st.sampled_from(SIZES),
    st.sampled_from(Part),
)
def test_any_keys(keys: list[str], asked: Question, size: Size, part: Part) -> None:
    """Whatever is pressed, the screen is full and nothing is confirmed that was not read."""
    view = screen.look_at(page_about(asked, part), size, WORDS)
    for key in keys:
        view = on_screen(view, size)
        assert size.rows == len(texts(view, size))
        match key:
            case "down" | "up":
                typed = screen.Typed(screen.move(view, size, 1 if key == "down" else -1))
            case "page" | "back":
                typed = screen.Typed(screen.page_down(view, size, 1 if key == "page" else -1))
            case "blank":
                typed = screen.Typed(screen.toggle(view, size))
            case "enter":
                typed = screen.enter(view, size)
            case _:
                typed = screen.type_key(view, size, key)
        if isinstance(typed.action, Chose):
            assert typed.view.pointer in view.read
        if isinstance(typed.action, Ticked):
            assert set(range(len(view.page.entries))) == view.read
        assert not isinstance(typed.action, Confirmed)
        view = typed.view


def test_reminder_gives_way() -> None:
    """A reminder stands under all where there is room, and never makes a page scroll."""
    page = replace(listing("1", "2"), hint="Reminder.")

    assert "Reminder." in texts(screen.look_at(page, Size(20, 60), WORDS), Size(20, 60))
    tight = Size(6, 60)
    rows = texts(screen.look_at(page, tight, WORDS), tight)
    assert "Reminder." not in rows
    assert WORDS("screen.below") not in rows

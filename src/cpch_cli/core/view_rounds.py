"""A comparison of rounds in words: the trend first, then what moved, what is solved, which advice was followed."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cpch_cli.core import phrases
from cpch_cli.core.compare_rounds import (
    Advice,
    DomainOfRounds,
    Followed,
    LikeForLike,
    Moved,
    Movement,
    RoundsCompared,
    Wording,
)
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    Tone,
    Trend,
)
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.view_action_plan import progress_in_short, state
from cpch_cli.core.view_advice import titled
from cpch_cli.core.view_compare import comparison, head, method, score_cell, star
from cpch_cli.core.words import Words

Pair = tuple[str, str]
_TOPICS = ("rounds", "same_words", "like_for_like", "weaknesses", "followed")
_TONES: dict[Movement, Tone] = {Movement.BETTER: "sound", Movement.WORSE: "critical_gap"}
_FOLLOWED_TONES: dict[Followed, Tone] = {
    Followed.FOLLOWED: "sound",
    Followed.PARTLY: "partial",
    Followed.NOT_FOLLOWED: "weak",
}


def rounds(compared: RoundsCompared, words: Words) -> Document:
    """Return a comparison of rounds: page one, every question, weaknesses, advice, how it comes about."""
    labels = _labels_of(compared, words)
    labelled = list(zip(labels, compared.outcomes.values(), strict=True))
    return comparison(
        compared.last,
        labelled,
        words,
        "rounds",
        *head(compared.last, labelled, compared.withheld, words),
        _overview(compared, words, labels),
        _moved(compared, words, labels),
        *_weaknesses(compared, words),
        *_advice(compared, words),
        *_not_comparable(compared, words, labels),
        method(compared.last, words, _TOPICS),
    )


def _labels_of(compared: RoundsCompared, words: Words) -> list[str]:
    """Return the names of the rounds as people read them: a day in words, where it is the day that names one."""
    return [_label(name, outcome, words) for name, outcome in compared.outcomes.items()]


def _label(name: str, outcome: Outcome, words: Words) -> str:
    day = outcome.sheet.subject.date
    return words.date(day) if day and day.isoformat() == name else name


# --- page one -----------------------------------------------------------------------------------------------------


def _overview(compared: RoundsCompared, words: Words, labels: list[str]) -> Section:
    facts = [(words("compare.like_for_like.all"), _means(compared.overall, words))]
    if compared.advice:
        facts.append((words("compare.followed.title"), _results(compared, words)))
    facts += progress_in_short(compared.last, words)
    stars = star((score for each in compared.domains for score in each.scores.values()), words)
    movements = Section("overview.movements", words("compare.movements"), (_movements(compared, words),))
    caveat = (Paragraph(words("compare.followed.intro")),) if compared.advice else ()
    blocks = (_trend(compared, words, labels), *stars, Facts(tuple(facts)), *caveat, movements)
    return Section("overview", words("view.overview.title"), blocks, front=True)


def _trend(compared: RoundsCompared, words: Words, labels: list[str]) -> Trend:
    return Trend(
        words("compare.trend.title"),
        (words("view.column.domain"), words("compare.column.change")),
        tuple(labels),
        tuple(_line(compared, words, each) for each in compared.domains),
        words("compare.trend.caption"),
    )


def _line(compared: RoundsCompared, words: Words, domain: DomainOfRounds) -> Line:
    points = tuple(_point(score, words) for score in domain.scores.values())
    return Line(
        phrases.domain(compared.diagnostic, domain.domain), points, _change_of(domain.like_for_like, words)
    )


def _point(score: DomainScore | None, words: Words) -> Cell:
    if score is None or score.score is None:
        return Cell(words("number.none"))
    star = "*" if score.count.unknown else ""
    return Cell(words.score(score.score) + star, score.score, phrases.TONES[score.band])


def _change_of(means: LikeForLike | None, words: Words) -> str:
    if means is None:
        return words("compare.change.none")
    return words.count("compare.change.over", means.questions, change=_signed(means.change, words))


def _signed(change: Fraction, words: Words) -> str:
    if not change:
        return words("compare.change.same")
    return words(f"compare.change.{'up' if change > 0 else 'down'}", n=words.score(abs(change)))


def _means(means: LikeForLike | None, words: Words) -> str:
    if means is None:
        return words("compare.change.none")
    return words.count(
        "compare.means",
        means.questions,
        first=words.score(means.first),
        last=words.score(means.last),
        change=_signed(means.change, words),
    )


def _movements(compared: RoundsCompared, words: Words) -> Items:
    """Return how many questions moved in each way, and which."""
    items = []
    for movement, number in compared.movements.items():
        if number:
            ids = [each.question for each in compared.moved.values() if each.movement is movement]
            questions = phrases.numbers(compared.diagnostic, ids, words)
            which = words("view.which", n=number, questions=questions)
            items.append(words("list.labelled", label=_movement(movement, words), text=which))
    return Items(tuple(items))


def _movement(movement: Movement, words: Words) -> str:
    return words(f"compare.movement.{movement.value}")


def _results(compared: RoundsCompared, words: Words) -> str:
    return words.parted(
        words("compare.result", what=words(f"compare.followed.{followed.value}"), n=number)
        for followed, number in compared.results.items()
        if number
    )


# --- questions ----------------------------------------------------------------------------------------------------


def _moved(compared: RoundsCompared, words: Words, labels: list[str]) -> Section:
    blocks: list[Block] = [_figures(compared, words, labels)]
    blocks += [_of_domain(compared, words, labels, each) for each in compared.domains]
    return Section("moved", words("compare.moved.title"), tuple(blocks), new_page=True)


def _figures(compared: RoundsCompared, words: Words, labels: list[str]) -> Table:
    columns = (
        Column(words("view.column.domain")),
        *(Column(label, numeric=True) for label in labels),
        Column(words("compare.column.like_for_like")),
    )
    rows = tuple(
        (
            Cell(phrases.domain(compared.diagnostic, each.domain), each.domain),
            *(score_cell(score, words) for score in each.scores.values()),
            Cell(_means(each.like_for_like, words)),
        )
        for each in compared.domains
    )
    return Table(words("compare.figures.table"), columns, rows)


def _of_domain(compared: RoundsCompared, words: Words, labels: list[str], domain: DomainOfRounds) -> Section:
    questions = compared.diagnostic.questions_of(domain.domain)
    columns = (
        Column(words("view.column.question")),
        *(Column(label) for label in labels),
        Column(words("compare.column.movement")),
    )
    rows = tuple(_row(compared, words, moved) for each in questions if (moved := compared.moved.get(each.id)))
    table = Table(words("compare.moved.table"), columns, rows)
    return Section(f"moved.{domain.domain}", phrases.domain(compared.diagnostic, domain.domain), (table,))


def _row(compared: RoundsCompared, words: Words, moved: Moved) -> tuple[Cell, ...]:
    return (
        Cell(phrases.marked_question(compared.diagnostic, moved.question, words), moved.question),
        *(Cell(phrases.answer(outcome, moved.question, words)) for outcome in compared.outcomes.values()),
        Cell(
            _movement(moved.movement, words),
            moved.movement.value,
            _TONES.get(moved.movement, "plain"),
        ),
    )


# --- weaknesses ---------------------------------------------------------------------------------------------------


def _weaknesses(compared: RoundsCompared, words: Words) -> Iterator[Section]:
    """Yield the weaknesses that are solved, new and remaining, in a table of each."""
    columns = (Column(words("view.column.question")), Column(words("view.label.weakness")))
    tables = tuple(
        Table(words(f"compare.weaknesses.{became}"), columns, rows)
        for became in ("solved", "new", "remaining")
        if (rows := tuple(_became(compared, became)))
    )
    if tables:
        blocks: tuple[Block, ...] = (Paragraph(words("compare.weaknesses.intro")), *tables)
        yield Section("weaknesses", words("compare.weaknesses.title"), blocks)


def _became(compared: RoundsCompared, became: str) -> Iterator[tuple[Cell, ...]]:
    for moved in compared.moved.values():
        question = compared.diagnostic.question[moved.question]
        for weakness in question.weaknesses:
            if moved.weaknesses.get(weakness.id) == became:
                yield (
                    Cell(phrases.question(compared.diagnostic, question.id), question.id),
                    Cell(weakness.text),
                )


# --- advice -------------------------------------------------------------------------------------------------------


def _advice(compared: RoundsCompared, words: Words) -> Iterator[Section]:
    if compared.advice:
        keys = ["view.column.solution", "compare.column.followed", "compare.column.missing"]
        if compared.last.progress.plan:
            keys.append("view.progress.title")
        columns = tuple(Column(words(key)) for key in keys)
        rows = tuple(_followed(compared, words, each) for each in compared.advice)
        blocks = (
            Paragraph(words("compare.followed.intro")),
            Table(words("compare.followed.table"), columns, rows),
        )
        yield Section("followed", words("compare.followed.title"), blocks)


def _followed(compared: RoundsCompared, words: Words, advice: Advice) -> tuple[Cell, ...]:
    solution = compared.diagnostic.solution[advice.recommendation.solution]
    missing = "\n".join(_missing(compared.last, words, advice.below, solution.raises))
    return (
        Cell(titled(solution, words), solution.id),
        Cell(
            words(f"compare.followed.{advice.followed.value}"),
            advice.followed.value,
            _FOLLOWED_TONES.get(advice.followed, "plain"),
        ),
        Cell(missing or words("number.none")),
        *_agreed(compared.last, words, solution.id),
    )


def _agreed(last: Outcome, words: Words, solution: str) -> Iterator[Cell]:
    """Yield how far the plan says that a solution has come, where there is a plan."""
    if last.progress.plan:
        status = last.progress.agreed(solution).status
        yield Cell(state(last.progress, solution, words) if status else "", status)


def _missing(last: Outcome, words: Words, below: Iterable[str], raises: Mapping[str, str]) -> Iterator[str]:
    """Yield what is answered to a question that is still below the level that a solution brings it to."""
    for question in below:
        yield words(
            "compare.missing",
            number=last.diagnostic.question[question].number,
            answer=phrases.answer(last, question, words),
            aim=_title_of(last, question, raises[question]),
        )


def _title_of(outcome: Outcome, question: str, written: str) -> str:
    """Return the title of a level that is written as an id or as a number."""
    diagnostic = outcome.diagnostic
    titles = {diagnostic.strength(question, each.id): each.title for each in diagnostic.levels[question]}
    return titles[diagnostic.strength(question, written)]


# --- other words --------------------------------------------------------------------------------------------------


def _not_comparable(compared: RoundsCompared, words: Words, labels: list[str]) -> Iterator[Section]:
    """Yield the questions whose wording changed, with both wordings and what the level meant in each."""
    inner = tuple(
        Section(
            f"not_comparable.{moved.question}",
            phrases.marked_question(compared.diagnostic, moved.question, words),
            (Facts(tuple(_wordings(compared, words, labels, moved))),),
        )
        for moved in compared.moved.values()
        if moved.wordings
    )
    if inner:
        blocks: tuple[Block, ...] = (Paragraph(words("compare.not_comparable.intro")), *inner)
        yield Section("not_comparable", words("compare.not_comparable.title"), blocks)


def _wordings(compared: RoundsCompared, words: Words, labels: list[str], moved: Moved) -> Iterator[Pair]:
    ends = list(zip(labels, compared.outcomes.values(), strict=True))
    for (label, outcome), wording in zip((ends[0], ends[-1]), moved.wordings or (), strict=True):
        yield label, _wording(words, wording, phrases.answer(outcome, moved.question, words))


def _wording(words: Words, wording: Wording, answer: str) -> str:
    if wording.text is None:
        return "\n".join((words("compare.wording.lost"), words("compare.wording.answer", answer=answer)))
    asked = words("compare.wording", version=wording.version, text=wording.text)
    if wording.level is None:
        return "\n".join((asked, words("compare.wording.answer", answer=answer)))
    return "\n".join((asked, words("compare.wording.meaning", answer=answer, text=wording.level)))

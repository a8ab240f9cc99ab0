"""What many subjects have in common: groups, answers, weaknesses, needed solutions, what is disputed, changed words."""

from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.consolidation import (
    Consolidation,
    DisputeCount,
    Group,
    SolutionCount,
    WeaknessCount,
)
from cpch_cli.core.document import (
    Block,
    Cell,
    Column,
    Distribution,
    HeatMap,
    Items,
    Paragraph,
    Section,
    Stack,
    Table,
)
from cpch_cli.core.view_many import (
    MOST_NAMED,
    band_keys,
    bands,
    by_scale,
    columns,
    counts,
    domain_keys,
    field,
    group_name,
    in_need,
    mean,
    named,
    states,
)
from cpch_cli.core.view_method import bands as bands_in_words
from cpch_cli.core.words import Words


def domains(consolidation: Consolidation, words: Words) -> Distribution:
    """Return the domains over all subjects: the mean, and how many have which band."""
    stacks = tuple(
        Stack(
            phrases.domain(consolidation.diagnostic, each.domain),
            mean(each, consolidation.minimum_group, words),
            bands(each),
        )
        for each in consolidation.domains
    )
    return Distribution(
        words("consolidation.domains.table"),
        (words("view.column.domain"), words("consolidation.column.mean")),
        band_keys(words),
        stacks,
        words("consolidation.domains.caption"),
    )


# --- groups -------------------------------------------------------------------------------------------------------


def groups(consolidation: Consolidation, words: Words) -> Iterator[Section]:
    """Yield groups of subjects by domains, where they are grouped."""
    if consolidation.by is not None:
        intro = Paragraph(words("consolidation.groups.intro", n=consolidation.minimum_group))
        title = words("consolidation.groups", field=field(consolidation, words))
        yield Section("groups", title, (intro, by_group(consolidation, words)), new_page=True)


def by_group(consolidation: Consolidation, words: Words) -> HeatMap:
    """Return the means of the groups, domain by domain."""
    titles = (
        Column(field(consolidation, words)),
        Column(words("consolidation.column.members"), numeric=True),
    )
    rows = tuple(_group(consolidation, each, words) for each in consolidation.groups)
    return HeatMap(
        words("consolidation.groups.table"),
        titles,
        domain_keys(consolidation.diagnostic),
        rows,
        band_keys(words)[:-1],
        words("consolidation.groups.caption", n=consolidation.minimum_group, bands=bands_in_words(words)),
    )


def _group(consolidation: Consolidation, group: Group, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(group_name(consolidation, group, words)),
        Cell(str(group.members), group.members),
        *(mean(each, consolidation.minimum_group, words) for each in group.domains),
    )


# --- answers ------------------------------------------------------------------------------------------------------


def questions(consolidation: Consolidation, words: Words) -> Section:
    """Return how many subjects gave which answer to each question, by domain."""
    intro = Paragraph(words("consolidation.questions.intro"))
    sections = tuple(
        Section(
            f"questions.{domain.id}",
            phrases.domain(consolidation.diagnostic, domain.id),
            tuple(_answers(consolidation, domain.id, words)),
        )
        for domain in consolidation.diagnostic.domains
    )
    return Section("questions", words("consolidation.questions"), (intro, *sections), new_page=True)


def _answers(consolidation: Consolidation, domain: str, words: Words) -> Iterator[Distribution]:
    diagnostic = consolidation.diagnostic
    of_domain = [
        each for each in consolidation.questions if diagnostic.question[each.question].domain == domain
    ]
    for levels, same in by_scale(diagnostic, of_domain):
        others = states(same, words)
        stacks = tuple(
            Stack(
                phrases.marked_question(diagnostic, each.question, words),
                Cell(words.score(each.mean), each.mean),
                counts(each, others),
            )
            for each in same
        )
        yield Distribution(
            words("consolidation.questions.table"),
            (words("view.column.question"), words("consolidation.column.mean")),
            (*levels, *others),
            stacks,
        )


# --- weaknesses and solutions -------------------------------------------------------------------------------------


def weaknesses(consolidation: Consolidation, words: Words) -> Section:
    """Return the weaknesses that were ticked, the most frequent first."""
    seen = [each for each in consolidation.weaknesses if each.ticked]
    blocks: tuple[Block, ...] = (Paragraph(words("consolidation.weaknesses.none")),)
    if seen:
        titles = columns(
            words,
            *("#consolidation.column.ticked", "#consolidation.column.asked_of", "view.column.number"),
            "view.label.weakness",
        )
        rows = tuple(_weakness(consolidation, each) for each in seen)
        blocks = (
            Paragraph(words("consolidation.weaknesses.intro")),
            Table(words("consolidation.weaknesses.table"), titles, rows),
        )
    return Section("weaknesses", words("consolidation.weaknesses"), blocks, new_page=True)


def _weakness(consolidation: Consolidation, each: WeaknessCount) -> tuple[Cell, ...]:
    return (
        Cell(str(each.ticked), each.ticked),
        Cell(str(each.asked), each.asked),
        Cell(consolidation.diagnostic.question[each.question].number, each.question),
        Cell(weakness_text(consolidation, each)),
    )


def weakness_text(consolidation: Consolidation, each: WeaknessCount) -> str:
    """Return a weakness in the diagnostic's words."""
    texts = {one.id: one.text for one in consolidation.diagnostic.question[each.question].weaknesses}
    return texts[each.weakness]


def solutions(consolidation: Consolidation, words: Words) -> Section:
    """Return the solutions that subjects need, the most needed first, and who needs them."""
    blocks: tuple[Block, ...] = (Paragraph(words("consolidation.solutions.none")),)
    if consolidation.solutions:
        intro = Paragraph(words("consolidation.solutions.intro"))
        blocks = (intro, needed(consolidation, words, MOST_NAMED))
    return Section("solutions", words("consolidation.solutions"), blocks, new_page=True)


def needed(consolidation: Consolidation, words: Words, most: int | None) -> Table:
    """Return the solutions with how many subjects need them; with at most so many names, where these may be seen."""
    titles = columns(
        words, "view.column.solution", "#consolidation.column.now", "#consolidation.column.improve"
    )
    with_names = not consolidation.releasable
    if with_names:
        titles += columns(words, "consolidation.column.who_now", "consolidation.column.who_improve")
    rows = tuple(
        (
            Cell(consolidation.diagnostic.solution[each.solution].title, each.solution),
            Cell(str(each.now), each.now),
            Cell(str(each.improve), each.improve),
            *(_who(each, words, most) if with_names else ()),
        )
        for each in consolidation.solutions
    )
    return Table(words("consolidation.solutions.table"), titles, rows)


def _who(each: SolutionCount, words: Words, most: int | None) -> Iterator[Cell]:
    yield Cell(named(in_need(each, "now"), words, most))
    yield Cell(named(in_need(each, "improve"), words, most))


# --- what is disputed ---------------------------------------------------------------------------------------------


def disputed(consolidation: Consolidation, words: Words) -> Section:
    """Return the questions on which voices of the same subject are far apart, and whose."""
    blocks: tuple[Block, ...] = (Paragraph(words("consolidation.disputed.none")),)
    if in_dispute := disputes(consolidation):
        table = dispute_table(consolidation, in_dispute, words, MOST_NAMED)
        blocks = (Paragraph(words("consolidation.disputed.intro")), table)
    return Section("disputed", words("consolidation.disputed"), blocks, new_page=True)


def disputes(consolidation: Consolidation) -> list[DisputeCount]:
    """Return the questions that are disputed anywhere, those most often first."""
    anywhere = [each for each in consolidation.disputes if each.disputed]
    return sorted(anywhere, key=lambda each: -each.disputed)


def dispute_table(
    consolidation: Consolidation, in_dispute: list[DisputeCount], words: Words, most: int | None
) -> Table:
    """Return disputed questions with how often they are; with at most so many names, where these may be seen."""
    titles = columns(
        words, "view.column.question", "#consolidation.column.disputed", "#consolidation.column.voices"
    )
    with_names = not consolidation.releasable
    if with_names:
        titles += columns(words, "consolidation.column.who")
    rows = tuple(
        (
            Cell(phrases.marked_question(consolidation.diagnostic, each.question, words), each.question),
            Cell(str(each.disputed), each.disputed),
            Cell(str(each.of), each.of),
            *((Cell(named(each.who, words, most)),) if with_names else ()),
        )
        for each in in_dispute
    )
    return Table(words("consolidation.disputed.table"), titles, rows)


# --- changed words ------------------------------------------------------------------------------------------------


def not_comparable(consolidation: Consolidation, words: Words) -> Iterator[Section]:
    """Yield the questions that some subjects answered in other words than today's."""
    if consolidation.not_comparable:
        items = Items(
            tuple(
                words.count(
                    "consolidation.reworded",
                    each.members,
                    question=phrases.question(consolidation.diagnostic, each.question),
                )
                for each in consolidation.not_comparable
            )
        )
        intro = Paragraph(words("consolidation.not_comparable.intro"))
        yield Section("not_comparable", words("compare.not_comparable.title"), (intro, items))

"""Answers as coded tables, for engines: what a property test hands to Python is handed to DuckDB and Spark as well."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pyarrow as pa

from cpch_cli.batch.columns import EVIDENCE, of_question
from cpch_cli.core.coded import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Grade, Question

GRADES = get_args(Grade)
Answers = Mapping[str, Answer]


def coded(diagnostic: Diagnostic, many: Sequence[tuple[Answers, Sequence[str] | None]]) -> pa.Table:
    """Return settled answers and their scopes as a coded table, with all the columns that one can have."""
    rows = [_row(diagnostic, number, *each) for number, each in enumerate(many)]
    fields = [("file", pa.string()), ("subject.domains", pa.string())]
    for question in diagnostic.questions:
        fields += [(question.id, pa.int8()), (of_question(question.id, EVIDENCE), pa.int8())]
        fields += [(of_question(question.id, weakness.id), pa.bool_()) for weakness in question.weaknesses]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _row(
    diagnostic: Diagnostic, number: int, answers: Answers, scope: Sequence[str] | None
) -> dict[str, Any]:
    row: dict[str, Any] = {"file": str(number), "subject.domains": " ".join(scope) if scope else None}
    for question in diagnostic.questions:
        answer = answers.get(question.id, Answer())
        row[question.id] = _code(diagnostic, question, answer)
        row[of_question(question.id, EVIDENCE)] = GRADES.index(answer.evidence) if answer.evidence else None
        for weakness in question.weaknesses:
            ticked = None if answer.weaknesses is None else weakness.id in answer.weaknesses
            row[of_question(question.id, weakness.id)] = ticked
    return row


def _code(diagnostic: Diagnostic, question: Question, answer: Answer) -> int | None:
    words = {None: None, UNKNOWN: UNKNOWN_CODE, NOT_APPLICABLE: NOT_APPLICABLE_CODE}
    if answer.level in words:
        return words[answer.level]
    return [level.id for level in diagnostic.levels[question.id]].index(str(answer.level))

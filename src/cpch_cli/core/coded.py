"""Answers as numbers: what a table comes to once its cells are read, by which an engine scores it and a sheet is made of it.

A coded table has, beside the columns of the subject, for each question of the diagnostic:

- ``ID``: the position of the level in the question's scale, 0 for the lowest; UNKNOWN, NOT_APPLICABLE, or NULL for no answer;
- ``ID#evidence``: the position of the grade among the grades, 0 for `none`, or NULL; only where the table has grades;
- ``ID#WEAKNESS``: TRUE or FALSE, and NULL in all of a question's columns where its weaknesses were not asked; only where the
  table has such columns.
"""

from typing import Final

UNKNOWN_CODE: Final = -1
NOT_APPLICABLE_CODE: Final = -2
# Only inside the engine: what is not asked, or outside the scope.
NOT_ASKED_CODE: Final = -3
OUT_OF_SCOPE_CODE: Final = -4
# In place of NULL where it is in the way: above every level.
OPEN_CODE: Final = 127

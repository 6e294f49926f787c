"""The words for every problem code, in Chinese and English: what is wrong, what it does to the learner, how to mend it.

``{value}`` and its like come from the problem. Of several fixes parted by ``¦`` the first is told whose words are all
known.
"""

from msgspec import Struct

from elderapp.authoring import explain_play, explain_shape, explain_syntax, explain_words

LANGUAGES = ("yue", "en")


class Explanation(Struct, frozen=True):
    """Pairs of Chinese and English. `label` stands at the caret, `note` and `fix` under the excerpt, if not empty."""

    title: tuple[str, str]
    label: tuple[str, str]
    fix: tuple[str, str] = ("", "")
    note: tuple[str, str] = ("", "")


EXPLANATIONS: dict[str, Explanation] = {
    code: Explanation(*(words[at : at + 2] for at in range(0, len(words), 2)))  # type: ignore[arg-type]
    for table in (explain_syntax.TABLE, explain_shape.TABLE, explain_play.TABLE, explain_words.TABLE)
    for code, words in table.items()
}
"""Every code there is. Codes are stable: one that is no longer given is not given to anything else."""

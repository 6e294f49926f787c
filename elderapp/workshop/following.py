"""One lesson while its author writes it: read anew whenever a file changes, without the thousand others."""

from pathlib import Path

from msgspec import Struct

from elderapp.authoring.diagnostics import explain
from elderapp.authoring.workspace import Memory, Workspace, check_all, load
from elderapp.lesson.model import Lesson
from elderapp.lesson.problems import Problem

_LOUD = ("error", "warning")


class Reading(Struct, frozen=True):
    """The lesson as it is now; None where it cannot be built. `problems` are its own and its phones', worst first."""

    lesson: Lesson | None
    problems: tuple[Problem, ...]
    found: Workspace

    @property
    def is_good(self) -> bool:
        """Whether it can be shown: no error anywhere in it."""
        return self.lesson is not None and not any(one.severity == "error" for one in self.problems)


class Followed:
    """The lesson `identity` in the folder of lessons `root`."""

    def __init__(self, root: Path, identity: str, *, today: str, glyphs: frozenset[str] | None = None,
                 icons: frozenset[str] | None = None) -> None:  # fmt: skip
        self.root, self.identity = root, identity
        self.today, self.glyphs, self.icons = today, glyphs, icons
        self._memory = Memory()

    def read(self) -> Reading:
        """What its files say now. Only those that changed are read."""
        found = load(self.root, only=self.identity, memory=self._memory)
        told = check_all(found, today=self.today, glyphs=self.glyphs, icons=self.icons)
        mine = tuple(one for one in told if one.severity in _LOUD and self._concerns(one, found))
        worst = sorted(mine, key=lambda one: _LOUD.index(one.severity))
        return Reading(found.lessons.get(self.identity), tuple(worst), found)

    def _concerns(self, problem: Problem, found: Workspace) -> bool:
        """Whether a problem stands in the lesson, in what all lessons share, or in a phone that it uses."""
        path = Path(problem.where.file)
        if path.name == "lesson.yaml":
            return True
        draft = found.drafts.get(self.identity)
        used = {name.partition("@")[0] for name in draft.mocks} if draft else {path.stem}
        # That no step enters some screen can only be known of all lessons together.
        return path.parent.name != "mocks" or (path.stem in used and problem.code != "L204")


def told(problems: tuple[Problem, ...], language: str, most: int = 4) -> list[str]:
    """The first problems in short: place, fact, remedy; and how many more there are."""
    lines = []
    for one in problems[:most]:
        words = explain(one, language)
        file = Path(one.where.file)
        where = f"{file.parent.name}/{file.name}:{one.where.line}:{one.where.column}"
        lines.append(f"{one.severity}[{one.code}] {where}")
        lines.append(f"  {words['title']} — {words['label']}")
        if words["fix"]:
            lines.append(f"  → {words['fix']}")
    if len(problems) > most:
        lines.append({"en": "and {} more: elderapp check"}.get(language, "仲有 {} 個：elderapp check").format(
            len(problems) - most))  # fmt: skip
    return lines

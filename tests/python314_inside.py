"""What `tests/python314.py` runs in the other Python: the tests of some folders, and a list of what could not be."""

import importlib.util
import platform
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

LACKING = frozenset(
    {"cryptography", "kivy", "litestar", "numpy", "PIL", "psycopg", "ruamel", "sqlalchemy", "uvicorn", "zeroconf"}
)
"""Packages that are not for that Python, or for no tests of these folders."""
UNABLE = {
    "can't start new thread": "there are no threads",
    "emscripten does not support processes": "there are no processes",
    "not supported": "there are no sockets",
} | {f"No module named '{name}": f"it needs {name}, which is not there" for name in LACKING}
"""How that Python says that it has no threads, processes, sockets or packages, and what that means."""
EXAMPLES = 15
"""Walks of Hypothesis: it is four times as slow as at home, where all are made."""


class Counting:
    """Counts what came of the tests; whoever failed for want of threads, processes or sockets did not run."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.came: Counter[str] = Counter()
        self.unable: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: "pytest.CallInfo[None]") -> Any:
        """A test that asks for what there is not is left out, by its reason."""
        report = yield
        said = str(call.excinfo.value) if call.excinfo else ""
        reason = next((reason for words, reason in UNABLE.items() if words in said), "")
        if report.failed and reason:
            report.outcome, report.longrepr = "skipped", (str(item.path), 0, reason)
            self.unable[reason] += 1
        if report.when == "call" or not report.passed:
            self.came[report.outcome] += 1
        return report


def main(folders: list[str], files: list[str]) -> int:
    """Runs them; 1 where one fails."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("slow", deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    settings.load_profile("slow")
    counting, lacking, code = Counting(), dict[str, str](), 0
    for folder in folders:
        paths = sorted(Path(folder).rglob("test_*.py"))
        code |= _run([path for path in paths if not _lacks(path, lacking)], f"--confcutdir={folder}", counting)
    alone = [path for path in map(Path, files) if not _lacks(path, lacking)]
    code |= _run(alone, "--noconftest", counting)
    for name, package in lacking.items():
        print(f"not run: {name}: it needs {package}, which is not there")
    for reason, count in counting.unable.items():
        print(f"not run: {count} {'test' if count == 1 else 'tests'}: {reason}")
    print(f"Python {platform.python_version()}: {counting.came['passed']} passed, {counting.came['failed']} failed, "
          f"{counting.came['skipped']} and {len(lacking)} files not run")  # fmt: skip
    return 1 if code or not counting.came["passed"] else 0


def _run(paths: list[Path], conftest: str, counting: Counting) -> int:
    """Without the conftest.py at the top, which opens a window and a database."""
    given = ["-q", "--no-header", "-c", "/dev/null", "--rootdir", "/project", "--import-mode=importlib", conftest,
             "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", "--tb=short"]  # fmt: skip
    return int(pytest.main([*given, *map(str, paths)], plugins=[counting])) if paths else 0


def _lacks(path: Path, lacking: dict[str, str]) -> bool:
    """Whether a file cannot be read there because a package is not there; noted by its name."""
    found = importlib.util.spec_from_file_location(path.stem, path)
    assert found
    assert found.loader
    try:
        found.loader.exec_module(importlib.util.module_from_spec(found))
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in LACKING:
            raise
        lacking[str(path)] = name
        return True
    return False

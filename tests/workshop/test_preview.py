"""A lesson that follows its file, in a real window, with real files and a real watcher."""

import time

import pytest

from elderapp.authoring.workspace import check_all, load
from elderapp.records.people import Resume
from elderapp.store import Store
from elderapp.workshop.following import Followed, told
from tests.desk import few_lessons

NAME = "pay-fps-check-payee"
DAY = "2026-11-23"


@pytest.fixture
def lessons(tmp_path):
    return few_lessons(tmp_path) / "lessons"


@pytest.fixture
def path(lessons):
    return lessons / "e-payments" / NAME / "lesson.yaml"


@pytest.fixture
def rewrite(path):
    """Save the lesson with one thing otherwise."""

    def write(old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return write


@pytest.fixture
def opened(window, lessons, tmp_path):
    from elderapp.workshop.preview import Preview

    made = []

    def make(**given):
        store = Store.open(tmp_path / f"tablet{len(made)}.db")
        followed = Followed(lessons, NAME, today=DAY)
        preview = Preview(followed, followed.read(), keeper=store, **{"muted": True, **given})
        window.put(preview)
        made.append((preview, store))
        return preview

    yield make
    for preview, store in made:
        preview.close()
        store.close()


def again(preview):
    preview.meet(preview.followed.read())


def test_what_is_read_of_one_lesson_is_what_check_says_of_it(lessons):
    reading = Followed(lessons, NAME, today=DAY).read()
    whole = load(lessons)

    assert whole.lessons[NAME] == reading.lesson
    mine = [one for one in check_all(whole, today=DAY) if NAME in one.where.file and one.severity != "notice"]
    assert mine == [one for one in reading.problems if NAME in one.where.file]


def test_a_saved_word_is_there_at_the_same_step(opened, rewrite):
    preview = opened(at=Resume("together", "read-payee"))
    before = preview.place
    rewrite("title: 過數前睇真啲", "title: 過數之前睇真")
    again(preview)

    assert before == preview.place
    assert preview.lesson.title.text.startswith("過數之前睇真")
    assert preview.lesson.title == preview.shell.state.play.lesson.title


def test_a_renamed_step_is_followed(opened, path, rewrite):
    preview = opened(at=Resume("together", "open-fps"))
    assert "open-fps" == preview.place.step
    rewrite("id: open-fps\n", "id: open-it\n    was: open-fps\n")
    if "open-fps:" in path.read_text(encoding="utf-8"):
        rewrite("open-fps:", "open-it:")
    again(preview)

    assert preview.reading.is_good
    assert "open-it" == preview.place.step


def test_a_broken_file_leaves_the_last_good_screen_and_says_what_is_wrong(opened, rewrite, window):
    preview = opened()
    shown = window.pixels().copy()
    rewrite("title: ", "title： ")
    again(preview)
    window.frames(2)

    assert "title" in "".join(told(preview.reading.problems, "yue")) or preview.reading.problems
    assert preview._notice.parent is preview
    assert (shown != window.pixels()).any()
    rewrite("title： ", "title: ")
    again(preview)
    assert preview._notice.parent is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"lesson: [", b"\x00" * 100, "課".encode("big5hkscs")])
def test_whatever_bytes_are_saved_the_window_stays(opened, path, content):
    preview = opened()
    path.write_bytes(content)
    again(preview)

    assert not preview.reading.is_good
    assert preview.shell.state.play is not None


def test_a_file_that_is_gone_is_told_and_may_come_back(opened, path):
    preview = opened()
    text = path.read_bytes()
    path.unlink()
    again(preview)
    assert not preview.reading.is_good
    path.write_bytes(text)
    again(preview)

    assert preview.reading.is_good


def test_each_key_does_what_the_list_says(opened, window):
    preview = opened()
    first = preview.place
    for key in "nnp":
        preview.press(key)
    assert first != preview.place
    preview.press("h")
    assert preview.shell.state.play.here.rung or preview.shell.state.play.here.card.line.text
    preview.press("r")
    assert first == preview.place
    preview.press("+")
    assert 1.25 == preview.shell.theme.scale
    preview.press("-")
    preview.press("o")
    assert preview.shell.theme.portrait
    preview.press("o")
    preview.press("l")
    assert "en" == preview.language
    preview.press("v")
    assert not preview.muted
    preview.press("m")
    assert preview.has_ruler
    assert not preview.press("x")
    assert preview.press("?")
    window.frames(2)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_screen_can_be_seen_through_other_eyes(opened, window, times):
    preview = opened()
    window.frames(3)
    plain = window.pixels().astype(int).copy()
    for _ in range(times):
        preview.press("e")
    window.frames(3)
    seen = window.pixels().astype(int)

    assert abs(plain - seen).max() > 20
    if preview.eye == "grey":
        assert abs(seen[..., 0] - seen[..., 2]).max() <= 2


def test_the_watcher_tells_of_a_saved_file(lessons, rewrite):
    from elderapp.workshop.preview import Watcher

    heard = []
    watcher = Watcher(lessons, lambda: heard.append(True))
    watcher.start()
    time.sleep(0.6)  # until the system tells it of changes
    rewrite("title: ", "title:  ")
    for _ in range(100):
        if heard:
            break
        time.sleep(0.05)
    watcher.stop()
    watcher.join(5)

    assert heard


def test_problems_are_told_in_short_with_place_and_remedy(lessons, rewrite):
    rewrite("title: ", "title： ")
    reading = Followed(lessons, NAME, today=DAY).read()
    lines = told(reading.problems, "en")

    assert lines[0].startswith("error[L010] ")
    assert ":3:" in lines[0] or ":4:" in lines[0]
    assert any("→" in line for line in lines)
    assert "and 2 more: elderapp check" == told(reading.problems * 3, "en", most=1)[-1].replace(
        f"and {len(reading.problems) * 3 - 1} more", "and 2 more"
    )

"""One language of the tablet, and changing it in the middle of a lesson."""

from pathlib import Path

from msgspec.structs import replace

from elderapp.i18n import words
from elderapp.lesson.model import Line
from elderapp.packs.model import Clip
from elderapp.tablet.tongue import Tongue, of_catalogue
from tests.player import lessons as the
from tests.tablet.conftest import CHAN, ROSTER

SAY = "pay/open/say"
ENGLISH = Tongue(words("en"), {SAY: Line(SAY, "Tap FPS.")}, {SAY: (Path("en.ogg"), Clip("clips/en.ogg", 2.0))})


def _texts(somebody) -> str:
    return " ".join(writing.text for writing in somebody.shell.stage.screen.writings())


def test_what_is_heard_is_what_is_read():
    source = {name: (Path("yue.ogg"), Clip("clips/yue.ogg", 1.0)) for name in (SAY, "pay/back/say", "pay/no/say")}
    english = replace(ENGLISH, lines={**ENGLISH.lines, "pay/no/say": Line("pay/no/say", "No clip yet.")})

    voices = english.voices(source)

    assert {SAY: Path("en.ogg"), "pay/back/say": Path("yue.ogg")} == {name: path for name, (path, _) in voices.items()}


def test_the_app_itself_speaks_english_before_any_pack_is_installed():
    english = of_catalogue(words("en"))

    assert "Well done!" == english.over(Line("ui/well-done", "做得好！")).text
    assert {} == of_catalogue(str).lines


def test_a_tablet_that_speaks_english_shows_it_from_the_first_screen(sit_down):
    somebody = sit_down(tongues={"en": of_catalogue(words("en"))}, language="en")

    assert "Who are you?" in _texts(somebody)
    assert "Hand" in _texts(somebody)


def test_a_language_changes_in_the_middle_of_a_step_and_the_step_stays(sit_down):
    lesson = replace(the.PAY, stages=(the.stage("together", the.tap("open", "home", "fps")),))
    line = lesson.stages[0].steps[0].say
    english = replace(of_catalogue(words("en")), lines={line.id: Line(line.id, "Tap this one.")})
    somebody = sit_down(lessons={lesson.id: lesson}, tongues={"en": english})
    somebody.tap("learner:c1", "go")
    before = somebody.shell.state.play

    somebody.shell.speak("en")

    assert before is somebody.shell.state.play
    assert "Tap this one." in _texts(somebody)
    assert [line.id, line.id] == somebody.heard[-2:]
    somebody.shell.speak("yue")
    assert line.text in _texts(somebody)


def test_a_learner_who_learns_in_english_is_spoken_to_in_it_and_the_next_one_is_not(sit_down):
    learner = replace(CHAN, language="en")
    roster = replace(ROSTER, learners=(learner, *(one for one in ROSTER.learners if one.id != learner.id)))
    somebody = sit_down(roster=roster, tongues={"en": of_catalogue(words("en"))})

    somebody.tap("learner:c1")
    assert "en" == somebody.shell.language
    assert "All lessons" in _texts(somebody).replace("\n", " ")
    somebody.tap("back")
    assert "yue" == somebody.shell.language


def test_a_language_that_is_not_there_is_cantonese(sit_down):
    somebody = sit_down(language="ur")
    somebody.shell.speak("fr")

    assert "yue" == somebody.shell.language

import json

from elderapp.authoring.diagnostics import as_github, as_json, cells, explain, render
from elderapp.authoring.explanations import EXPLANATIONS
from elderapp.authoring.source import read_text
from elderapp.lesson.problems import Problem, Span

TARGET = Problem(
    "L201",
    Span("lessons/e-payments/fps-send/lesson.yaml", 19, 13, 5),
    {
        "value": "bills",
        "screen": "amount",
        "other": "home",
        "seen": "lessons/mocks/harbour-bank.yaml:8",
        "known": "next、pad",
        "mock": "harbour-bank",
    },
)
LINES = [""] * 18 + ["    target: bills"]


def test_a_problem_is_told_with_place_excerpt_caret_note_and_fix():
    assert """\
error[L201]: `bills` cannot be tapped on screen `amount`
  --> lessons/e-payments/fps-send/lesson.yaml:19:13
   |
19 |     target: bills
   |             ^^^^^ this learner would be stuck here
   = note: `bills` is on screen `home` (lessons/mocks/harbour-bank.yaml:8)
   = fix:  add a step that goes back to `home` first, or set `screen: home`""" == render(TARGET, LINES, "en")


def test_the_caret_counts_a_chinese_character_as_two_cells():
    (problem,) = read_text("say：撳「轉數快」", "f.yaml").problems

    assert """\
error[L010]: 呢個係全形冒號「：」
 --> f.yaml:1:4
  |
1 | say：撳「轉數快」
  |    ^^ YAML 睇唔到呢個係鍵
  = fix:  改做半形冒號加空格「: 」""" == render(problem, ["say：撳「轉數快」"])


def test_the_caret_stands_under_text_behind_chinese_words():
    (problem,) = read_text("say: 你好 #1 位", "f.yaml").problems

    assert "  |           ^^^^^ 學員聽唔到呢截" == render(problem, ["say: 你好 #1 位"]).splitlines()[4]


def test_tabs_are_shown_as_wide_as_they_are_counted_and_control_signs_do_no_harm():
    text = render(Problem("L015", Span("f", 1, 3, 1)), ["a\tb\x1b[31m"], "en").splitlines()

    assert ["1 | a  b�[31m", "  |    ^ its width differs in every editor; YAML refuses it"] == text[3:5]


def test_a_place_outside_of_the_file_shows_no_excerpt():
    assert (
        " = none of it is read" in render(Problem("L001", Span("f", 1, 1), {"limit": "256"}), [], "en").splitlines()[2]
    )


def test_a_fix_that_lacks_a_word_gives_way_to_the_next():
    about = {"value": "traget", "name": "tap", "known": "target、say"}

    assert "可以用：target、say" == explain(Problem("L101", Span("f", 1, 1), about))["fix"]
    assert "write `target`" == explain(Problem("L101", Span("f", 1, 1), {**about, "near": "target"}), "en")["fix"]


def test_json_holds_place_and_words_of_each():
    (one,) = json.loads(as_json([TARGET], "en"))

    assert ("L201", "error", 19, 13, 5) == (one["code"], one["severity"], one["line"], one["column"], one["length"])
    assert "`bills` cannot be tapped on screen `amount`" == one["title"]


def test_github_reads_one_line_a_problem():
    line = as_github(TARGET, "en")

    assert line.startswith(
        "::error file=lessons/e-payments/fps-send/lesson.yaml,line=19,col=13,endColumn=18,title=L201::"
    )
    assert "\n" not in line
    assert "%0A" in line


def test_marks_that_combine_take_no_cell():
    assert 1 == cells("e\u0301")


def test_every_explanation_has_both_languages_and_says_something():
    for code, entry in EXPLANATIONS.items():
        assert all(entry.title), code
        assert all(entry.label), code
        assert all(entry.fix), code
        assert bool(entry.note[0]) == bool(entry.note[1]), code

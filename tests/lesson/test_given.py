from elderapp.lesson.given import Given
from elderapp.lesson.problems import Span

GIVEN = Given(today="2026-11-22", file="f", places={"a": Span("g", 3, 4)})


def test_the_first_place_that_is_known_is_taken_else_the_beginning_of_the_file():
    assert (Span("g", 3, 4), Span("f", 1, 1)) == (GIVEN.place("b", "a"), GIVEN.place("b"))


def test_whereabouts_are_told_with_file_and_line():
    assert ("g:3", "") == (GIVEN.whereabouts("a"), GIVEN.whereabouts("b"))


def test_for_one_lesson_file_places_and_pictures_change():
    mine = GIVEN.of("h", {}, frozenset(("x.png",)))

    assert ("2026-11-22", "h", frozenset(("x.png",))) == (mine.today, mine.file, mine.pictures)

from elderapp.lesson.problems import Problem, Span


def test_a_problem_is_an_error_unless_it_says_otherwise():
    assert "error" == Problem("L201", Span("f", 1, 1)).severity

from elderapp.authoring.compose import Composer
from elderapp.authoring.mend import mend
from elderapp.authoring.nodes import Mapping


def test_a_long_file_with_many_faults_is_read_in_bounded_time():
    lines = ["a:"] + [f"  - b{n}: c\n    d: [}}".split("\n")[n % 2] for n in range(2000)]
    composer = Composer(mend(lines, "f"), "f", 50)
    composer.compose()

    assert composer.problems


def test_marks_between_documents_are_told_once():
    composer = Composer(mend(["a: 1", "---", "b: 2", "---"], "f"), "f", 50)

    assert isinstance(composer.compose(), Mapping)
    assert ["L023"] == [problem.code for problem in composer.problems]

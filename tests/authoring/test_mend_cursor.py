from elderapp.authoring.mend_cursor import Pen


def test_the_pen_knows_whose_column_each_sign_is():
    pen = Pen()
    pen.keep("ab", 0)
    pen.write(": ", 2)

    assert ("ab: ", [0, 1, 2, 2], True) == (pen.text(), pen.columns, pen.changed)

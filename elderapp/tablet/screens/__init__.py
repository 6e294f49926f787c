"""The screens of the shell: each shows a view and says what was tapped, nothing else."""

from elderapp.player.play import LessonView
from elderapp.tablet import views
from elderapp.tablet.screens.home import HomeScreen
from elderapp.tablet.screens.lesson import LessonScreen
from elderapp.tablet.screens.lessons import CardScreen, LessonsScreen
from elderapp.tablet.screens.names import NamesScreen, PicturesScreen
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.screens.well_done import WellDoneScreen

FOR: dict[type, type[ShellScreen]] = {
    views.NamesView: NamesScreen,
    views.PicturesView: PicturesScreen,
    views.HomeView: HomeScreen,
    views.LessonsView: LessonsScreen,
    views.CardView: CardScreen,
    views.WellDoneView: WellDoneScreen,
    LessonView: LessonScreen,
}
"""Which screen shows which view."""

__all__ = [
    "FOR",
    "CardScreen",
    "HomeScreen",
    "LessonScreen",
    "LessonsScreen",
    "NamesScreen",
    "PicturesScreen",
    "ShellScreen",
    "WellDoneScreen",
]

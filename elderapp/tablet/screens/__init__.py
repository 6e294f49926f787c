"""The screens of the shell: each shows a view and says what was tapped, nothing else."""

from elderapp.player.play import LessonView
from elderapp.tablet import views
from elderapp.tablet.screens.asking import ChoiceScreen
from elderapp.tablet.screens.corner import PinScreen, RollScreen, SecretScreen, StatusScreen
from elderapp.tablet.screens.home import HomeScreen
from elderapp.tablet.screens.lesson import LessonScreen
from elderapp.tablet.screens.lessons import CardScreen, LessonsScreen
from elderapp.tablet.screens.names import NamesScreen, PicturesScreen
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.screens.telling import NoticeScreen, PausedScreen, TroubleScreen
from elderapp.tablet.screens.well_done import WellDoneScreen

FOR: dict[type, type[ShellScreen]] = {
    views.NamesView: NamesScreen,
    views.PicturesView: PicturesScreen,
    views.HomeView: HomeScreen,
    views.LessonsView: LessonsScreen,
    views.CardView: CardScreen,
    views.WellDoneView: WellDoneScreen,
    views.ChoiceView: ChoiceScreen,
    views.NoticeView: NoticeScreen,
    views.SecretView: SecretScreen,
    views.PinView: PinScreen,
    views.RollView: RollScreen,
    views.StatusView: StatusScreen,
    views.PausedView: PausedScreen,
    views.TroubleView: TroubleScreen,
    LessonView: LessonScreen,
}
"""Which screen shows which view."""

__all__ = [
    "FOR",
    "CardScreen",
    "ChoiceScreen",
    "HomeScreen",
    "LessonScreen",
    "LessonsScreen",
    "NamesScreen",
    "NoticeScreen",
    "PausedScreen",
    "PicturesScreen",
    "PinScreen",
    "RollScreen",
    "SecretScreen",
    "ShellScreen",
    "StatusScreen",
    "TroubleScreen",
    "WellDoneScreen",
]

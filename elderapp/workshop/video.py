"""A lesson as a short upright film with voice and captions, drawn by the tablet's own phone; for home.

Pictures are taken only where something changed; ffmpeg holds each as long as it stood.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from math import hypot
from pathlib import Path
from typing import Any

import numpy as np
from kivy.core.window import Window
from kivy.uix.widget import Widget
from PIL import Image

from elderapp.authoring.voice import ffmpeg, sound
from elderapp.errors import ElderError
from elderapp.i18n import Words
from elderapp.lesson.model import Lesson, Line
from elderapp.packs.model import Clip
from elderapp.player.phone import jump, move, screen_of
from elderapp.player.play import Ghost, PhoneView
from elderapp.player.state import Phone
from elderapp.tablet import theme as look
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.piece import Pen
from elderapp.tablet.widgets.writing import Caption, Writing, caption
from elderapp.workshop.offscreen import Offscreen
from elderapp.workshop.reel import Reel, Scene

SIZE = (720, 1280)
FPS = 12
MOST_BYTES = 8 * 1024 * 1024
"""What goes through a WhatsApp group without being squeezed again."""
_KILOBITS = 96
"""Of the voice."""

Clips = Mapping[str, tuple[Path, Clip]]


class VideoFailed(ElderError):
    """ffmpeg cannot make the film; nothing was written."""

    code = "video-failed"


def theme() -> Theme:
    """Half as dense again as a tablet's: a phone in the hand is nearer."""
    return Theme(DeviceProfile(*SIZE, hypot(*SIZE) / (look.MM * 1.2) / 25.4))


class Stage(Widget):
    """The film's picture: the practice phone over its caption, or words alone."""

    def __init__(self, lesson: Lesson, words: Words, photos: Photos, *, is_draft: bool) -> None:
        super().__init__(size_hint=(None, None), size=SIZE)
        self.lesson, self.words, self.theme, self.is_draft = lesson, words, theme(), is_draft
        self.phone = PhoneWidget(words=words, theme=self.theme, photos=photos)
        self.caption: Caption | None = None
        self._phone = Phone()

    def show(self, scene: Scene) -> None:
        """Begin a scene."""
        self.clear_widgets()
        self.canvas.before.clear()
        wide, high = self.theme.width, self.theme.height
        Pen(self.canvas.before, self.theme).fill(Box(0, 0, wide, high), look.PAPER)
        if scene.move is not None:
            self._move(scene)
            box = Box(20, high - 268, wide - 40, 250)
            sizes: tuple[float, ...] = (36.0, 34.0, 32.0, 30.0)
        else:
            box = Box(36, high * 0.3, wide - 72, high * 0.5)
            sizes = (56.0, 52.0, 48.0, 44.0, 40.0)
        self.caption = caption(self.theme, box, scene.line, sizes, most=3, ground=look.PAPER, weight=700)
        self.add_widget(self.caption)
        if scene.part == "title":
            self._labels()

    def _labels(self) -> None:
        """What the first picture says besides: practice, and whose voice it is."""
        texts = [self.words("練習，乜都唔會整壞"), *([self.words("試用・機械聲")] if self.is_draft else [])]
        for i, text in enumerate(texts):
            box = Box(36, self.theme.height - 150 + i * 56, self.theme.width - 72, 50)
            self.add_widget(Writing(self.theme, box, text, 30, colour=look.SOFT, ground=look.PAPER, align="middle"))

    def _move(self, scene: Scene) -> None:
        assert scene.move is not None
        self._phone = jump(self._phone, scene.move.mock, scene.move.screen)
        self.phone.size = (self.theme.px(560), self.theme.px(758))
        self.phone.pos = ((SIZE[0] - self.phone.width) / 2, SIZE[1] - self.phone.height - 8)
        self.add_widget(self.phone)
        ghost = Ghost(scene.move.act, scene.move.target, scene.move.text, turn=id(scene))
        view = self._view(ghost)
        self.phone.show(view)
        self.phone.play_ghost(ghost, lambda: self._done(scene))

    def _done(self, scene: Scene) -> None:
        assert scene.move is not None
        self._phone = move(self.lesson, self._phone, scene.move)
        self.phone.show(self._view(None))

    def _view(self, ghost: Ghost | None) -> PhoneView:
        here = f"{self._phone.screen}/"
        typed = {key.removeprefix(here): text for key, text in self._phone.typed.items() if key.startswith(here)}
        return PhoneView(
            mock=self._phone.mock,
            ribbon=self.lesson.mocks[self._phone.mock].ribbon,
            screen=screen_of(self.lesson, self._phone),
            screen_id=self._phone.screen,
            typed=typed,
            ghost=ghost,
            scrolled=self._phone.scrolled,
        )


def film(
    lesson: Lesson, plan: Reel, clips: Clips, out: Path, *, words: Words = str, photos: Photos | None = None,
    progress: Callable[[float], None] = lambda seconds: None,
) -> Path:  # fmt: skip
    """Draw, speak and encode; the file is written whole or not at all.

    `progress` is told how many seconds are drawn. Raises `VideoFailed`.
    """
    is_draft = any(clips[scene.line.id][1].engine != "human" for scene in plan.scenes if scene.line.id in clips)
    with tempfile.TemporaryDirectory(prefix="video-") as scratch:
        folder = Path(scratch)
        stage = Stage(lesson, words, photos or {}, is_draft=is_draft)
        Window.size = SIZE
        glass = Offscreen(stage)
        shots = _draw(glass, stage, plan, clips, folder, progress)
        spoken = _speak(plan, clips, folder)
        part = out.with_name(f".{out.name}.part.mp4")
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            _encode(shots, spoken, part, plan.seconds)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    return out


def _draw(
    glass: Offscreen, stage: Stage, plan: Reel, clips: Clips, folder: Path, progress: Callable[[float], None]
) -> Path:
    """Every picture that differs from the one before, and a list for ffmpeg of how long each stands."""
    lines, last, held, drawn, number = ["ffconcat version 1.0"], b"", 0.0, 0.0, -1
    for scene in plan.scenes:
        stage.show(scene)
        for at in range(max(1, round(scene.seconds * FPS))):
            _light(stage, scene.line, clips, at / FPS)
            glass.frames(1, 1 / FPS)
            pixels = _pixels(glass)
            now = pixels.tobytes()
            if now != last:
                if number >= 0:
                    lines.append(f"duration {held:.4f}")
                number, held, last = number + 1, 0.0, now
                name = f"{number:05}.png"
                Image.fromarray(pixels).save(folder / name, compress_level=1)
                lines.append(f"file {name}")
            held += 1 / FPS
            drawn += 1 / FPS
        progress(drawn)
    lines += [f"duration {held:.4f}", f"file {number:05}.png"]  # the last one twice, or ffmpeg drops its time
    path = folder / "shots.ffconcat"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path


def _pixels(glass: Offscreen) -> Any:
    width, height, data = glass.pixels()
    return np.ascontiguousarray(np.frombuffer(data, np.uint8).reshape(height, width, 3)[::-1])


def _light(stage: Stage, line: Line, clips: Clips, at: float) -> None:
    """The words that are being said."""
    if stage.caption is None:
        return
    beats = clips[line.id][1].beats if line.id in clips else ()
    now = next((beat for beat in beats if beat.start <= at < beat.end), None)
    if now is not None:
        stage.caption.light(now.first, now.last)
    else:
        stage.caption.dark()


def _speak(plan: Reel, clips: Clips, folder: Path) -> Path:
    """All clips on one track, each where its scene begins."""
    track = np.zeros(round(plan.seconds * sound.RATE) + sound.RATE)
    at = 0.0
    for number, scene in enumerate(plan.scenes):
        if scene.line.id in clips:
            raw = folder / f"{number}.raw"
            ffmpeg.decode([clips[scene.line.id][0]], [raw])
            voice = sound.from_pcm(raw.read_bytes())
            start = round(at * sound.RATE)
            track[start : start + len(voice)] += voice[: len(track) - start]
        at += scene.seconds
    path = folder / "voice.wav"
    sound.write_wav(track[: round(plan.seconds * sound.RATE)], path)
    return path


def _encode(shots: Path, spoken: Path, out: Path, seconds: float) -> None:
    """One pass at good quality; where that is too large, one at the rate that fits."""
    for rate in _rates(seconds):
        command = [
            "ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(shots),
            "-i", str(spoken), "-vf", f"fps={FPS},format=yuv420p",
            "-c:v", "libx264", "-preset", "medium", "-tune", "stillimage", *rate,
            "-c:a", "aac", "-b:a", f"{_KILOBITS}k", "-ac", "1", "-t", f"{seconds:.3f}",
            "-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact", str(out),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise VideoFailed("ffmpeg is not installed: apt-get install ffmpeg") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise VideoFailed(f"ffmpeg failed: {said[-1] if said else done.returncode}")
        if out.stat().st_size <= MOST_BYTES:
            return
    raise VideoFailed(f"the film would be larger than {MOST_BYTES // 1024 // 1024} MB")


def _rates(seconds: float) -> Iterator[list[str]]:
    yield ["-crf", "24"]
    for share in (0.9, 0.6):
        kilobits = int(MOST_BYTES * 8 * share / seconds / 1000) - _KILOBITS
        yield ["-b:v", f"{kilobits}k", "-maxrate", f"{kilobits}k", "-bufsize", f"{2 * kilobits}k"]

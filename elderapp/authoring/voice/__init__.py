"""From lines to clips: who speaks, how it is mixed, where it is kept, whether it is good enough.

The door is `elderapp.authoring.voice.build.build`.
"""

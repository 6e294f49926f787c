"""What happens when a lesson is played: pure state machine, hints, mastery, what is on the screen."""

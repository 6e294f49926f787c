"""A learner made of code: plays lessons from end to end, with or without mistakes."""

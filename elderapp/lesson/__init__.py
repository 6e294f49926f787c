"""What a lesson is: pure values and the rules they keep."""

"""The screens of the shell: each shows a view and says what was tapped, nothing else."""

"""What we say of learning: statements, people, attendance."""

"""The centre's server: takes statements exactly once, tells tablets who is in class, shows trainers what happens."""

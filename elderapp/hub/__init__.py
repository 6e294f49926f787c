"""The centre's server: takes statements from tablets, shows trainers who is here and who is stuck."""

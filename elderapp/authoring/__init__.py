"""YAML in, packs out."""

"""Compiled lessons in signed zip files."""

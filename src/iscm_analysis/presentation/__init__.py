"""Presentation: what a notebook cell shows, and nothing a cell has to know of pages."""

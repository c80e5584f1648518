"""Evaluation annexes in, one traceable HTML page per criterion out."""

from importlib.metadata import version

__version__ = version("iscm-analysis")

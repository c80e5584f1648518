"""Evaluation annexes in, one traceable HTML page per criterion out."""

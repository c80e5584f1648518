"""Cleaning: a frame goes in, a new frame comes out, nothing else happens."""

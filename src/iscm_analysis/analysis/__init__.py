"""Analysis by subject: frames in, frame out; knows no figure, page or notebook."""

"""Reading: one module per kind of file; rows as printed, with their place, no judgement."""

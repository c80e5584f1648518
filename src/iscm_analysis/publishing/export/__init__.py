"""Built pages in other forms: for comments, for paper, for calculation."""

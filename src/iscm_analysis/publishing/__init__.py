"""Publishing: notebooks run, pages rendered, the site written as a whole."""

"""``python -m iscm_analysis`` is the same as ``iscm``."""

from iscm_analysis.cli import main

main()

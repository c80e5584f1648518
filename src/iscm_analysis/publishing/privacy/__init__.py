"""What may not leave the project: interviewees' names, ways to reach people, traces of the machine.

What is sought stands in ``names``, ``contacts`` and ``machine``; where it is looked for, in ``pieces``
(the kinds of file) and ``readings`` (a text as people and programs may read it); ``search`` does it.
"""

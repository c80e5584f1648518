"""Small notebooks that ask an engine for everything a cell may do: name -> cells, each with its tags.

A cell that starts with ``#!`` expects an error.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

NASTY: dict[str, list[str]] = {
    "rich reprs": [
        "class Rich:\n    def _repr_html_(self): return '<b>h</b>'\n    def _repr_latex_(self): return '$x$'\n"
        "    def _repr_markdown_(self): return '*m*'\n    def _repr_png_(self): return b'\\x89PNG\\x00'\n"
        "    def _repr_svg_(self): return '<svg/>'\n    def _repr_json_(self): return {'a': [1, None, 2.5]}\n"
        "    def __repr__(self): return 'Rich'",
        "Rich()",
        "display(Rich(), Rich(), metadata={'text/html': {'isolated': True}})",
        "display(Rich(), include=['text/html'])\ndisplay(Rich(), exclude=['text/html', 'image/png'])",
        "display({'text/plain': 'raw', 'text/html': '<i>raw</i>'}, raw=True)",
        "class Bundle:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/plain': 'p', 'application/x-own+json': {'k': 1}}, {'application/x-own+json': {'m': 2}}\nBundle()",
        "class Shows:\n    def _ipython_display_(self): print('shows itself')\nShows()",
        "class Silent:\n    def _repr_html_(self): return None\n    def __repr__(self): return 'silent'\nSilent()",
        "class Broken:\n    def _repr_html_(self): raise ValueError('no html')\n    def __repr__(self): return 'broken'\nBroken()",
        "#!\nclass Mute:\n    def __repr__(self): raise RuntimeError('no repr')\nMute()",
        "class Empty:\n    def _repr_mimebundle_(self, **_): return {}\nEmpty()",
    ],
    "display classes": [
        "from IPython.display import *",
        "display(HTML('<p>é</p>'), Markdown('# m'), Latex('$y$'), JSON({'a': 1}), Javascript('1'), Pretty('p'))",
        "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(20), width=10, alt='nothing')",
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))\nCode('x = 1', language='python')",
        "display(Math('x^2')); display_html('<hr>', raw=True); display_png(b'abc', raw=True)",
        "display()\ndisplay(1, 'two', None, [3], {'four': 4})",
    ],
    "display ids": [
        "h = display('first', display_id='one')",
        "h.update('second')\nprint('told')",
        "h.display('third')",
        "from IPython.display import update_display\nupdate_display('fourth', display_id='one')",
        "k = display('x', display_id='two'); k.update('y'); k.update({'text/plain': 'z'}, raw=True)",
        "update_display('nobody', display_id='never shown')",
        "from IPython.display import clear_output\nm = display('a', display_id='three')\nclear_output()\nm.update('b')\nprint('c')",
        "m.update('d')",
        "for i in range(3): display(i, display_id='loop', update=i > 0)",
    ],
    "clear output": [
        "from IPython.display import clear_output",
        "print('gone'); display('gone'); clear_output(); print('kept')",
        "print('gone'); clear_output(wait=True); print('kept')",
        "print('kept'); clear_output(wait=True)",
        "for i in range(5):\n    clear_output(wait=True)\n    print(i)\n    display(i)",
        "clear_output()\n'alone'",
    ],
    "streams": [
        "import sys\nprint('a'); print('b', end=''); print('c', file=sys.stdout, flush=True)",
        "print('out'); display('between'); print('err', file=sys.stderr); 'last'",
        "sys.stdout.write('four')",
        "sys.stdout.writelines(['x\\n', 'y\\n'])\nprint('1\\r2\\r3')\nprint('ab\\bc')",
        "print('out', flush=True); sys.stderr.write('err\\n'); sys.stderr.flush(); print('out again')",
        "#!\nsys.stdout.write(b'bytes')",
        "print(sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.encoding, sys.stdout.name, sys.stderr.closed)",
        "from contextlib import redirect_stdout, redirect_stderr\nimport io\nwith redirect_stdout(io.StringIO()) as s: print('caught')\ns.getvalue()",
        "old = sys.stdout; sys.stdout = io.StringIO()\nprint('kept away')",
        "said = sys.stdout.getvalue(); sys.stdout = old",
        "said",
        "print('€ é 漢字 \\U0001f600 \\x00 \\x1b[31mred\\x1b[0m'); print('x' * 10000)",
    ],
    # What is written below Python reaches a kernel through a thread that reads a pipe: it is given its time.
    "below python": [
        "import os, sys, subprocess, time",
        "get_ipython().events.register('post_run_cell', lambda _: time.sleep(0.3))",
        "os.write(1, b'written\\n');",
        "os.system('echo from a shell');",
        "subprocess.run(['sh', '-c', 'echo out; echo err >&2']);",
        "import ctypes; libc = ctypes.CDLL(None); libc.puts(b'from C'); libc.fflush(None);",
        "sys.__stdout__.write('original\\n'); sys.__stdout__.flush()",
        "os.write(1, 'é'.encode('latin-1') + b' not utf-8\\n');",
        "subprocess.run(['sh', '-c', 'head -c 200000 /dev/zero | tr \"\\\\0\" a; echo']);",
        "done = subprocess.run([sys.executable, '-c', 'print(1); import sys; sys.exit(3)'])",
        "done.returncode",
    ],
    "shell": [
        "!echo one; echo two",
        "!echo err >&2; echo out",
        "files = !printf 'a\\nb\\n'\nfiles",
        "!exit 3\n_exit_code",
        "name = 'value'\n!echo $name {name.upper()} $$HOME_IS_SET",
        "%%bash\necho bash; echo err >&2",
        "%%sh --out caught\necho hidden",
        "caught",
        "#!\n%%bash\nexit 4",
        "!printf 'no newline'",
        "#!\n!sleep 1 &",
        "!no-such-command-here",
    ],
    "errors": [
        "#!\n1 / 0",
        "#!\ndef f(x):\n    return g(x)\n\ndef g(x):\n    raise KeyError('é <b>')\n\nf(1)",
        "#!\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('second') from e",
        "#!\nraise ExceptionGroup('many', [ValueError('a'), TypeError('b')])",
        "#!\nf(",
        "#!\n  indented = 1\nx",
        "#!\nimport no_such_module",
        "#!\nprint('before'); undefined_name; print('after')",
        "#!\nclass Own(Exception):\n    def __str__(self): return 'own words\\nsecond line'\nraise Own",
        "#!\nraise KeyboardInterrupt",
        "#!\nassert 1 == 2, 'not equal'",
        "#!\nf(1)",
        "#!\nimport json; json.loads('{')",
        "#!\nexec('1/0')",
        "#!\ndef deep(n): return deep(n - 1) if n else 1 / 0\ndeep(30)",
        "#!\nraise SystemError('é')",
        "'still here'",
    ],
    "traceback printed": [
        "import traceback, sys, threading\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    print(traceback.format_exc(limit=1).splitlines()[-1])",
        "t = threading.Thread(target=lambda: print('in a thread')); t.start(); t.join()",
        "%xmode Minimal",
        "#!\n1 / 0",
        "%tb",
        "%xmode Plain",
        "#!\n1 / 0",
    ],
    "an error stops it": ["print('before')", "raise ValueError('here it ends')", "print('never')"],
    "sys.exit stops it": ["print('before')", "import sys; sys.exit(0)", "print('never')"],
    "sys.exit with a number": ["import sys; sys.exit(3)", "print('never')"],
    "exit in the last cell": ["print('before')", "exit()"],
    "matplotlib": [
        "import matplotlib.pyplot as plt",
        "plt.plot([1, 2, 3]);",
        "plt.figure(); plt.plot([3, 1]); plt.figure(); plt.bar([1, 2], [3, 4]); print('two figures')",
        "fig, ax = plt.subplots(); ax.set_title('shown'); plt.show(); print('after')",
        "fig",
        "fig, ax = plt.subplots(); plt.close(fig)",
        "plt.ioff(); plt.plot([1, 2]); plt.close('all'); plt.ion();",
        "plt.get_fignums(), plt.rcParams['figure.dpi'], plt.rcParams['figure.figsize'], plt.get_backend()",
        "%config InlineBackend.print_figure_kwargs = {'bbox_inches': None}\nplt.plot([1])",
        "%matplotlib inline\nplt.rcParams['svg.hashsalt'] = 'x'\nplt.plot([1], [1], 'o');",
        "#!\nplt.plot([1, 2], [1, 2, 3])",
        "%config InlineBackend.close_figures = False\nfig, ax = plt.subplots(figsize=(1, 1))",
        "ax.plot([1, 2])",
        "from matplotlib.figure import Figure\nFigure(figsize=(1, 1), facecolor='none')",
    ],
    "matplotlib by magic": [
        "%matplotlib inline\nimport matplotlib",
        "from matplotlib import pyplot as plt\nplt.scatter([1], [2])",
        "matplotlib.get_backend()",
    ],
    "history": [
        "1 + 1",
        "_ + 1",
        "_, __, ___",
        "Out[1], _2, In[1], _ih[2], _i",
        "5;",
        "_",
        "x = 3",
        "None",
        "Out",
        "%who",
        "_exit_code = 1; len(In)",
        "%history -n 1-3",
        "get_ipython().execution_count",
    ],
    "magics": [
        "%%capture said\nprint('x'); display('y')",
        "said.stdout, len(said.outputs)",
        "said()",
        "%%html\n<b>h</b>",
        "%%markdown\n# m",
        "%%javascript\n1",
        "%%latex\n$x$",
        "%%writefile note.txt\ntext",
        "%cat note.txt",
        "type(get_ipython().run_line_magic('pwd', '')).__name__",
        "%precision 2\n3.14159",
        "%env NASTY=1\n%env NASTY",
        "from IPython.core.magic import register_line_magic, register_cell_magic\n@register_line_magic\ndef shout(line): return line.upper()",
        "%shout loud",
        "%%writefile script.py\nprint('run', __name__)\nleft = 5",
        "%run script.py\nleft",
        "#!\n%no_such_magic",
        "#!\n%%no_such_cell_magic\nx",
        "?len",
        "get_ipython().ast_node_interactivity = 'all'",
        "1\n2\n'three'",
        "%%python\nprint('another python')",
        "%pprint",
        "%xdel left",
    ],
    "await": [
        "import asyncio\nawait asyncio.sleep(0.01)\nprint('slept')",
        "async def f(): return 'value'\nawait f()",
        "task = asyncio.create_task(f())",
        "await task",
        "async def numbers():\n    for i in range(3): yield i\nasync for i in numbers(): print(i)",
        "#!\nasyncio.run(f())",
        "#!\nasync def fails(): raise ValueError('async')\nawait fails()",
        "await asyncio.gather(f(), f())",
        "asyncio.get_running_loop().is_running()",
    ],
    "input": [
        "#!\ninput('name? ')",
        "#!\nimport getpass; getpass.getpass()",
        "import sys; sys.stdin.read()",
        "import builtins; builtins.input = lambda: 'mine'",
        "#!\ninput()",
    ],
    "warnings": [
        "import warnings\nwarnings.warn('careful')",
        "warnings.warn('old', DeprecationWarning)",
        "def f(): warnings.warn('repeated', stacklevel=2)\nf(); f()\nfor _ in range(3): f()",
        "import numpy as np\nnp.log(np.array([0.0]))",
        "with warnings.catch_warnings():\n    warnings.simplefilter('ignore'); warnings.warn('unheard')",
        "#!\nwarnings.simplefilter('error'); warnings.warn('raised')",
        "warnings.simplefilter('default')",
        "'\\d'",
    ],
    "logging": [
        "import logging; logging.warning('root %s', 1); logging.info('unheard')",
        "log = logging.getLogger('own'); log.error('é'); log.warning('w')",
        "logging.getLogger().handlers.__len__(), logging.getLogger().level",
        "logging.basicConfig(level=logging.INFO, force=True, format='%(message)s'); log.info('heard')",
    ],
    "pandas": [
        "import pandas as pd, numpy as np",
        "pd.DataFrame(np.arange(2400).reshape(60, 40))",
        "print(pd.DataFrame(np.arange(200).reshape(5, 40)))",
        "pd.Series([1.5, None, 3], name='s', index=pd.date_range('2019-01-01', periods=3))",
        "pd.DataFrame({'a': ['<b>', None], 'b': [1.23456789, 2]}).style.format(precision=1).set_uuid('u')",
        "pd.options.display.max_columns, pd.options.display.width, pd.options.display.max_rows, pd.options.display.notebook_repr_html",
        "pd.options.display.max_rows = 4\npd.DataFrame({'a': range(10)})",
        "pd.DataFrame({'a': [1]}).info()",
        "pd.DataFrame()",
        "display(pd.DataFrame({'a': [1]}), pd.Index([1, 2]))",
        "pd.DataFrame({'a': [1]}).describe()",
        "#!\npd.DataFrame({'a': [1]})['b']",
    ],
    "introspection": [
        "__name__, '__file__' in globals(), __builtins__ is not None",
        "import inspect\ndef f(x):\n    'doc'\n    return x\nprint(inspect.getsource(f)); f.__module__",
        "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int = 1\nD()",
        "import pickle; pickle.loads(pickle.dumps(D(2)))",
        "import __main__; __main__.D is D, __main__.__dict__ is globals()",
        "type(get_ipython()).__name__, type(get_ipython()).__module__, get_ipython() is not None",
        "hasattr(get_ipython(), 'kernel'), get_ipython().has_trait('kernel'), 'IPKernelApp' in get_ipython().config",
        "from IPython.display import display as d; d is display",
        "D?",
        "print(inspect.getsource(D))",
        "import sys; '' in sys.path, sys.argv is not None, sys.flags.interactive",
        "import typing; typing.get_type_hints(D)",
        "f",
        "D",
        "import threading; threading.current_thread() is threading.main_thread()",
    ],
    "environment": [
        "import os; {name: os.environ.get(name) for name in ('TERM', 'PAGER', 'GIT_PAGER', 'FORCE_COLOR', 'CLICOLOR', 'MPLBACKEND', 'OMP_NUM_THREADS')}",
        "import beside; beside.VALUE, os.path.basename(beside.__file__)",
        "os.path.samefile(os.getcwd(), os.path.dirname(beside.__file__))",
        "sorted(p.name for p in __import__('pathlib').Path().iterdir() if p.suffix == '.py')",
        "import signal; signal.getsignal(signal.SIGTERM) is not None, os.getpid() != os.getppid()",
    ],
    "hooks": [
        "ip = get_ipython()\ndef after(*_): print('after')\nip.events.register('post_run_cell', after)",
        "'with a hook'",
        "ip.events.unregister('post_run_cell', after)",
        "ip.run_cell('3 + 4');",
        "ip.run_cell('1/0').success",
        "ip.set_next_input('x = 1')",
        "import sys; sys.displayhook(5)",
        "ip.display_formatter.formatters['text/html'].for_type(int, lambda n: f'<b>{n}</b>'); 7",
        "class Holds:\n    def __repr__(self): print('printed in repr'); return 'repr'\nHolds()",
        "ip.input_transformers_cleanup.append(lambda lines: [l.replace('PLUS', '+') for l in lines])",
        "1 PLUS 2",
        "#!\nip.showtraceback()",
    ],
    "processes": [
        "import os, sys\npid = os.fork()\nif pid == 0:\n    print('from a fork', flush=True); os._exit(0)\nos.waitpid(pid, 0)[1]",
        "import multiprocessing as mp\np = mp.get_context('fork').Process(target=print, args=('from a process',)); p.start(); p.join(); p.exitcode",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool: print(sorted(pool.map(abs, [-1, -2])))",
        "import subprocess; subprocess.check_output(['echo', 'x'])",
    ],
    "empty cells": ["", "   \n", "# only a comment", "pass", "...", "x = 1;", "'''doc'''", "if True: 5", "x"],
    "many lines": ["for i in range(100_000): print(i)", "print('\\n'.join('y' * 80 for _ in range(10_000)))"],
    "many outputs": ["for i in range(300): display(i)", "for i in range(300): print(i); display(i)"],
}
OTHER_CELLS = [new_markdown_cell("# *Markdown* <b>"), new_raw_cell("raw")]


def write_nasty(folder: Path) -> dict[str, Path]:
    """Write every notebook, and the module that one imports; give their paths by name."""
    (folder / "beside.py").write_text("VALUE = 'from beside'\n", encoding="utf-8")
    return {name: _write(folder / f"{name.replace(' ', '-')}.ipynb", cells) for name, cells in NASTY.items()}


def _write(path: Path, sources: list[str]) -> Path:
    cells = [*OTHER_CELLS, *(_cell(source) for source in sources)]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), path)
    return path


def _cell(source: str) -> nbformat.NotebookNode:
    if source.startswith("#!\n"):
        return new_code_cell(source.removeprefix("#!\n"), metadata={"tags": ["raises-exception"]})
    return new_code_cell(source)

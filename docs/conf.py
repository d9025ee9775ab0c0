"""Sphinx settings; `_ext/pages_from_code.py` writes the reference pages from glossary, catalogue and commands."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from neuraldrive import __version__

project = "neuraldrive"
author = "The neuraldrive founders"
copyright = "2026, " + author
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode", "pages_from_code"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
html_theme = "pydata_sphinx_theme"
html_title = "neuraldrive"
html_theme_options = {
    "show_prev_next": False,
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
}
html_show_sphinx = False

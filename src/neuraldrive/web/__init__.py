"""Pages → workflows: one process that serves the rack, the desk, the lab and the interface for programs.

`app.create_app` puts it together: `doors` says who may come in, `pages` are what people look at, `api` is what pages and programs
call, `racks` holds the live sets. Pages only read; whatever changes something goes through `api`.
"""

from __future__ import annotations

import warnings

# FastAPI builds a field with an alias for every parameter, of which pydantic complains; it silences that itself, each time, by the filters
# of the whole process, which another thread's silencing can undo. Said here, before any thread begins, it stays said.
warnings.filterwarnings("ignore", message="The '.*' attribute with value", category=UserWarning)

"""Pages → workflows: one process that serves the rack, the desk, the lab and the interface for programs.

`app.create_app` puts it together: `doors` says who may come in, `pages` are what people look at, `api` is what pages and programs
call, `racks` holds the live sets. Pages only read; whatever changes something goes through `api`.
"""

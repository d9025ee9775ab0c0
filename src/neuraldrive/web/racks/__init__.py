"""The live sets of a served store: a thread for each rack, and what it tells fanned out to every page that looks on.

`hub` keeps the racks by name, `live_rack` runs one, `picture` is what a page shows of it, `subscriber` the bounded queue of one
page, `socket` the door. What is opened again after the server was ended stands in `workflows.kept_racks`.
"""

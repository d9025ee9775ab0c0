"""Somebody is renamed while lifting: the sets after it are still theirs, and judged by all that is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bar_faults import blocks, squats
from live_blocks import line
from neuraldrive.records import SampleBlock
from neuraldrive.sensors import Counts
from neuraldrive.store import open_store
from neuraldrive.workflows import at_the_rack, rack_wishes
from neuraldrive.workflows.day_so_far import so_far
from neuraldrive.workflows.rack_events import Begun


class Twice:
    """A sensor that sees two sets, a minute apart."""

    name, grade, counts = "bar", "linear_encoder", Counts()

    def blocks(self) -> Iterator[SampleBlock]:
        times, heights = squats(0.6, 0.6)
        for begin_s in (0.0, float(times[-1]) + 60.0):
            yield from blocks(times + begin_s, heights)

    def close(self) -> None:
        pass


def test_a_lifter_who_is_renamed_between_sets_goes_on_as_the_same(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        wish = rack_wishes.Wish("Ada", "back_squat", 73.5, "kg", "test")
        with at_the_rack.Rack(store, wish, Twice(), line(), "back_squat") as rack:
            for event in rack.events(lambda: ""):
                if isinstance(event, Begun) and event.number == 1:
                    [ada] = store.athletes()
                    store.correct("athlete", ada.id, "name", "Ada Smith", "married", "coach")
        assert [each.name for each in store.athletes()] == ["Ada Smith"]
        assert [len(each.repetition_ids) for each in store.sets("Ada Smith")] == [2, 2]
        before, after = (so_far(store, name, "back_squat", 73.5) for name in ("Ada", "Ada Smith"))
        assert before.profile is not None
        assert len(before.history) == len(after.history) == 2
        assert before.profile.estimated_one_rm_kg == after.profile.estimated_one_rm_kg

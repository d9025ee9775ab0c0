"""Geometry of the charts: numbers → places in per cent and pixels, and the sentence that says the finding.

`templates/chart.html.j2` draws what these give. Places across are per cent of the width, so a chart follows its card; places
down are pixels. Nothing here knows the store.
"""

from neuraldrive.web.drawn.axis import Axis, Tick, axis_over
from neuraldrive.web.drawn.curves import Series, days_chart, line_chart, spark
from neuraldrive.web.drawn.day_band import DayBand, day_band
from neuraldrive.web.drawn.load_velocity import load_velocity_chart
from neuraldrive.web.drawn.marker import Empty, Evidence, Marker, Reference, marker
from neuraldrive.web.drawn.picture import Picture

__all__ = [
    "Axis",
    "DayBand",
    "Empty",
    "Evidence",
    "Marker",
    "Picture",
    "Reference",
    "Series",
    "Tick",
    "axis_over",
    "day_band",
    "days_chart",
    "line_chart",
    "load_velocity_chart",
    "marker",
    "spark",
]

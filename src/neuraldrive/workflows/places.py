"""Where the data lie and how the user likes to see them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from neuraldrive.errors import BadValue
from neuraldrive.units import LOAD_UNITS
from neuraldrive.workflows.writing import write_whole

DEMO_FOLDER = "demo"


@dataclass(frozen=True)
class Place:
    """The data folder, the store's address if it is not the embedded one, and the unit of load to show."""

    data_dir: Path
    store: str | None
    unit: str

    @property
    def settings_file(self) -> Path:
        """The file that keeps `store` and `unit` for good."""
        return self.data_dir / "settings.toml"

    @property
    def location(self) -> str:
        """What the store is opened with: an address, or the embedded file."""
        return self.store or str(self.data_dir / "store.sqlite")


def place(
    data_dir: str | Path | None = None, store: str | None = None, unit: str | None = None, *, demo: bool = False
) -> Place:
    """The place named by options, else by environment, else by the settings file, else the user's data folder.

    Raises:
        BadValue: the settings file is not TOML, or the unit is neither kg nor lb.
    """
    folder = Path(
        data_dir or os.environ.get("NEURALDRIVE_DATA_DIR") or platformdirs.user_data_dir("neuraldrive", appauthor=False)
    )
    saved = _settings(folder / "settings.toml")
    address = store or os.environ.get("NEURALDRIVE_STORE") or saved.get("store") or None
    shown = unit or os.environ.get("NEURALDRIVE_UNIT") or saved.get("unit") or "kg"
    if shown not in LOAD_UNITS:
        raise BadValue(
            "unit of load",
            found=repr(shown),
            needed="kg or lb",
            remedy="Set it with: neuraldrive settings --keep-unit kg",
        )
    if demo:
        return Place(folder / DEMO_FOLDER, None, shown)
    return Place(folder, address, shown)


def save_settings(where: Place, *, store: str | None = None, unit: str | None = None) -> Place:
    """Keep the store's address or the unit for good; an empty address goes back to the embedded store."""
    kept = dict(_settings(where.settings_file))
    kept.update({key: value for key, value in (("store", store), ("unit", unit)) if value is not None})
    text = "".join(f'{key} = "{value}"\n' for key, value in sorted(kept.items()) if value)
    write_whole(where.settings_file, "settings", lambda file: file.write_text(text, encoding="utf-8"))
    return place(where.data_dir)


def _settings(file: Path) -> Mapping[str, str]:
    try:
        return {key: str(value) for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, OSError) as cause:
        raise BadValue(
            "settings",
            found=str(cause),
            needed='TOML lines such as unit = "kg"',
            remedy="Correct the file or delete it.",
            where=str(file),
        ) from cause

"""One server a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import web_house
from neuraldrive.errors import BadValue
from neuraldrive.web.serving import Address, Server


def test_a_second_server_on_a_data_folder_is_refused_with_the_address_of_the_first(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made:
        with web_house.served(made) as address:
            with pytest.raises(BadValue) as refused:
                Server(made, Address(), lambda _: None)
            assert address in str(refused.value.found)
        with web_house.served(made):  # the first has ended
            pass

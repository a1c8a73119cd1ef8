"""One running product for all crashes: each test has people of its own in it, and it must be whole after each."""

from collections.abc import Iterator

import pytest

from tests.crash.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("product")) as running:
        yield running

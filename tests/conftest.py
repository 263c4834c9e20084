import os
import shutil

import pytest

import cqtargets as cq


@pytest.fixture(scope="session")
def cat():
    return cq.load_catalogue()


@pytest.fixture(scope="session")
def obs():
    return cq.load_observations()


@pytest.fixture
def write_csv(tmp_path):
    def write(text, name="plan.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def need(program):
    """Path of an external program; skips with its name where it is missing, fails under continuous integration."""
    path = shutil.which(program)
    if path is None:
        message = f"{program} is not installed"
        if os.environ.get("CQTARGETS_REQUIRE_EXTERNAL"):
            pytest.fail(message)
        pytest.skip(message)
    return path

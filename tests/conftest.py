import contextlib
import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

import cqtargets as cq

# A loaded machine changes no outcome: no deadline, no check of speed, the same examples in every run.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("quick", settings.get_profile("suite"), max_examples=20)
settings.register_profile("fuzz", settings.get_profile("suite"), derandomize=False, max_examples=2000)
settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What needs the whole report on the bundled data is slow."""
    for item in items:
        if "bundled_page" in item.fixturenames:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def no_locale(monkeypatch):
    """Commands print Chinese unless told: no test depends on the terminal's language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def cat():
    return cq.load_catalogue()


@pytest.fixture(scope="session")
def obs():
    return cq.load_observations()


@pytest.fixture(scope="session")
def bundled_page(tmp_path_factory):
    """The report page on the bundled data, written once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "bundled_page"
    if not folder.exists():
        made = tmp_path_factory.mktemp("made") / "report"
        cq.report.write(cq.load_catalogue(), cq.load_observations(), made, formats=["html"])
        with contextlib.suppress(OSError):  # another process was first
            made.rename(folder)
    return folder / "index.html"


@pytest.fixture(scope="session")
def sparse(obs):
    """The bundled observations with three life expectancies and four bed counts of the city, as they stood in 2024."""
    later = {("life_expectancy", 2016), ("life_expectancy", 2017), ("eldercare_beds", 2019)}
    return cq.Observations(
        one
        for one in obs
        if one.region != "重庆市"
        or (
            (one.concept, one.when) not in later
            and (one.concept != "eldercare_beds" or str(one.when)[:7] not in ("2023-10", "2025-11"))
        )
    )


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


def playwright():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if os.environ.get("CQTARGETS_REQUIRE_EXTERNAL"):
            pytest.fail("playwright is not installed")
        pytest.skip("playwright is not installed")
    return sync_playwright()


@pytest.fixture(scope="session")
def browser():
    program = need("chromium")
    with playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program)
        yield chromium
        chromium.close()

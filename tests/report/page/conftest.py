import pytest


@pytest.fixture(scope="session")
def report_file(bundled_page):
    return bundled_page


@pytest.fixture
def open_page(browser):
    """Opens a file in a fresh context; afterwards nothing was asked of a server and nothing was said on the console."""
    contexts, files, asked, said = [], set(), [], []

    def opened(path, anchor="", *, width=1280, height=900, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        files.add(path.as_uri())
        page.goto(path.as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == files

"""Waiting for a page that is being drawn anew: its policy lets no text become code, so the question is asked from outside."""


def until(page, expression, seconds=15):
    """Return once an expression is true in the page; an assertion that names it otherwise."""
    for _ in range(seconds * 20):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")

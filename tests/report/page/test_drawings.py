"""Charts as SVG in few bytes: the same points to a tenth, the same words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cqtargets.report.page.drawings import lean, short_path

NUMBER = st.floats(-999, 999, allow_nan=False).map(lambda number: round(number, 6))
POINT = st.tuples(NUMBER, NUMBER)
STEP = st.one_of(
    st.tuples(st.just("L"), st.lists(POINT, min_size=1, max_size=1)),
    st.tuples(st.just("Q"), st.lists(POINT, min_size=2, max_size=2)),
    st.tuples(st.just("C"), st.lists(POINT, min_size=3, max_size=3)),
    st.tuples(st.just("z"), st.just([])),
)
LINE = st.tuples(POINT, st.lists(STEP, max_size=6)).map(lambda one: [("M", [one[0]]), *one[1]])


def printed(steps):
    return " \n".join(" ".join([letter, *(f"{x:f} {y:f}" for x, y in points)]) for letter, points in steps)


def ends(path):
    """Where a pen stands after each step of a path as SVG defines it."""
    at = begun = (0.0, 0.0)
    stood = []
    for letter, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(word) for word in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", rest)]
        size = {"M": 2, "l": 2, "q": 4, "c": 6, "z": 1}[letter]
        for place in range(0, max(len(numbers), 1), size):
            x, y = numbers[place + size - 2 : place + size] if numbers else (0.0, 0.0)
            if letter == "z":
                at = begun
            elif letter == "M":
                at = begun = (x, y)
            else:
                at = (at[0] + x, at[1] + y)
            stood.append((round(at[0], 6), round(at[1], 6)))
    return stood


def wanted(steps):
    at = begun = (0.0, 0.0)
    stood, last = [], ""
    for letter, points in steps:
        end = begun if letter == "z" else tuple(round(10 * number) / 10 for number in points[-1])
        if letter == "M":
            begun = end
        if letter == "L" and end == at and last == "L":
            continue
        at, last = end, letter
        stood.append(end)
    return stood


@given(st.lists(LINE, min_size=1, max_size=3).map(lambda lines: [step for line in lines for step in line]))
def test_a_short_path_goes_through_the_same_points(steps):
    assert ends(short_path(printed(steps))) == wanted(steps)


def test_words_and_what_is_referred_to_stay():
    drawn = lean(
        '<svg><metadata><a>Matplotlib</a></metadata><defs>\n<style type="text/css">*{stroke-linejoin: round}</style>\n</defs>'
        '<!-- 3.14159 --><defs><path id="m1" d="M 0 0 L 0 3.5"/></defs><g id="lost"><use xlink:href="#m1" x="1.2345"/>'
        '<text x="2" transform="rotate(-0 2 3)">3.14159 年</text><text transform="rotate(-90 2 3)">z</text></g></svg>'
    )
    name = re.search(r'path id="(d[0-9a-f]{8}_0)"', drawn)[1]
    assert drawn == (
        f'<svg><defs><path id="{name}" d="M0 0l0 3.5"/></defs><g><use xlink:href="#{name}" x="1.2"/>'
        '<text x="2">3.14159 年</text><text transform="rotate(-90 2 3)">z</text></g></svg>'
    )


def test_digits_that_nobody_sees_change_no_byte_and_other_pictures_have_other_ids():
    picture = (
        '<svg><defs><path id="{0}" d="M 0 0 L 0 {1}"/><clipPath id="p9"><rect x="1"/></clipPath></defs>'
        '<g clip-path="url(#p9)"><use xlink:href="#{0}" style="fill: #6da7d6"/></g></svg>'
    )
    first, same, other = (lean(picture.format(*one)) for one in (("m1", 3.5), ("m2", 3.5000001), ("m1", 4.5)))
    assert first == same
    ids = [set(re.findall(r'id="([^"]*)"', drawn)) for drawn in (first, other)]
    assert len(ids[0]) == len(ids[1]) == 2
    assert not ids[0] & ids[1]
    assert ids[0] == {*re.findall(r'#([\w-]+)["\)]', first)} - {"6da7d6"}

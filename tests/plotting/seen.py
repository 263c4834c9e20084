"""What a reader sees of Axes: texts with their boxes, grounds, marks."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

# Machado, Oliveira, Fernandes (2009), A physiologically-based model for simulation of color vision deficiency, IEEE TVCG
# 15(6), 1291-1298: severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour):
    channels = np.asarray(to_rgb(colour) if isinstance(colour, str) else colour, dtype=float)[:3]
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """WCAG 2.2, success criterion 1.4.3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour, deficiency=None):
    """CIE L*a*b* (D65) of a colour as somebody with a deficiency sees it."""
    light = linear(colour)
    if deficiency:
        light = np.clip(np.array(DEFICIENCIES[deficiency]) @ light, 0, 1)
    ratio = _XYZ @ light / _XYZ.sum(axis=1)
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def lightness(colour):
    return float(lab(colour)[0])


def texts(ax):
    """Every visible text with letters in it."""
    found = [*ax.texts, ax.title, ax._left_title, ax._right_title]
    found += [cell.get_text() for table in ax.tables for cell in table.get_celld().values()]
    legend = ax.get_legend()
    found += [*legend.get_texts(), legend.get_title()] if legend else []
    if ax.axison:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            places = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
            found += [axis.label, *(label for place, label in places if low - 1e-9 <= place <= high + 1e-9)]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def boxes(ax):
    return [(text.get_text(), Text.get_window_extent(text)) for text in texts(ax)]


def covered(ax, slack=1.0):
    """Pairs of texts of which one covers the other by more than `slack` pixels both ways."""
    found = boxes(ax)
    return [
        (one, other)
        for number, (one, first) in enumerate(found)
        for other, second in found[number + 1 :]
        if min(first.x1, second.x1) - max(first.x0, second.x0) > slack
        and min(first.y1, second.y1) - max(first.y0, second.y0) > slack
    ]


def outside(ax, slack=1.0):
    """Texts that the border of the figure cuts."""
    frame = ax.figure.bbox
    return [
        text
        for text, box in boxes(ax)
        if box.x0 < -slack or box.y0 < -slack or box.x1 > frame.x1 + slack or box.y1 > frame.y1 + slack
    ]


def faint(ax, least=4.5):
    """Texts whose colour contrasts too little with what is drawn under the middle of them."""
    figure = ax.figure
    FigureCanvasAgg(figure).draw()
    figure.set_layout_engine("none")
    found = texts(ax)
    places = [Text.get_window_extent(text) for text in found]
    for text in found:
        text.set_visible(False)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    for text in found:
        text.set_visible(True)
    weak = []
    for text, box in zip(found, places, strict=True):
        x0, x1, y0, y1 = (round(max(end, 0)) for end in (box.x0, box.x1, box.y0, box.y1))
        under = np.median(pixels[y0 : y1 + 1, x0 : x1 + 1].reshape(-1, 3), axis=0)
        if contrast(text.get_color(), under) < least:
            weak.append((text.get_text(), text.get_color(), under.round(2).tolist()))
    return weak


def looks(ax):
    """The fills and the lines by which something is told apart: colour with hatch, or with dash and mark."""
    fills = {(patch.get_facecolor(), patch.get_hatch()) for patch in ax.patches if patch.get_facecolor()[3] > 0}
    lines = {(line.get_color(), str(line.get_linestyle()), str(line.get_marker())) for line in ax.lines}
    return fills, lines

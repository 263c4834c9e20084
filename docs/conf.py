"""Sphinx settings; the build needs no network."""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import chart_gallery
import chinese_search
import languages
from sphinx.search.en import SearchEnglish

import cqtargets

project = "cqtargets"
author = "The cqtargets developers"
copyright = author
version = release = cqtargets.__version__
extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.mathjax",
    "sphinx_gallery.gen_gallery",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "_templates", "notebooks", "gallery/*.ipynb", "gallery/*.py"]
myst_enable_extensions = ["dollarmath", "attrs_inline"]
myst_heading_anchors = 3
suppress_warnings = ["config.cache", "misc.highlighting_failure"]
html_theme = "pydata_sphinx_theme"
html_title = "cqtargets"
addresses = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8"))["project"][
    "urls"
]
html_baseurl = addresses.get("Documentation", "")
html_search_language = "zh"
html_show_search_summary = False  # a page opened from disk may not fetch its neighbours
html_theme_options = {"use_edit_page_button": False, "navigation_with_keys": False, "navbar_center": []}
if "Repository" in addresses:
    html_theme_options["github_url"] = addresses["Repository"]
html_sidebars = {"**": ["globaltoc.html"]}
html_static_path = ["_static", "../cqtargets/plotting/fonts"]
html_css_files = ["pages.css"]
autosummary_generate = True
templates_path = ["_templates"]
numpydoc_show_class_members = False
numpydoc_xref_param_type = False


def charts_of_example(block, block_vars, gallery_conf):
    """Move the charts that an example wrote into the gallery."""
    from sphinx_gallery.scrapers import figure_rst

    written = sorted(Path(block_vars["src_file"]).parent.glob("*.png"))
    places = [next(block_vars["image_path_iterator"]) for _ in written]
    for chart, place in zip(written, places, strict=True):
        chart.replace(place)
    return figure_rst(places, gallery_conf["src_dir"])


sphinx_gallery_conf = {
    "examples_dirs": "../examples",
    "gallery_dirs": "gallery",
    "filename_pattern": r"(plot_|load_)",
    "ignore_pattern": r"test_",
    "download_all_examples": False,
    "plot_gallery": "True",
    "image_scrapers": (charts_of_example,),
    "min_reported_time": 1e9,
    "reset_modules": (),
    "within_subsection_order": "FileNameSortKey",
    "remove_config_comments": True,
}


def draw_charts(app):
    """The pictures of charts.md, in colour and in grey."""
    folder = Path(app.srcdir) / "charts"
    chart_gallery.write(folder, themes=["print"])
    (folder / "pictures.txt").write_text(chart_gallery.pictures_of_the_page(), encoding="utf-8")


class SearchBoth(SearchEnglish):
    """English words by their stems, Chinese by pairs of characters, in the index and in the browser alike."""

    lang = "zh"
    language_name = "English"  # names the stemmer in the browser
    js_splitter_code = chinese_search.SPLIT_QUERY

    def split(self, input):
        return chinese_search.cut(input)

    def word_filter(self, word):
        return len(word) > 0 and not (word.isascii() and word.lower() in self.stopwords)


def link_the_other_language(app, docname, source):
    """The switch of languages under a page's heading."""
    source[0] = languages.switch(docname, source[0])


def setup(app):
    app.connect("source-read", link_the_other_language)
    app.add_search_language(SearchBoth)
    app.connect("builder-inited", draw_charts)

"""What a reader types into the what-if panel: where it starts, what it refuses, what it keeps."""

import pytest

pytestmark = pytest.mark.external


def test_sliders_start_at_the_number_beside_them(open_page, report_file, cat):
    page = open_page(report_file, "#target/med14.ct_scanners_64_slice")
    assert page.input_value(".whatif [name=slide]") == page.input_value(".whatif [name=target]") == "376"
    shown = page.evaluate(
        """() => cqtargets.store.data.targets.map((target) => {
            const { slide, slide_year: year } = cqtargets.whatif.render(target, () => {}).querySelector("form").elements;
            return [target.id, slide ? slide.valueAsNumber : null, year.valueAsNumber];
        })"""
    )
    assert shown == [[target.id, target.goal or None, target.target_year] for target in cat]

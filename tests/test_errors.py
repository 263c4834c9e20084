from cqtargets.errors import DataFileError, Problem, UnknownIdError


def test_data_file_error_names_file_row_column_and_remedy():
    problem = Problem(
        row=14,
        column="target_low",
        value="65%以上",
        reason="'65%以上' is not a number.",
        remedy="Write 65, and '>=' in column 'comparator'.",
    )
    error = DataFileError("indicators.csv", [problem])
    assert str(error) == (
        "1 problem in indicators.csv\n"
        "row 14, column 'target_low': '65%以上' is not a number. Write 65, and '>=' in column 'comparator'."
    )
    assert isinstance(error, ValueError)


def test_data_file_error_shows_twenty_and_counts_the_rest():
    error = DataFileError("x.csv", [Problem(row=i, reason="bad.") for i in range(1, 31)])
    assert "... and 10 more" in str(error)
    assert len(error.problems) == 30


def test_unknown_id_error_prints_without_quotes():
    error = UnknownIdError("no 'a'; nearest: 'b'", key="a", nearest=["b"])
    assert str(error) == "no 'a'; nearest: 'b'"
    assert isinstance(error, KeyError)

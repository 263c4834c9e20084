"""Tables before they mean anything: bytes into rows, headings into fields, cells into values, results into folders."""

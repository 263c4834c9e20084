"""The sections of a report, one module a topic; each builds frozen parts from the library's answers."""

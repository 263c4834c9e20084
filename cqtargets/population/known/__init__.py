"""People by year, sex and age: censuses, series, schedules, and a user's own figures."""

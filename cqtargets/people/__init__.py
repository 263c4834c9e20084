"""People by year, sex and age: bundled series and schedules, and a user's own figures."""

"""Tables and repositories: the one place that speaks SQL. Rows never leave."""

"""Values become workbooks."""

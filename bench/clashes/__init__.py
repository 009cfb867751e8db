"""Posts that clash, and posts that do not."""

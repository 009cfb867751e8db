"""Values become Block Kit blocks and views; submitted views become values again."""

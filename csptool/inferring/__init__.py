"""What the printed figures of a paper imply: the questions that `csptool infer` asks of its tables."""

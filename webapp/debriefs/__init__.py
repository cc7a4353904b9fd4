"""Looking back: questions, answers, lessons."""

"""Writing, queuing and delivering email."""

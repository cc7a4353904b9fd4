"""Who could go where, and how well: codes and numbers in, numbers and reasons out."""

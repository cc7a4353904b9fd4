"""What every package stands on: database, clock, formatting, errors, audit."""

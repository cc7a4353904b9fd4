"""What a careers lead is asked about a learner, one class for each page."""

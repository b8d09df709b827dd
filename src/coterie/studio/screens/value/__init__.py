"""What customers are worth, how that was judged, who is about to go, and how cohorts went on."""

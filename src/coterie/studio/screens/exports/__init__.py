"""What may leave the studio: lists for a campaign, the report, the evidence, and the study as SQL."""

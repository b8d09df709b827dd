"""Everything remembered: a study's folder is published whole or not at all."""

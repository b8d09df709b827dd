"""Raw to canonical: read, map columns, check, reject with a reason. Every row read is accepted, rejected or a duplicate."""

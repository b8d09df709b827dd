"""What belongs to one shop? Its people and roles, its data and studies, its keys, and what was done."""

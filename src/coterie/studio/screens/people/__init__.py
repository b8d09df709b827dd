"""Who is in the project, in which role, and how somebody new comes in."""

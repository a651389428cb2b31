"""What of a draft can be brought to dispute settlement: clauses, what they refer to, coverage."""

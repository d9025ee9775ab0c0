"""Sentences → prescriptions: the grammar (grammar.lark), its reader, and what it says when it cannot read."""

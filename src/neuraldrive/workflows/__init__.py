"""The only place where verbs, readers and store meet: one function a use case."""

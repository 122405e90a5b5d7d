"""The read side's questions, one file a resource; `db.queries.queries` gathers them behind the port."""

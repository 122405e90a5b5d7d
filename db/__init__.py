"""PostgreSQL: engine, tables, event log, jobs, projections and queries. The only SQL."""

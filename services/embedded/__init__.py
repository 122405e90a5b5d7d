"""PostgreSQL and Valkey from their wheels, started beside the application where no server is given."""

"""The database: schema, catalogue, vote log and remembered state. All SQL is in this package."""

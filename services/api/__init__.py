"""HTTP: the REST resources under /v1 and the web pages, one file a resource."""

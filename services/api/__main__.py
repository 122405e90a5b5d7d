"""`python -m services.api` serves the API and the pages."""

from services.api.serve import main

main()

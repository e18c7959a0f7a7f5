"""Pages of other sites that call the API: none, unless a council lets them."""

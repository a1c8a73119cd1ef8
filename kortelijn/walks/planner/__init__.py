"""Plans a season of walks: groups, routes and hours. Pure: it knows no table and no page."""

"""Arrays into figures: plain data for the components that draw them."""

"""The definitions, one module for each theme. To add an indicator, add it to INDICATORS."""

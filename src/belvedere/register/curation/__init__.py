"""People's decisions about whom a text names: they always win, whatever is built after."""

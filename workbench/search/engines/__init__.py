"""The engines, one module each: the only places that know an engine's own library."""

"""Finding articles: a query language, what it means, and engines that answer it; made of ready terms, without files."""

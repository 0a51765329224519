"""The application over HTTP: the factory, the versioned API, the pages, one shape of errors."""

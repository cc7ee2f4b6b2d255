"""The REST API, version 1: the same questions as the pages ask, as JSON, described by OpenAPI."""

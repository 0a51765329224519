"""One importer per file format; each module declares one ``SOURCE``."""

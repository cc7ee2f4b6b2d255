"""From a raw document to an ``Article``: its text fixed, its title, byline, dateline, publisher and date found."""

"""Reports: typed parameters in, one self-contained HTML page out.

A report is a declared entry (``registry.py``), a model of its parameters
(``models.py``), and a notebook that travels with the package. Numbers come from
the warehouse and pictures from the charts; this room only tells the story.

Nothing is imported here: a report's kernel needs the models and stories, and not what
runs notebooks, which takes two seconds to load.
"""

"""What the first cells of a report notebook need: its parameters, checked.

Plain ``papermill`` pastes whatever it is given into the notebook. These cells
therefore check the same model that ``tcb report`` checks, and refuse names that
the model does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from tcb_analytics.reports.parameters import Parameters, parse_parameters

Model = TypeVar("Model", bound=Parameters)

_OF_IPYTHON = frozenset({"In", "Out"})


def notebook_parameters(report: str, model: type[Model], namespace: Mapping[str, object]) -> Model:
    """The checked parameters of a notebook that has so far only set its parameters.

    Args:
        report: Name of the report, for the error.
        model: The report's parameters.
        namespace: ``globals()`` of the notebook. Plain values in it are parameters;
            modules, functions, classes and names of IPython's own are not.

    Raises:
        ReportError: Parameters are unknown, missing, of a wrong type or out of range.
    """
    given = {
        name: value
        for name, value in namespace.items()
        if not name.startswith("_")
        and name not in _OF_IPYTHON
        and (value is None or isinstance(value, str | int | float | list | tuple | dict))
    }
    return parse_parameters(model, _without_absent(model, given), report=report)


def _without_absent(model: type[Parameters], given: Mapping[str, object]) -> dict[str, object]:
    """Required parameters that still hold the notebook's None count as not given."""
    return {
        name: value
        for name, value in given.items()
        if value is not None
        or name not in model.model_fields
        or not model.model_fields[name].is_required()
    }

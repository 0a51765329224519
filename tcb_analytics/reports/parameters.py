"""Checking report parameters before anything runs.

A report's parameters are a pydantic model. Text from a command line is read by
the type of its field (``007`` stays text for a text field), typed values from
YAML or a notebook must already have that type. All problems are told at once.
A name that is not a field of the model never reaches papermill, which would
paste it into code. What each report takes is declared in ``models.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from tcb_analytics.errors import ReportError

Scalar = None | bool | int | float | str
"""What a parameter may be when it is handed to a notebook."""

Model = TypeVar("Model", bound="Parameters")


class Parameters(BaseModel):
    """Base of every report's parameters: nothing unknown, nothing guessed, never changed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, validate_default=False
    )

    def scalars(self) -> dict[str, Scalar]:
        """The values as plain scalars (dates as ISO text), for a notebook or a manifest."""
        values = self.model_dump(mode="json")
        for name, value in values.items():
            if value is not None and type(value) not in {bool, int, float, str}:
                raise ReportError(
                    f"a {type(value).__name__} cannot be handed to a notebook; "
                    "declare the field as text, a number, yes/no or a date",
                    where=f"{type(self).__name__}.{name}",
                )
        return values


@dataclass(frozen=True, slots=True)
class ParameterHelp:
    """One parameter as help shows it.

    Attributes:
        name: Its name, as in ``-p name=value``.
        meaning: What it does.
        type: What is accepted, such as ``whole number, 1 to 500``.
        default: Default as text; None where a value is required.
    """

    name: str
    meaning: str
    type: str
    default: str | None

    def __str__(self) -> str:
        default = "required" if self.default is None else f"default {self.default}"
        return f"{self.name}: {self.meaning} ({self.type}; {default})"


def describe_model(model: type[Parameters]) -> list[ParameterHelp]:
    """Name, meaning, type and default of every parameter, in declared order."""
    return [
        ParameterHelp(
            name,
            field.description or "",
            _type_text(field),
            None if field.is_required() else _default_text(field.default),
        )
        for name, field in model.model_fields.items()
    ]


def parse_parameters(model: type[Model], given: Mapping[str, object], *, report: str) -> Model:
    """Check parameters against their model.

    Args:
        model: The report's parameters.
        given: Name to value: text is read by the field's type, anything else must
            have that type.
        report: Name of the report, for the error.

    Raises:
        ReportError: Lists every unknown name, missing value, wrong type and value out
            of range, and the parameters that exist.
    """
    values: dict[str, object] = {}
    problems: list[str] = []
    for name, value in given.items():
        field = model.model_fields.get(name) if isinstance(name, str) else None
        if field is None:
            shown = name if isinstance(name, str) and name.isidentifier() else _shown(name)
            problems.append(f"{shown}: no such parameter")
            continue
        if not _is_unicode(value):
            problems.append(f"{name}: not valid Unicode text, got {_shown(value)}")
            continue
        try:
            values[name] = _read(field, value)
        except ValidationError as error:
            problems.append(f"{name}: {_reason(error.errors()[0], value)}")
    try:
        checked = model.model_validate(values)
    except ValidationError as error:
        seen = {problem.split(":")[0] for problem in problems}
        for detail in error.errors():
            name = ".".join(str(part) for part in detail["loc"]) or "parameters"
            if name not in seen:
                problems.append(f"{name}: {_reason(detail, detail.get('input'))}")
    else:
        if not problems:
            return checked
    known = "\n".join(f"  {entry}" for entry in describe_model(model))
    raise ReportError(
        "\n  ".join(["the parameters are refused, nothing was run:", *problems])
        + f"\nParameters of {report}:\n{known}",
        where=f"report {report}",
        remedy=f"tcb report {report} --help",
    )


def _read(field: FieldInfo, value: object) -> object:
    """A text value in its field's type; other values are left for the strict check."""
    annotation: Any = field.annotation
    if not isinstance(value, str) or _accepts_text(annotation):
        return value
    return TypeAdapter(annotation).validate_strings(value)


def _is_unicode(value: object) -> bool:
    """Whether a value can be written to a file at all; lone surrogates cannot."""
    return not isinstance(value, str) or value.encode("utf-8", "replace").decode() == value


def _accepts_text(annotation: Any) -> bool:
    return annotation is str or str in _members(annotation)


def _members(annotation: Any) -> tuple[Any, ...]:
    """The types that a field's annotation allows, without None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _members(get_args(annotation)[0])
    if origin is Literal or origin is None:
        return (annotation,)
    return tuple(
        member
        for part in get_args(annotation)
        if part is not type(None)
        for member in _members(part)
    )


def _reason(detail: Any, value: object) -> str:
    if detail["type"] == "missing":
        return "a value is required"
    message = str(detail["msg"])
    message = message[0].lower() + message[1:]
    if detail["type"] == "string_type":
        message += " (quote it in YAML; use -r instead of -p with papermill)"
    return f"{message}, got {_shown(value)}"


def _shown(value: object) -> str:
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


_TYPE_NAMES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    date: "date, YYYY-MM-DD",
}


def _type_text(field: FieldInfo) -> str:
    names = []
    for member in _members(field.annotation):
        if get_origin(member) is Literal:
            names.append("one of " + ", ".join(str(value) for value in get_args(member)))
        else:
            names.append(_TYPE_NAMES.get(member, getattr(member, "__name__", str(member))))
    limits = {
        key: getattr(rule, key)
        for rule in field.metadata
        for key in ("ge", "gt", "le", "lt")
        if getattr(rule, key, None) is not None
    }
    words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    return ", ".join(
        [" or ".join(names), *(f"{words[key]} {_figure(limits[key])}" for key in limits)]
    )


def _default_text(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _figure(limit: float) -> str:
    return f"{limit:,.0f}" if float(limit).is_integer() else f"{limit:g}"

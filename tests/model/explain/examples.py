"""Explanations to test, and a check that recomputes every equation in them.

Python evaluates each equation from the signs and the numbers of its cells.
"""

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.classifiers.explaining import explain_update
from model.data.dataset import CLASS_NAMES
from model.explain import Names
from model.expressions import About, Equation, Explanation, Quantity, cells
from model.expressions.expression import Mean
from model.learning.layers import LayerShape
from model.learning.real_update import Update, real_update
from model.learning.settings import Training

TOLERANCE = 1e-12


def names_for(classifier: Classifier) -> Names:
    """Return the names x1, x2, ... and those of the classes."""
    inputs = tuple(f"x{index + 1}" for index in range(classifier.inputs))
    return Names(inputs, CLASS_NAMES[: classifier.classes])


def no_memory(classifier: Classifier, training: Training) -> Floats:
    """Return the memory of an optimizer before its first update."""
    x, labels = np.zeros((1, classifier.inputs)), np.zeros(1, dtype=np.int64)
    return classifier.engine(np.zeros(size(classifier)), x, labels, training).memory


def size(classifier: Classifier) -> int:
    """Return the number of parameters."""
    return sum(outputs * (inputs + 1) for outputs, inputs, _ in classifier.shapes)


def place_of(shapes: Sequence[LayerShape], about: About) -> int:
    """Return the index in theta of a weight or bias."""
    assert about.layer is not None
    assert about.unit is not None
    assert about.input is not None
    before = sum(outputs * (inputs + 1) for outputs, inputs, _ in shapes[: about.layer])
    return before + about.unit * (shapes[about.layer].inputs + 1) + about.input


def made_update(
    classifier: Classifier,
    training: Training,
    theta: Floats,
    memory: Floats,
    x: Floats,
    labels: Integers,
) -> Update:
    """Return one update with this batch, made by a fresh engine."""
    return real_update(classifier.engine(theta, x, labels, training), memory, x, labels)


def updated(
    classifier: Classifier,
    theta: Sequence[float] | Floats,
    x: object,
    labels: object,
    training: Training,
    memory: Floats | None = None,
) -> Update:
    """Return one update from a theta, by default with the memory of a fresh start."""
    if memory is None:
        memory = no_memory(classifier, training)
    rows = np.array(x, dtype=np.float64)
    at = np.array(theta, dtype=np.float64)
    return made_update(classifier, training, at, memory, rows, np.array(labels, dtype=np.int64))


def explained(
    classifier: Classifier, training: Training, update: Update, shown: int = 0
) -> Explanation:
    """Return the explanation of an update."""
    return explain_update(classifier, training, update, names_for(classifier), shown)


# ---------------------------------------------------------------------------------- recomputing


@dataclass(frozen=True)
class Sized:
    """A number with the size of the terms it was computed from, which scales its rounding error."""

    value: float
    size: float

    def __add__(self, other: "Sized") -> "Sized":
        return Sized(self.value + other.value, self.size + other.size)

    def __sub__(self, other: "Sized") -> "Sized":
        return Sized(self.value - other.value, self.size + other.size)

    def __neg__(self) -> "Sized":
        return Sized(-self.value, self.size)

    def __mul__(self, other: "Sized") -> "Sized":
        return Sized(self.value * other.value, self.size * other.size)

    def __truediv__(self, other: "Sized") -> "Sized":
        bottom = abs(other.value)
        return Sized(self.value / other.value, self.size / bottom * (other.size / bottom))

    def __pow__(self, other: "Sized") -> "Sized":
        return self * self if other.value == 2 else Sized(self.value**other.value, self.size)


def function(compute: Callable[..., float]) -> Callable[..., Sized]:
    """Lift a function to sized numbers; none here is steeper than 1 where it is used."""

    def sized(*arguments: Sized) -> Sized:
        value = compute(*(argument.value for argument in arguments))
        return Sized(value, max(abs(value), *(argument.size for argument in arguments)))

    return sized


def sigmoid(z: float) -> float:
    with np.errstate(over="ignore"):
        return float(1 / (1 + np.exp(-z)))


FUNCTIONS = {
    "step": function(lambda z: float(z >= 0)),
    "sigmoid": function(sigmoid),
    "tanh": function(lambda z: float(np.tanh(z))),
    "max": function(lambda *values: float(np.maximum.reduce(values))),
    "min": function(lambda *values: float(np.minimum.reduce(values))),
    "argmax": function(lambda *values: float(values.index(max(values)))),
    "exp": function(lambda z: float(np.exp(z))),
    "ln": function(lambda value: float(np.log(value))),
    "minus_ln_sigmoid": function(lambda z: float(np.logaddexp(0.0, -z))),
    "root": function(lambda value: float(np.sqrt(value))),
    "slope_of_relu": function(lambda h: float(h > 0)),
    "number": lambda value: Sized(value, abs(value)),
}
IN_PYTHON = {
    "·": "*",
    "−": "-",
    "²": "**number(2)",
    "^": "**",
    "e^": "exp",
    "σ": "sigmoid",
    "−ln σ": "minus_ln_sigmoid",
    "√": "root",
    "relu′": "slope_of_relu",
}


def in_python(before: str) -> str:
    """The name of a function with its bracket."""
    name, bracket, rest = before.partition("(")
    return f"{IN_PYTHON.get(name, name)}{bracket}{rest}"


def formula_of(equation: Equation) -> tuple[str, list[float]]:
    """Return the right side of an equation as Python code over a list ``at``, and that list."""
    code, numbers = list[str](), list[float]()
    for cell in cells(equation)[2:]:
        sign = cell.symbol.strip()
        if cell.value is not None:
            inner = f"at[{len(numbers)}]"
            numbers.append(cell.value)
        elif sign.isdecimal():
            inner = f"number({sign})"
        else:
            inner = IN_PYTHON.get(sign, sign)
        code += [in_python(cell.before), inner, cell.after]
    return " ".join(code), numbers


def leaves(expression: object) -> Iterator[Quantity]:
    """Yield the quantities of an expression, from left to right."""
    if isinstance(expression, Quantity):
        yield expression
    elif isinstance(expression, tuple):
        for part in expression:
            yield from leaves(part)
    elif dataclasses.is_dataclass(expression) and not isinstance(expression, Mean):
        for field in dataclasses.fields(expression):
            yield from leaves(getattr(expression, field.name))


class Recomputing:
    """Recomputes each equation of an update from those above it."""

    def __init__(self, classifier: Classifier, training: Training, update: Update) -> None:
        self._training, self._update = training, update
        self._shapes = classifier.shapes
        self._sizes: dict[Quantity, float] = {}

    def check(self, explanation: Explanation, shown: int = 0) -> None:
        """Assert that every equation is right, and uses only given numbers and earlier results."""
        for equation in explanation.equations:
            if equation.expression is None:
                self.check_given(equation.result, shown)
                self._sizes[equation.result] = abs(equation.result.value)
                continue
            for leaf in leaves(equation.expression):
                if leaf not in self._sizes:
                    self.check_given(leaf, shown)
                    self._sizes[leaf] = abs(leaf.value)
            with np.errstate(all="ignore"):
                self.check_equation(equation)

    def check_equation(self, equation: Equation) -> None:
        """Assert that an equation is right to 1e-12 of its terms.

        A new value comes from the engine, which rounds in another order: the tolerance takes the
        terms of its terms into account.
        """
        shown, grown = self.value_of(equation, grown=False), self.value_of(equation, grown=True)
        value, size = equation.result.value, (grown if equation.becomes else shown).size
        assert alike(value, shown.value, size), f"{cells(equation)} is {shown.value!r}"
        self._sizes[equation.result] = grown.size

    def value_of(self, equation: Equation, grown: bool) -> Sized:
        """Return the right side of an equation."""
        if isinstance(equation.expression, Mean):
            shares = equation.expression.shares
            assert len(shares) == len(self._update.labels)
            return Sized(float(shares.mean()), float(np.abs(shares).max()))
        formula, numbers = formula_of(equation)
        quantities = list(leaves(equation.expression))
        assert numbers == [one.value for one in quantities] or any(map(math.isnan, numbers))
        at = [Sized(one.value, self.size_of(one, grown)) for one in quantities]
        found = eval(formula, {"__builtins__": {}, **FUNCTIONS}, {"at": at})
        assert isinstance(found, Sized)
        return found

    def size_of(self, quantity: Quantity, grown: bool) -> float:
        """Return the size of a quantity, or, if ``grown``, of the terms it was computed from."""
        own = abs(quantity.value)
        return max(own, self._sizes.get(quantity, own)) if grown else own

    def check_given(self, quantity: Quantity, shown: int) -> None:
        """Assert that a number without an earlier equation equals the given one."""
        about, symbol, update = quantity.about, quantity.symbol, self._update
        if about.input is not None and about.layer is None:
            expected = update.x[shown, about.input]
        elif about.input is not None:
            place = place_of(self._shapes, about)
            if symbol[0] in "mv":
                is_second = symbol[0] == "v" and self._training.optimizer == "adam"
                place += len(update.theta_before) if is_second else 0
                expected = update.memory_before[place]
            else:
                is_bias = about.input == self._shapes[about.layer or 0].inputs
                assert symbol[0] == ("b" if is_bias else "w")
                expected = update.theta_before[place]
        elif symbol[0] == "y":
            label = int(update.labels[shown])
            several = about.unit is not None and self._shapes[-1].outputs > 1
            expected = float(label == about.unit) if several else label
        else:
            expected = self.setting(symbol)
        assert quantity.value == expected, f"{symbol} is {quantity.value!r}, not {expected!r}"

    def setting(self, symbol: str) -> float:
        """Return a setting or a constant by its symbol."""
        training = self._training
        return {
            "0": 0.0,
            "1": 1.0,
            "½": 0.5,
            "α": training.learning_rate,
            "λ": training.penalty_rate,
            "μ": 0.9,
            "β₁": 0.9,
            "β₂": 0.999,
            "ε": 1e-8,
            "t": self._update.memory_before[-1] if len(self._update.memory_before) else math.nan,
        }[symbol]


def alike(one: float, other: float, size: float) -> bool:
    """Say whether two numbers agree to 1e-12 of a size, or are the same infinity or nan."""
    if math.isfinite(one) and math.isfinite(other):
        return abs(one - other) <= TOLERANCE * size
    return one == other or (math.isnan(one) and math.isnan(other))

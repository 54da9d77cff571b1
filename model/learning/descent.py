"""Gradient descent on a stack of layers, without allocating anything per update.

Activations are kept feature-major with a row of ones below them, (units + 1, points). So a layer
with its biases is one matrix product, and its gradient another, written directly into one flat
vector.
"""

from collections.abc import Callable, Sequence

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import Floats, Integers
from model.learning.engine import CHUNK, Engine
from model.learning.layers import LayerShape, matrices, size
from model.learning.settings import Training
from model.losses.base import Loss, targets_of
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES


class Buffers:
    """The arrays of one layer for passes of a fixed number of points.

    ``a`` are the activations (units, points); ``ones`` is ``a`` with the row of ones below it, the
    input of the next layer; ``delta`` and ``scratch`` have the shape of ``a``. Views and bound
    methods are made once: for ten points they would take as long as the arithmetic.
    """

    def __init__(self, shape: LayerShape, matrix: Floats, points: int) -> None:
        """Allocate the arrays of a layer; ``matrix``, a view into theta, is its parameters."""
        activation = ACTIVATIONS[shape.activation]
        # dot needs a C-contiguous `out`, which `a`, the first rows of `ones`, is.
        self.ones = np.ones((shape.outputs + 1, points))
        self.ones_transposed = self.ones.T
        self.a = self.ones[:-1]
        self.delta = np.empty((shape.outputs, points))
        self.scratch = np.empty((shape.outputs, points))
        self.times_inputs = matrix.dot
        self.value = activation.value
        self.times_delta = matrix[:, :-1].T.dot
        self.delta_times = self.delta.dot
        self.times_slope = activation.times_slope


class Backpropagation:
    """The forward and the backward pass, which give the summed gradient of some points.

    delta_l = (W_(l+1)^T delta_(l+1)) * f'(z_l); source: Rumelhart, Hinton and Williams (1986).
    """

    def __init__(self, shapes: Sequence[LayerShape], theta: Floats, loss: Loss) -> None:
        """Prepare passes through layers of these shapes, which stay views into ``theta``."""
        self._layers = list(zip(shapes, matrices(theta, shapes), strict=True))
        self._write_slope = loss.write_slope
        self._buffers: dict[int, list[Buffers]] = {}

    def gradient(self, x: Floats, targets: Floats, out: Sequence[Floats]) -> None:
        """Write dE/dW, summed over the points, into ``out``, one matrix for each layer.

        x is (inputs + 1, points) with its row of ones, targets (outputs, points).
        """
        buffers = self._buffers.get(x.shape[1]) or self._make_buffers(x.shape[1])
        *hidden, stage = buffers
        taken_in = x
        for below in hidden:
            below.times_inputs(taken_in, below.a)
            below.value(below.a, below.a)
            taken_in = below.ones
        stage.times_inputs(taken_in, stage.a)
        # The last activation is part of the loss, which knows what it turns scores into.
        self._write_slope(stage.a, targets, stage.delta, stage.scratch)
        for layer in range(len(buffers) - 1, 0, -1):
            below = buffers[layer - 1]
            stage.delta_times(below.ones_transposed, out[layer])
            stage.times_delta(stage.delta, below.delta)
            below.times_slope(below.a, below.delta, below.scratch)
            stage = below
        stage.delta_times(x.T, out[0])

    def _make_buffers(self, points: int) -> list[Buffers]:
        buffers = [Buffers(shape, matrix, points) for shape, matrix in self._layers]
        self._buffers[points] = buffers
        return buffers


class Batches:
    """The columns of an array (rows, points), in the order of a pass and cut into batches.

    ``all`` holds the full batches, (rows, batch size) each, and last a shorter one. Every batch is
    contiguous: products with slices of a wide array take up to six times as long.
    """

    def __init__(self, values: Floats, batch_size: int) -> None:
        """Cut ``values`` into batches in their own order."""
        self._values, self._size = values, batch_size
        self.arrange(None)

    def arrange(self, order: Integers | None) -> None:
        """Put the points into this order; None keeps their own."""
        values = self._values if order is None else np.take(self._values, order, axis=1)
        full = values.shape[1] // self._size
        whole = values[:, : full * self._size].reshape(len(values), full, self._size)
        short = np.ascontiguousarray(values[:, full * self._size :])
        self.all = [*np.ascontiguousarray(whole.swapaxes(0, 1)), short]


class DescentEngine(Engine):
    """Trains layers by gradient descent, in batches."""

    def __init__(
        self,
        shapes: Sequence[LayerShape],
        theta: Floats,
        x: Floats,
        labels: Integers,
        training: Training,
        loss: Loss,
    ) -> None:
        """Start from a copy of ``theta``; x is (points, inputs), labels (points,)."""
        points = len(labels)
        self.theta = np.array(theta)
        self.mistakes = 0
        self.batch_size = training.points_per_update(points)
        self.updates_per_epoch = -(-points // self.batch_size)
        self._optimizer = OPTIMIZERS[training.optimizer](theta.size, training.learning_rate)
        self.memory = self._optimizer.memory
        self._passes = Backpropagation(shapes, self.theta, loss)
        self._gradient, self._part = np.empty(size(shapes)), np.empty(size(shapes))
        self._gradient_matrices = matrices(self._gradient, shapes)
        self._part_matrices = matrices(self._part, shapes)
        self._prepare_penalty(shapes, training)
        self._x = Batches(np.vstack([x.T, np.ones(points)]), self.batch_size)
        self._targets = Batches(targets_of(labels, shapes[-1].outputs), self.batch_size)
        self._next_chunk = 0  # where an interrupted update continues in its batch

    def _prepare_penalty(self, shapes: Sequence[LayerShape], training: Training) -> None:
        penalty, rate = PENALTIES[training.penalty], training.penalty_rate
        self._add_slope = penalty.add_slope if rate else None
        self._shrink = penalty.shrink if rate else None
        self._penalty_rate, self._amount = rate, rate * training.learning_rate
        self._is_weight = np.ones(size(shapes))
        for matrix in matrices(self._is_weight, shapes):
            matrix[:, -1] = 0.0

    def load(self, theta: Floats, memory: Floats, mistakes: int) -> None:
        """Continue from this theta; drop a batch that is partly summed."""
        super().load(theta, memory, mistakes)
        self._next_chunk = 0

    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order."""
        self._next_chunk = 0
        self._x.arrange(order)
        self._targets.arrange(order)

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make the updates of this pass up to ``stop``, or until ``expired()``."""
        gradient, into = self._passes.gradient, self._gradient_matrices
        all_x, all_targets = self._x.all, self._targets.all
        while first < stop:
            x, targets = all_x[first], all_targets[first]
            points = x.shape[1]
            if points <= CHUNK:
                gradient(x, targets, into)
            elif not self._sum_chunks(x, targets, expired):
                break
            self._apply(points)
            first += 1
            if expired():
                break
        return first

    def _sum_chunks(self, x: Floats, targets: Floats, expired: Callable[[], bool]) -> bool:
        """Sum the gradient of a large batch in chunks; False if time ran out in between."""
        low = self._next_chunk
        while True:
            part = slice(low, low + CHUNK)
            if low == 0:
                self._passes.gradient(x[:, part], targets[:, part], self._gradient_matrices)
            else:
                self._passes.gradient(x[:, part], targets[:, part], self._part_matrices)
                np.add(self._gradient, self._part, out=self._gradient)
            low += CHUNK
            if low >= x.shape[1]:
                self._next_chunk = 0
                return True
            self._next_chunk = low
            if expired():
                return False

    def _apply(self, points: int) -> None:
        if self._add_slope is not None:
            self._add_slope(self._gradient, self._is_weight, self.theta, self._penalty_rate, points)
        self._optimizer.apply(self.theta, self._gradient, points)
        if self._shrink is not None:
            self._shrink(self.theta, self._is_weight, self._amount)

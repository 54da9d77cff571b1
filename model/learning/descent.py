"""Gradient descent on a stack of layers, without allocating anything per update.

Activations are kept feature-major with a row of ones below them, (units + 1, points), so that a
layer with its biases is one product, and its gradient another, written straight into its place in
one flat vector.
"""

from collections.abc import Callable, Sequence

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import Floats, Integers
from model.learning.engine import CHUNK, Engine
from model.learning.layers import LayerShape, matrices, size
from model.learning.settings import Training
from model.losses.base import Loss, wanted_of
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES


class Buffers:
    """One layer with room for the passes of a fixed number of points.

    ``a`` are the activations (units, points), ``ones`` the same with the row of ones, which the
    next layer takes in; ``delta`` and ``scratch`` are as large as ``a``. Views and bound methods
    are made here, once: at ten points to an update they would cost as much as the arithmetic.
    """

    def __init__(self, shape: LayerShape, matrix: Floats, points: int) -> None:
        """For a layer whose weights and biases are ``matrix``, a view into theta."""
        activation = ACTIVATIONS[shape.activation]
        # dot writes only into arrays of its own layout: rows of `ones` are contiguous.
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
    """The forward and the backward pass: the summed gradient of some points.

    Source: Rumelhart, Hinton and Williams, 1986; delta_l = (W_(l+1)^T delta_(l+1)) * f'(z_l).
    """

    def __init__(self, shapes: Sequence[LayerShape], theta: Floats, loss: Loss) -> None:
        """For layers of these shapes that are views into ``theta``."""
        self._layers = list(zip(shapes, matrices(theta, shapes), strict=True))
        self._write_slope = loss.write_slope
        self._buffers: dict[int, list[Buffers]] = {}

    def gradient(self, x: Floats, wanted: Floats, out: Sequence[Floats]) -> None:
        """Write dE/dW, summed over the points, into ``out``, one matrix for each layer.

        x is (inputs + 1, points) with its row of ones, wanted (outputs, points).
        """
        buffers = self._buffers.get(x.shape[1]) or self._make_buffers(x.shape[1])
        *hidden, stage = buffers
        taken_in = x
        for below in hidden:
            below.times_inputs(taken_in, below.a)
            below.value(below.a, below.a)
            taken_in = below.ones
        stage.times_inputs(taken_in, stage.a)
        # The last activation is the loss's own: it alone knows what it makes of a score.
        self._write_slope(stage.a, wanted, stage.delta, stage.scratch)
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
    """The columns of an array, (rows, points), in the order of a pass and cut into batches.

    ``all`` are the batches, (rows, points of it) each; behind the whole ones is a shorter one.
    Each batch lies in one piece: products with slices of a wide array take up to six times as long.
    """

    def __init__(self, values: Floats, batch_size: int) -> None:
        """In the order that they have."""
        self._values, self._size = values, batch_size
        self.arrange(None)

    def arrange(self, order: Integers | None) -> None:
        """Put the points into this order; None: as they came."""
        values = self._values if order is None else np.take(self._values, order, axis=1)
        full = values.shape[1] // self._size
        whole = values[:, : full * self._size].reshape(len(values), full, self._size)
        short = np.ascontiguousarray(values[:, full * self._size :])
        self.all = [*np.ascontiguousarray(whole.swapaxes(0, 1)), short]


class DescentEngine(Engine):
    """Trains the layers of any classifier that has a gradient, in batches."""

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
        self._wanted = Batches(wanted_of(labels, shapes[-1].outputs), self.batch_size)
        self._next_chunk = 0  # where in its batch an interrupted update goes on

    def _prepare_penalty(self, shapes: Sequence[LayerShape], training: Training) -> None:
        penalty, rate = PENALTIES[training.penalty], training.penalty_rate
        self._add_slope = penalty.add_slope if rate else None
        self._shrink = penalty.shrink if rate else None
        self._penalty_rate, self._amount = rate, rate * training.learning_rate
        self._is_weight = np.ones(size(shapes))
        for matrix in matrices(self._is_weight, shapes):
            matrix[:, -1] = 0.0

    def load(self, theta: Floats, memory: Floats, mistakes: int) -> None:
        """Go on from this theta; a batch under way is dropped."""
        super().load(theta, memory, mistakes)
        self._next_chunk = 0

    def arrange(self, order: Integers | None) -> None:
        """Begin a pass over the points in this order."""
        self._next_chunk = 0
        self._x.arrange(order)
        self._wanted.arrange(order)

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make updates of this pass until ``stop`` or until the time is over."""
        gradient, into = self._passes.gradient, self._gradient_matrices
        inputs, targets = self._x.all, self._wanted.all
        while first < stop:
            x, wanted = inputs[first], targets[first]
            points = x.shape[1]
            if points <= CHUNK:
                gradient(x, wanted, into)
            elif not self._sum_chunks(x, wanted, expired):
                break
            self._apply(points)
            first += 1
            if expired():
                break
        return first

    def _sum_chunks(self, x: Floats, wanted: Floats, expired: Callable[[], bool]) -> bool:
        """Sum the gradient of a large batch; False if the time ran out between two chunks."""
        low = self._next_chunk
        while True:
            part = slice(low, low + CHUNK)
            if low == 0:
                self._passes.gradient(x[:, part], wanted[:, part], self._gradient_matrices)
            else:
                self._passes.gradient(x[:, part], wanted[:, part], self._part_matrices)
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

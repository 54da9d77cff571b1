"""Gradient descent on a stack of layers, without allocating anything per update.

Activations are kept feature-major with a row of ones below them, (units + 1, points), so that a
layer with its biases is one product, and its gradient another, written straight into its place in
one flat vector.
"""

from collections.abc import Callable, Sequence

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import Floats, Integers
from model.engine import Engine
from model.layers import LayerShape, matrices, size
from model.losses import LOSSES, Loss, targets_of
from model.optimizers import OPTIMIZERS, Optimizer, add_l2, soft_threshold
from model.training import Training

CHUNK = 8192  # a larger batch is summed in pieces of this many points


class Buffers:
    """Room for one forward and backward pass of a fixed number of points.

    ``a[l]`` are the activations of layer l (units, points), ``ones[l]`` the same with the row of
    ones, which the next layer takes in; ``delta[l]`` and ``scratch[l]`` are as large as ``a[l]``.
    """

    def __init__(self, shapes: Sequence[LayerShape], points: int) -> None:
        """Allocate for layers of these shapes."""
        self.ones = [np.ones((shape.outputs + 1, points)) for shape in shapes]
        self.a = [ones[:-1] for ones in self.ones]
        self.delta = [np.empty((shape.outputs, points)) for shape in shapes]
        self.scratch = [np.empty((shape.outputs, points)) for shape in shapes]


class Backpropagation:
    """The forward and the backward pass: the summed gradient of some points.

    Source: Rumelhart, Hinton and Williams, 1986; delta_l = (W_(l+1)^T delta_(l+1)) * f'(z_l).
    """

    def __init__(self, shapes: Sequence[LayerShape], theta: Floats, loss: Loss) -> None:
        """For layers of these shapes that are views into ``theta``."""
        self._shapes = shapes
        self._loss = loss
        self._matrices = matrices(theta, shapes)
        self._weights_transposed = [matrix[:, :-1].T for matrix in self._matrices]
        self._value = [ACTIVATIONS[shape.activation].value for shape in shapes]
        self._times_slope = [ACTIVATIONS[shape.activation].times_slope for shape in shapes]
        self._buffers: dict[int, Buffers] = {}

    def gradient(self, x: Floats, targets: Floats, out: Sequence[Floats]) -> None:
        """Write dE/dW, summed over the points, into ``out``, one matrix for each layer.

        x is (inputs + 1, points) with its row of ones, targets (outputs, points).
        """
        buffers = self._buffers_for(x.shape[1])
        a, ones, delta, scratch = buffers.a, buffers.ones, buffers.delta, buffers.scratch
        taken_in = x
        for layer, matrix in enumerate(self._matrices):
            np.dot(matrix, taken_in, out=a[layer])
            self._value[layer](a[layer], a[layer])
            taken_in = ones[layer]
        last = len(self._matrices) - 1
        self._loss.delta(a[last], targets, delta[last], scratch[last])
        for layer in range(last, 0, -1):
            below = layer - 1
            np.dot(delta[layer], ones[below].T, out=out[layer])
            np.dot(self._weights_transposed[layer], delta[layer], out=delta[below])
            times_slope = self._times_slope[below]
            assert times_slope is not None
            times_slope(a[below], delta[below], scratch[below])
        np.dot(delta[0], x.T, out=out[0])

    def _buffers_for(self, points: int) -> Buffers:
        buffers = self._buffers.get(points)
        if buffers is None:
            # np.dot writes only into arrays of its own layout: rows of `ones` are contiguous.
            buffers = self._buffers[points] = Buffers(self._shapes, points)
        return buffers


class DescentEngine(Engine):
    """Trains the layers of any classifier that has a gradient, in batches."""

    def __init__(
        self,
        shapes: Sequence[LayerShape],
        theta: Floats,
        x: Floats,
        labels: Integers,
        training: Training,
    ) -> None:
        """Start from a copy of ``theta``; x is (points, inputs), labels (points,)."""
        points = len(labels)
        self.theta = np.array(theta)
        self.mistakes = 0
        self._points = points
        self._batch_size = min(training.batch_size or points, points) or 1
        self.updates_per_epoch = -(-points // self._batch_size)
        self._optimizer: Optimizer = OPTIMIZERS[training.optimizer](
            theta.size, training.learning_rate
        )
        self.memory = self._optimizer.memory
        self._passes = Backpropagation(shapes, self.theta, LOSSES[training.loss])
        self._gradient, self._part = np.empty(size(shapes)), np.empty(size(shapes))
        self._gradient_matrices = matrices(self._gradient, shapes)
        self._part_matrices = matrices(self._part, shapes)
        self._prepare_penalty(shapes, training)
        self._x = np.vstack([x.T, np.ones(points)])
        self._targets = targets_of(labels, shapes[-1].outputs)
        self._ordered_x, self._ordered_targets = self._x, self._targets
        self._next_chunk = 0  # where an interrupted batch goes on; 0: none is under way

    def _prepare_penalty(self, shapes: Sequence[LayerShape], training: Training) -> None:
        self._l2 = training.penalty_rate if training.penalty == "l2" else 0.0
        self._l1 = training.penalty_rate if training.penalty == "l1" else 0.0
        self._l1 *= training.learning_rate
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
        if order is None:
            self._ordered_x, self._ordered_targets = self._x, self._targets
            return
        if self._ordered_x is self._x:
            self._ordered_x = np.empty_like(self._x)
            self._ordered_targets = np.empty_like(self._targets)
        # With mode='raise' NumPy would fill a buffer of its own first.
        np.take(self._x, order, axis=1, out=self._ordered_x, mode="clip")
        np.take(self._targets, order, axis=1, out=self._ordered_targets, mode="clip")

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make updates of this pass until ``stop`` or until the time is over."""
        with np.errstate(all="ignore"):
            while first < stop:
                if not self._sum_gradient(first, expired):
                    break
                self._apply(first)
                first += 1
                if expired():
                    break
        return first

    def _sum_gradient(self, update: int, expired: Callable[[], bool]) -> bool:
        """Sum the gradient of one batch; False if the time ran out between two chunks."""
        start = update * self._batch_size
        stop = min(start + self._batch_size, self._points)
        low = self._next_chunk or start
        while True:
            high = min(low + CHUNK, stop)
            x, targets = self._ordered_x[:, low:high], self._ordered_targets[:, low:high]
            if low == start:
                self._passes.gradient(x, targets, self._gradient_matrices)
            else:
                self._passes.gradient(x, targets, self._part_matrices)
                np.add(self._gradient, self._part, out=self._gradient)
            if high == stop:
                self._next_chunk = 0
                return True
            low = self._next_chunk = high
            if expired():
                return False

    def _apply(self, update: int) -> None:
        start = update * self._batch_size
        points = min(self._batch_size, self._points - start)
        if self._l2:
            add_l2(self._gradient, self._is_weight, self.theta, self._l2, points)
        self._optimizer.apply(self.theta, self._gradient, points)
        if self._l1:
            soft_threshold(self.theta, self._is_weight, self._l1)

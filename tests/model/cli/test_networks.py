"""Networks of any depth on the command line, and networks of steps."""

import json
from pathlib import Path

import numpy as np
import pytest

from model import CLASSIFIERS
from model.data.dataset import dataset
from model.formats import WEIGHTS_FORMATS, read_weights, write_points, write_weights
from tests.model.cli.commands import Run, imported
from tests.model.examples import some_points
from tests.model.formats.examples import EXAMPLE, weights_like

NETWORK = "train points.csv --classifier network"
REASON = CLASSIFIERS["network"].shaped(2, 2, (), "step").why_untrainable


def set_by_hand(layers: object, classes: tuple[str, ...] = ("blue", "red")) -> None:
    """Write hand.json: a network of these layers."""
    content = json.loads(EXAMPLE)
    del content["check"]
    content |= {"classifier": "network", "layers": layers, "classes": classes}
    Path("hand.json").write_text(json.dumps(content))


def step(weights: object, biases: object, activation: str = "step") -> dict[str, object]:
    return {"weights": weights, "biases": biases, "activation": activation}


XOR = [step([[-1, -1], [1, 1]], [1, -1]), step([[1, 1]], [-2])]
FIRST_OF_THREE = [  # x1 >= 0 and x2 >= 0: c, else x1 >= 0: b, else a
    step([[1, 0], [0, 1]], [0, 0]),
    step([[0, 0], [2, 0], [2, 2]], [1, 0, -1], "linear"),
]


@pytest.mark.parametrize("classes", [2, 3])
def test_a_network_without_hidden_layers_learns_as_logistic_regression(
    run: Run, classes: int
) -> None:
    write_points(Path("points.csv"), dataset(*some_points(60, 2, classes), None, "abc"[:classes]))
    assert run("train points.csv --epochs 0 --export start.json").code == 0
    network = Path("start.json").read_text().replace('"logistic"', '"network"')
    Path("network.json").write_text(network)
    logistic = run("train points.csv --init start.json --epochs 30")
    done = run("train points.csv --init network.json --epochs 30")
    for column in ("loss", "accuracy"):
        assert done.column(column) == pytest.approx(logistic.column(column), rel=1e-12)


def test_no_hidden_layers_are_asked_for_as_none(run: Run) -> None:
    done = run(f"{NETWORK} --hidden none --activation relu --epochs 5 --export w.json")
    assert done.code == 0, done.said
    weights = read_weights(Path("w.json"))
    assert [layer.shape for layer in weights.layers] == [(1, 2, "sigmoid")]
    for flags in ("", "--hidden none", "--activation relu", "--activation tanh"):
        assert run(f"train points.csv --init w.json --epochs 1 {flags}").code == 0
    said = run.refused("train points.csv --init w.json --hidden 4")
    assert said.startswith("w.json has hidden none, but --hidden says 4: leave --hidden out")


@pytest.mark.parametrize("hidden", ["none", "5", "2,3,4,4,3,2"])
def test_any_depth_is_exported_in_every_form_and_goes_on(run: Run, hidden: str) -> None:
    exports = " ".join(f"--export w{suffix}" for suffix in WEIGHTS_FORMATS)
    done = run(f"{NETWORK} --hidden {hidden} --epochs 3 {exports}")
    assert done.code == 0, done.said
    json_rows, npz_rows = (run(f"predict w{suffix} points.csv") for suffix in (".json", ".npz"))
    assert json_rows.out == npz_rows.out
    module = imported("w.py")
    assert module["check"]()
    x = np.loadtxt("points.csv", delimiter=",", skiprows=1, usecols=(0, 1))
    np.testing.assert_allclose(module["scores"](x)[:, 0], json_rows.column("score"), atol=1e-9)
    layers = {line.split(",")[0] for line in Path("w.csv").read_text().splitlines()[1:]}
    assert len(layers) == (1 if hidden == "none" else hidden.count(",") + 2)
    rest = run("train points.csv --init w.npz --epochs 1")
    assert rest.column("loss")[0] == pytest.approx(done.column("loss")[-1], rel=1e-12)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_network_of_steps_set_by_hand_predicts_in_every_form(run: Run, suffix: str) -> None:
    Path("gate.csv").write_text("0,0\n0,1\n1,0\n1,1\n")
    points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    for layers, wanted in ((XOR, "0110"), ([step([[1, 1]], [-2])], "0001")):
        set_by_hand(layers)
        weights = read_weights(Path("hand.json"))
        write_weights(Path(f"again{suffix}"), weights)
        write_weights(Path("again.py"), weights)
        done = run(f"predict again{suffix} gate.csv")
        assert list(done.rows[0]) == ["score", "class"]
        named = [("blue", "red")[int(place)] for place in wanted]
        assert [row["class"] for row in done.rows] == named
        assert imported("again.py")["predict"](points).tolist() == named


def test_a_network_of_steps_of_three_classes_takes_the_first_largest(run: Run) -> None:
    set_by_hand(FIRST_OF_THREE, ("a", "b", "c"))
    Path("p.csv").write_text("-1,5\n0,-1\n3,0\n")
    done = run("predict hand.json p.csv")
    assert [row["class"] for row in done.rows] == ["a", "b", "c"]
    assert list(done.rows[0]) == ["score_a", "score_b", "score_c", "class"]


@pytest.mark.parametrize("layers", [XOR, [step([[1, 1]], [-2])]], ids=["xor", "and"])
def test_a_network_of_steps_is_not_trained_on_and_that_is_said(run: Run, layers: object) -> None:
    set_by_hand(layers)
    Path("out.json").write_text("before")
    done = run("train points.csv --init hand.json --export out.json")
    assert (done.code, done.out) == (1, "")
    assert done.said == f"error: hand.json can predict but not be trained on: {REASON}\n"
    assert Path("out.json").read_text() == "before"


def test_activations_that_differ_predict_but_are_not_trained_on(run: Run) -> None:
    weights = weights_like("network", hidden=((2, "tanh"), (2, "relu")))
    write_weights(Path("mixed.json"), weights)
    assert run("predict mixed.json points.csv").code == 0
    said = run.refused("train points.csv --init mixed.json")
    assert said.startswith("mixed.json can predict but not be trained on: layers are 2x2 tanh,")

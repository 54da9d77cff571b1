"""What the command line says of a run on standard error."""

from dataclasses import replace
from pathlib import Path

from model import dataset
from model.formats import write_points, write_weights
from model.run.export import weights_of
from model.run.trainer import Trainer
from tests.model.cli.commands import Run
from tests.model.evaluation.diagnosed import CORNERS, XOR, at_zero, drawn_xor
from tests.model.examples import separable_points, some_points


def test_no_line_is_said_once_before_a_long_training(run: Run) -> None:
    write_points(Path("xor.csv"), dataset(CORNERS, XOR))
    for classifier in ("perceptron", "logistic"):
        done = run(f"train xor.csv --classifier {classifier} --epochs 40")
        assert done.said.count("No line separates blue and red: their hulls cross at") == 1
        assert len(done.rows) == 5, "standard output is for programs"
    done = run("train xor.csv --classifier network --epochs 1")
    assert "No line" not in done.said


def test_more_features_are_told_apart_or_proved_not_to_be(run: Run) -> None:
    write_points(Path("mixed.csv"), dataset(*some_points(60, 4)))
    assert "plane in its 4 inputs" in run("train mixed.csv --epochs 1").said
    write_points(Path("apart.csv"), dataset(*separable_points(60, 4, 2)))
    assert "No plane" not in run("train apart.csv --epochs 1").said


def test_a_start_at_zero_is_said_with_what_it_leads_to(run: Run) -> None:
    document = at_zero(drawn_xor("network"))
    weights = weights_of(document, Trainer(document).place)
    write_weights(Path("zero.json"), replace(weights, check=None))
    write_points(Path("xor.csv"), document.dataset)
    said = run("train xor.csv --init zero.json --epochs 200").said.splitlines()
    assert any(line.startswith("Both units in hidden layer 1 have weights of 0") for line in said)
    assert any("right for 50.0%: since update 0 the loss stands at 0.6931" in line for line in said)
    assert len(said) == len(set(said))


def test_an_unlucky_start_is_said_after_training(run: Run) -> None:
    write_points(Path("xor.csv"), dataset(CORNERS, XOR))
    train = "train xor.csv --classifier network --hidden 2 --learning-rate 0.5 --epochs 1500"
    assert "with 2 of 4 points wrong" in run(f"{train} --seed 0").said
    assert "wrong" not in run(f"{train} --seed 2").said


def test_a_rate_that_is_too_large_is_said(run: Run) -> None:
    write_points(Path("mixed.csv"), dataset(*some_points(60, 2, seed=4)))
    train = "train mixed.csv --classifier network --hidden 4 --epochs 60 --log-every 2"
    assert "The loss has grown from " in run(f"{train} --learning-rate 1000").said
    assert "has grown" not in run(f"{train} --learning-rate 0.1").said

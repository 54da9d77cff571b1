"""What docs/ says exists and is true."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from model import Outcome, Trainer, Training, dataset
from model.activations import activate
from model.cli import main
from model.formats import weights_json
from model.losses import LOSSES
from model.losses.likelihood import likelihood
from model.run.document import Document, Start
from tests.model.formats.examples import EXAMPLE

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"docs/[\w/.-]+\.md")
SOURCES = [ROOT / "main.py", *(ROOT / "README.md", ROOT / "ARCHITECTURE.md")]
for folder in ("model", "gui", "tests", "docs"):
    SOURCES += sorted((ROOT / folder).rglob("*.py")) + sorted((ROOT / folder).rglob("*.md"))
MATHEMATICS = (ROOT / "docs/mathematics.md").read_text(encoding="utf-8")
FILES = (ROOT / "docs/files.md").read_text(encoding="utf-8")


def test_every_page_that_is_cited_exists() -> None:
    cited = {
        (page, path.name)
        for path in SOURCES
        for page in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert {page for page, _ in cited} >= {"docs/mathematics.md", "docs/files.md"}
    assert not [one for one in cited if not (ROOT / one[0]).is_file()]


def test_nothing_cites_what_the_project_does_not_have() -> None:
    missing = re.compile(
        r"\b(" + "|".join(("MA" + "TH", "FOR" + "MATS", "DE" + "SIGN")) + r")\.md\b"
    )
    assert not [path.name for path in SOURCES if missing.search(path.read_text(encoding="utf-8"))]


def step_of(w: tuple[float, ...], b: float, x: tuple[float, ...]) -> int:
    return int(np.dot(w, x) + b >= 0)


def test_the_gates_answer_as_their_weights_in_the_table_say() -> None:
    rows = re.findall(r"(\w+) \| \(([-−\d, ]+) \\\| ([-−\d]+)\)", MATHEMATICS)
    gates = {
        name: (
            tuple(float(n) for n in weights.replace("−", "-").split(",")),
            float(bias.replace("−", "-")),
        )
        for name, weights, bias in rows
    }
    answers = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "NOR": [1, 0, 0, 0]}
    corners = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    found = {name: [step_of(*gates[name], x) for x in corners] for name in answers}
    assert found == answers
    assert [step_of(*gates["NOT"], (x,)) for x in (0.0, 1.0)] == [1, 0]


@pytest.mark.parametrize("rate", [1.0, 0.5])
def test_and_from_zero_takes_as_many_mistakes_and_epochs_as_said(rate: float) -> None:
    assert "takes 11 mistakes and 6 epochs and ends at α·(2, 1 | −3)" in MATHEMATICS
    data = dataset([(0, 0), (0, 1), (1, 0), (1, 1)], [0, 0, 0, 1])
    document = Document(
        data, "perceptron", training=Training(rate, order="file"), start=Start(zero=True)
    )
    trainer = Trainer(document)
    assert trainer.advance(1000) is Outcome.CONVERGED
    assert (trainer.place.mistakes, trainer.place.epoch) == (11, 6)
    assert trainer.place.theta == pytest.approx(rate * np.array([2, 1, -3]))


@pytest.mark.parametrize(("rate", "row"), [(1.0, "(−1, −1) | −11"), (0.1, "(2.6, 3.5) | −10.1")])
def test_the_perceptron_moves_its_line_as_in_the_table(rate: float, row: str) -> None:
    assert f"| {rate:g} | {row} |" in MATHEMATICS
    document = Document(
        dataset([(4, 5)], [0], class_names=("blue", "red")),
        "perceptron",
        training=Training(rate, order="file"),
        start=Start(theta=(3.0, 4.0, -10.0)),
    )
    trainer = Trainer(document)
    trainer.advance(1)
    wanted = [float(number) for number in re.findall(r"-?[\d.]+", row.replace("−", "-"))]
    assert trainer.place.theta == pytest.approx(wanted)


def test_the_numbers_of_the_examples_are_those_the_model_gives() -> None:
    shown = ", ".join(
        f"{p:.8f}" for p in activate("softmax", np.array([[5.0], [6.0], [7.0]]))[:, 0]
    )
    assert f"softmax(5, 6, 7) = ({shown})" in MATHEMATICS
    score = 8 * 0.4 + 5 * 0.8 - 3
    third = activate("sigmoid", np.array([[score]]))[0, 0]
    assert f"= {score:g}, its answer σ({score:g}) = {third:.5f}" in MATHEMATICS
    small = LOSSES["cross-entropy"].of_points(np.array([[40.0]]), np.array([1]))[0]
    assert f"At z = 40 and y = 1 it is {small:.1e} and not 0" in MATHEMATICS
    for labels, p, digits in (
        ((1, 1, 1, 1), (0.1, 0.6, 0.2, 0.7), 4),
        ((1, 0, 1, 1), (0.4, 0.6, 0.1, 0.5), 10),
    ):
        scores = np.array([[math.log(one / (1 - one)) for one in p]])
        sum_of_all = float(LOSSES["cross-entropy"].of_points(scores, np.array(labels)).sum())
        assert f"{sum_of_all:.{digits}f}" in MATHEMATICS
    product = likelihood(4.7795)
    assert f"likelihood {product.mantissa * 10.0**product.exponent:.4f} " in MATHEMATICS


def test_the_example_of_a_weights_file_opens_and_is_written_to_the_byte() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", FILES, re.S)
    assert example.encode() == EXAMPLE
    assert weights_json.write(weights_json.read(example.encode(), "w.json")) == EXAMPLE


def test_every_flag_of_the_command_line_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["train"], ["predict"]):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
    flags = set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}
    assert set(re.findall(r"--[a-z][a-z-]*", FILES)) == flags

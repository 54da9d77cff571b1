"""Training on the command line: its rows, its settings, and how it goes on from a file."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from model import Trainer, Training, dataset
from model.data.features import standard
from model.formats import read_points, read_weights, write_points
from model.generators import PRESETS
from model.randomness import Purpose, generator
from model.run.document import Document, Start
from tests.model.cli.commands import DATA, Run, needs_data
from tests.model.examples import separable_points


@pytest.mark.parametrize(("epochs", "rows"), [(0, [0]), (3, [0, 2, 3]), (4, [0, 2, 4])])
def test_rows_are_every_n_epochs_and_the_last(run: Run, epochs: int, rows: list[int]) -> None:
    done = run(f"train points.csv --epochs {epochs} --log-every 2")
    assert done.column("epoch") == rows


def test_numbers_are_written_in_full_precision_and_are_those_of_the_window(run: Run) -> None:
    done = run("train points.csv --epochs 7 --log-every 7 --seed 3 --learning-rate 0.3")
    document = Document(
        read_points(Path("points.csv")), "logistic", training=Training(0.3), start_seed=3
    )
    trainer = Trainer(document)
    start = trainer.measured.loss
    trainer.advance(7 * 6)
    assert [row["loss"] for row in done.rows] == [repr(start), repr(trainer.measured.loss)]
    assert done.rows[-1]["accuracy"] == repr(trainer.measured.accuracy)


@pytest.mark.parametrize(
    ("flags", "settings"),
    [
        ("", {}),
        ("--loss squared --batch-size all", {"loss": "squared", "batch_size": "all"}),
        ("--order file --seed 9", {"order": "file", "seed": 9}),
        ("--optimizer adam", {"optimizer": "adam"}),
        ("--penalty l2 --penalty-rate 0.5", {"penalty": "l2", "penalty_rate": 0.5}),
        ("--penalty l1", {"penalty": "l1", "penalty_rate": 0.001}),
        ("--learning-rate 1e-3", {"learning_rate": 0.001}),
        ("--scale none", {}),
    ],
)
def test_settings_are_exported_with_the_weights(
    run: Run, flags: str, settings: dict[str, object]
) -> None:
    assert run(f"train points.csv --epochs 2 --export out.json {flags}").code == 0
    exported = json.loads(Path("out.json").read_text())["training"]
    updates = 2 if "all" in flags else 12
    usual = {
        "epoch": 2, "updates": updates, "learning_rate": 0.1, "batch_size": 10,
        "order": "shuffled", "loss": "cross-entropy", "seed": 0,
    }  # fmt: skip
    assert exported == {**usual, **settings}


@pytest.mark.parametrize("flags", ["", "--hidden 3,2 --activation relu"])
def test_a_network_is_as_wide_and_deep_as_was_asked(run: Run, flags: str) -> None:
    command = f"train points.csv --classifier network --epochs 1 --export out.npz {flags}"
    assert run(command).code == 0
    shapes = [tuple(layer.shape) for layer in read_weights(Path("out.npz")).layers]
    if flags:
        assert shapes == [(3, 2, "relu"), (2, 3, "relu"), (1, 2, "sigmoid")]
    else:
        assert shapes == [(4, 2, "tanh"), (1, 4, "sigmoid")]


@pytest.mark.parametrize("form", ["--export a.json --export b.py", "--export a.json b.py"])
def test_export_may_be_repeated(run: Run, form: str) -> None:
    assert run(f"train points.csv --epochs 1 {form}").code == 0
    assert Path("a.json").exists()
    assert Path("b.py").exists()


@needs_data
def test_admissions_with_one_hot_ranks_and_scaling(run: Run) -> None:
    data = str(DATA / "admissions400.csv")
    flags = "--label admit --one-hot rank --scale standard --epochs 20 --test-share 0.1"
    trained = run(f"train {data} {flags} --export out.json --export out.py")
    assert trained.code == 0, trained.said
    assert list(trained.rows[0]) == [
        "epoch", "updates", "loss", "accuracy", "test_loss", "test_accuracy",
    ]  # fmt: skip
    weights = read_weights(Path("out.json"))
    assert weights.inputs == ("gre", "gpa", "rank=1", "rank=2", "rank=3", "rank=4")
    assert weights.record is not None
    assert weights.record.scaling is not None
    assert weights.record.scaling.means[2:].tolist() == [0, 0, 0, 0]
    predicted = run(f"predict out.json {data}")
    assert len(predicted.rows) == 400
    labels = [line.split(",")[0] for line in Path(data).read_text().splitlines()[1:]]
    agreement = (
        sum(row["class"] == label for row, label in zip(predicted.rows, labels, strict=True)) / 400
    )
    expected = 0.9 * trained.column("accuracy")[-1] + 0.1 * trained.column("test_accuracy")[-1]
    assert agreement == pytest.approx(expected)


@needs_data
def test_admissions_by_full_batches_of_squared_error_in_one_line_are_a_bare_loop(run: Run) -> None:
    done = run(
        f"train {DATA / 'admissions400.csv'} --label admit --one-hot rank --scale standard "
        "--loss squared --batch-size all --learning-rate 0.5 --test-share 0.1 --epochs 200"
    )
    assert done.code == 0, done.said
    table = np.loadtxt(DATA / "admissions400.csv", delimiter=",", skiprows=1)
    order = np.random.default_rng([0, Purpose.SPLIT]).permutation(400)
    train, test = order[40:], order[:40]
    scores = StandardScaler().fit(table[train, 1:3]).transform(table[:, 1:3])
    ranks = OneHotEncoder(sparse_output=False).fit_transform(table[:, 3:])
    x, y = np.hstack([scores, ranks]), table[:, 0]
    w, b = np.random.default_rng([0, Purpose.START, 0]).normal(0, 6**-0.5, 6), 0.0
    rows = []
    for epoch in range(201):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        if epoch % 10 == 0:
            error, right = 0.5 * (p - y) ** 2, (p >= 0.5) == y
            rows.append([of[part].mean() for part in (train, test) for of in (error, right)])
        delta = ((p - y) * p * (1 - p))[train]
        w, b = w - 0.5 * delta @ x[train] / 360, b - 0.5 * delta.mean()
    found = [done.column(c) for c in ("loss", "accuracy", "test_loss", "test_accuracy")]
    np.testing.assert_allclose(np.array(found).T, rows, rtol=1e-9)
    assert done.column("loss")[-1] < done.column("loss")[0]


def test_scaled_training_exports_weights_for_raw_inputs(run: Run) -> None:
    points = read_points(Path("points.csv"))
    trained = run("train points.csv --scale standard --epochs 3 --seed 5 --export out.json")
    assert trained.code == 0
    scaling = standard(points.x, points.feature_names, [False, False])
    scaled = dataset(scaling.apply(points.x), points.labels)
    trainer = Trainer(Document(scaled, "logistic", training=Training(), start_seed=5))
    trainer.advance(3 * 6)
    weights = read_weights(Path("out.json"))
    in_training = trainer.document.classifier.scores(trainer.place.theta, scaled.x)
    np.testing.assert_allclose(weights.scores(points.x), in_training, rtol=1e-9, atol=1e-9)


def test_test_points_are_drawn_by_the_seed(run: Run) -> None:
    points = read_points(Path("points.csv"))
    done = run("train points.csv --test-share 0.25 --epochs 2 --seed 4 --export out.json")
    order = generator(4, Purpose.SPLIT).permutation(60)
    is_test, chosen = np.sort(order[:15]), np.sort(order[15:])
    weights = read_weights(Path("out.json"))
    found = weights.classes_of(weights.scores(points.x)) == points.labels
    assert done.rows[-1]["test_accuracy"] == repr(float(found[is_test].mean()))
    assert done.rows[-1]["accuracy"] == repr(float(found[chosen].mean()))
    assert weights.check is not None
    assert weights.check.points.tolist() == points.x[:16].tolist()


def test_starting_from_a_file_takes_what_flags_do_not_say(run: Run) -> None:
    first = "train points.csv --classifier network --hidden 3 --activation relu --loss squared"
    more = "--learning-rate 0.02 --batch-size 4 --optimizer momentum --penalty l2 --seed 8"
    assert run(f"{first} {more} --epochs 3 --export a.json").code == 0
    done = run("train points.csv --init a.json --epochs 1 --export b.json")
    assert done.code == 0, done.said
    before, after = (json.loads(Path(name).read_text()) for name in ("a.json", "b.json"))
    assert after["classifier"] == "network"
    assert {**after["training"], "epoch": 3, "updates": 45} == before["training"]
    assert (after["training"]["epoch"], after["training"]["updates"]) == (1, 15)
    changed = run("train points.csv --init a.json --epochs 1 --penalty none --export c.json")
    assert changed.code == 0
    assert "penalty" not in json.loads(Path("c.json").read_text())["training"]


@pytest.mark.parametrize("scale", ["none", "standard"])
def test_with_no_training_in_between_the_raw_weights_stay_to_the_byte(run: Run, scale: str) -> None:
    assert run(f"train points.csv --scale {scale} --epochs 4 --export a.json").code == 0
    for flags in ("", "--scale standard", "--scale none"):
        again = f"train points.csv --init a.json --epochs 0 --export b.json {flags}"
        assert run(again).code == 0
        before, after = (json.loads(Path(name).read_text()) for name in ("a.json", "b.json"))
        assert after["layers"] == before["layers"]


def test_training_on_from_a_scaled_file_goes_on_in_its_units(run: Run) -> None:
    flags = "--scale standard --order file"
    whole = run(f"train points.csv {flags} --epochs 20 --export whole.json")
    assert run(f"train points.csv {flags} --epochs 10 --export half.json").code == 0
    rest = run("train points.csv --init half.json --epochs 10 --export rest.json")
    assert rest.column("loss")[0] == pytest.approx(whole.column("loss")[1], rel=1e-12)
    assert rest.column("loss")[1] == pytest.approx(whole.column("loss")[2], rel=1e-12)
    one, other = read_weights(Path("whole.json")), read_weights(Path("rest.json"))
    np.testing.assert_allclose(one.theta, other.theta, rtol=1e-9)
    assert other.record is not None
    assert other.record.scaling is not None


def test_the_inputs_of_the_file_are_found_by_name(run: Run) -> None:
    table = "kind,b,a\n" + "".join(f"{'uv'[i % 2]},{i},{i * i % 7}\n" for i in range(12))
    Path("named.csv").write_text(table)
    flags = "--label kind --features a,b"
    assert run(f"train named.csv {flags} --epochs 2 --export ab.json").code == 0
    again = run("train named.csv --label kind --init ab.json --epochs 0 --export again.json")
    assert again.code == 0, again.said
    assert Path("again.json").read_text() == Path("ab.json").read_text().replace(
        '"epoch": 2, "updates": 4', '"epoch": 0, "updates": 0'
    )
    said = run.refused("train named.csv --label kind --features b,a --init ab.json")
    assert said.startswith("ab.json takes its inputs in the order a, b")


def test_one_hot_inputs_of_the_file_are_found_by_name(run: Run) -> None:
    table = "yes,rank\n" + "".join(f"{i % 2},{i % 3 + 1}\n" for i in range(12))
    Path("ranks.csv").write_text(table)
    flags = "--label yes --one-hot rank"
    assert run(f"train ranks.csv {flags} --epochs 2 --export w.json").code == 0
    done = run("train ranks.csv --label yes --init w.json --epochs 2 --export v.json")
    assert done.code == 0, done.said
    assert read_weights(Path("v.json")).inputs == ("rank=1", "rank=2", "rank=3")


def test_inputs_of_other_names_are_taken_by_position_and_that_is_said(run: Run) -> None:
    Path("named.csv").write_text("a,b,c\n1,2,u\n3,4,v\n")
    done = run("train named.csv --init start.json --epochs 1")
    assert done.code == 0
    assert "inputs of start.json are taken by position: a as x1, b as x2" in done.said


def test_class_names_of_the_data_are_kept(run: Run) -> None:
    Path("p.csv").write_text("1,2,no\n3,4,yes\n")
    assert run("train p.csv --init start.json --epochs 1 --export out.json").code == 0
    assert read_weights(Path("out.json")).classes == ("no", "yes")


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--classifier perceptron", "start.json has classifier logistic, but --classifier says"),
        ("--classifier network --hidden 3", "start.json has classifier logistic"),
    ],
)
def test_flags_that_contradict_the_weights_are_refused(run: Run, flags: str, sentence: str) -> None:
    assert run.refused(f"train points.csv --init start.json {flags}").startswith(sentence)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--hidden 4", "net.json has hidden 3, but --hidden says 4: leave --hidden out"),
        ("--activation relu", "net.json has activation tanh, but --activation says relu"),
        ("--features x1", "net.json takes 2 inputs (x1, x2), but points.csv has 1 (x1)"),
    ],
)
def test_layers_that_contradict_the_weights_are_refused(
    run: Run, flags: str, sentence: str
) -> None:
    net = "train points.csv --classifier network --hidden 3 --epochs 1 --export net.json"
    assert run(net).code == 0
    assert run("train points.csv --init net.json --hidden 3 --activation tanh").code == 0
    assert run.refused(f"train points.csv --init net.json {flags}").startswith(sentence)


def test_another_number_of_classes_is_refused(run: Run) -> None:
    Path("p.csv").write_text("1,2,a\n3,4,b\n5,6,c\n")
    said = run.refused("train p.csv --init start.json")
    assert said.startswith("start.json tells 2 classes apart, but p.csv has 3 (a, b, c)")


def test_a_perceptron_that_separates_the_points_ends_early(run: Run) -> None:
    write_points(Path("apart.csv"), dataset(*separable_points(50, 2, seed=1)))
    done = run("train apart.csv --classifier perceptron --epochs 1000 --log-every 7")
    assert done.code == 0
    epochs = done.column("epoch")
    last = int(epochs[-1])
    assert last < 1000
    assert epochs == [*range(0, last, 7), last]
    assert done.column("accuracy")[-1] == 1.0
    assert "Converged: all 50 points are right, so nothing changes any more (" in done.said
    assert f" in {last} epochs)" in done.said


def test_settings_that_a_perceptron_ignores_are_named(run: Run) -> None:
    plain = run("train points.csv --classifier perceptron --epochs 3")
    done = run("train points.csv --classifier perceptron --epochs 3 --batch-size 7 --loss squared")
    assert done.out == plain.out
    assert "one point at a time, without --batch-size, --loss" in done.said
    assert "without" not in plain.said


def test_a_start_at_given_weights_is_what_the_window_does_with_them(run: Run) -> None:
    x, labels = PRESETS["blobs"].generate(40, 0.1, 2, np.random.default_rng(0))
    write_points(Path("blobs.csv"), dataset(x, labels))
    done = run("train blobs.csv --init start.json --epochs 5 --log-every 5 --export out.json")
    weights = read_weights(Path("start.json"))
    assert weights.record is not None
    document = Document(
        dataset(x, labels), "logistic", training=weights.record.training,
        start_seed=44, start=Start(weights=weights),
    )  # fmt: skip
    trainer = Trainer(document)
    trainer.advance(200)
    assert done.rows[-1]["loss"] == repr(trainer.measured.loss)
    assert read_weights(Path("out.json")).theta.tobytes() == trainer.place.theta.tobytes()


def test_test_points_and_classes_without_training_points_are_said(run: Run) -> None:
    rows = [f"{i},{i * i % 7},x" for i in range(18)]
    Path("two.csv").write_text("\n".join(["a,b,c", *rows, "3,9,y", "-4,2,y", ""]))
    whole = run("train two.csv --epochs 1")
    assert "test point" not in whole.said
    assert "can be learned from" not in whole.said
    said = [run(f"train two.csv --epochs 1 --test-share 0.5 --seed {k}").said for k in range(12)]
    held = "10 of 20 points are test points and not trained on (test share 50%)"
    assert all(held in words for words in said)
    missing = [w for w in said if "class y can be learned from, as all are test points" in w]
    assert 0 < len(missing) < 12

"""The data sets a person can pick, in the order of the gallery."""

from model.generators.blobs import BLOBS
from model.generators.circle import CIRCLE
from model.generators.moons import MOONS
from model.generators.spiral import SPIRAL
from model.generators.xor import XOR
from model.preset import Preset

PRESETS: dict[str, Preset] = {p.name: p for p in (BLOBS, CIRCLE, XOR, MOONS, SPIRAL)}

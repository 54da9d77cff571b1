"""The presets, in the order of the gallery."""

from model.data.preset import Preset
from model.generators.admissions import ADMISSIONS
from model.generators.blank import BLANK
from model.generators.blobs import BLOBS
from model.generators.circle import CIRCLE
from model.generators.gates import GATES
from model.generators.lines import LINES
from model.generators.moons import MOONS
from model.generators.spiral import SPIRAL
from model.generators.students import STUDENTS
from model.generators.xor import XOR

PRESETS: dict[str, Preset] = {
    p.name: p
    for p in (
        *(BLOBS, CIRCLE, XOR, MOONS, SPIRAL),
        *GATES,
        *(LINES, ADMISSIONS, STUDENTS, BLANK),
    )
}

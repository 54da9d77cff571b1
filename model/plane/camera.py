"""What a plane looks at."""

from dataclasses import dataclass, replace

from model.plane.field import Grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.run.document import Document


@dataclass(frozen=True)
class Camera:
    """What a plane looks at; every plane has its own, and turning it is no edit.

    ``grid`` covers the visible region, None where no plane is seen. ``slice`` says which features
    the plane shows, None for the first two at the middle of the points. ``unit`` is the one that
    fills the plane, None for the classifier as a whole.
    """

    grid: Grid | None = None
    slice: Slice | None = None
    unit: UnitId | None = None

    def followed(self, before: Document, after: Document) -> "Camera":
        """Return the camera for a document that was edited.

        It stays, but looks at the middle of other features, or of points that are others than
        those of the same preset made once more.
        """
        return replace(self, slice=middle_slice(after.dataset)) if _differ(before, after) else self


def _differ(before: Document, after: Document) -> bool:
    if before.dataset.feature_names != after.dataset.feature_names:
        return True
    there, here = (made.preset if (made := d.generated) else "" for d in (before, after))
    return before.loads != after.loads and (not here or here != there)

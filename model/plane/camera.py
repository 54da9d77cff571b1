"""What a plane looks at."""

from dataclasses import dataclass, replace

from model.plane.field import Grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.run.document import Document


@dataclass(frozen=True)
class Camera:
    """What a plane looks at; every plane has its own, and moving it is not an edit.

    ``grid`` covers the visible region, None if the plane is not visible. ``slice`` says which
    features the plane shows, None for the first two at the middle of the points. ``unit`` is the
    unit in focus, None for the classifier as a whole.
    """

    grid: Grid | None = None
    slice: Slice | None = None
    unit: UnitId | None = None

    def followed(self, before: Document, after: Document) -> "Camera":
        """Return the camera for a document that was edited.

        It stays, unless the features are others or all points were replaced, though not by the
        same preset: then it looks at the middle of the points.
        """
        return replace(self, slice=middle_slice(after.dataset)) if _differ(before, after) else self


def _differ(before: Document, after: Document) -> bool:
    if before.dataset.feature_names != after.dataset.feature_names:
        return True
    there, here = (made.preset if (made := d.generated) else "" for d in (before, after))
    return before.loads != after.loads and (not here or here != there)

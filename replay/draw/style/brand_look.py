"""The user's own look ready to be drawn: his pictures read, his colours as a palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from replay.base.brand import USUAL_LOGO_SHARE, Brand, Corner, PictureFile
from replay.draw.pixels.images import BrandImage, image_of


@dataclass(frozen=True, slots=True, eq=False)
class BrandLook:
    """The pictures and words of a brand (see `base.brand.Brand`)."""

    corner: Corner = Corner.BOTTOM_RIGHT
    logo: BrandImage | None = None
    logo_share: float = USUAL_LOGO_SHARE
    watermark: str = ""
    capitals: bool = False
    portraits: Mapping[str, BrandImage] = field(default_factory=dict)
    badges: Mapping[str, BrandImage] = field(default_factory=dict)
    finish_image: BrandImage | None = None
    finish_credit: str = ""


NO_BRAND = BrandLook()


def brand_look(brand: Brand) -> BrandLook:
    """The look of a brand. Raises ValueError for a picture that is none."""
    return BrandLook(
        corner=brand.corner,
        logo=_image(brand.logo),
        logo_share=brand.logo_share,
        watermark=brand.watermark,
        capitals=brand.capitals,
        portraits=_images(brand.portraits),
        badges=_images(brand.badges),
        finish_image=_image(brand.finish_image),
        finish_credit=brand.finish_credit,
    )


def _image(picture: PictureFile | None) -> BrandImage | None:
    return None if picture is None else image_of(picture.data)


def _images(pictures: Mapping[str, PictureFile]) -> Mapping[str, BrandImage]:
    return MappingProxyType({name: image_of(picture.data) for name, picture in pictures.items()})

"""The shape of a brand file: which keys there are and what each may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from replay.race.written import Label, Name, OrShort, Shape, Text, Version

FileName = Annotated[str, Field(min_length=1, max_length=1000)]
"""A file, from the folder of the file that names it."""

FILE_SCHEMA = {"type": "string", "minLength": 1, "maxLength": 1000}

HexColour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]

SMALLEST_LOGO, LARGEST_LOGO = 3.0, 15.0
"""Percent of the picture's shorter side: a smaller one cannot be made out, a larger one covers the riders."""

MOST_PICTURES = 200


class LogoShape(Shape):
    """The logo: a picture, best with a ground that shines through."""

    file: FileName = Field(description="A PNG, JPEG or WebP file.", examples=["logo.png"])
    height_percent: float = Field(
        7.0, ge=SMALLEST_LOGO, le=LARGEST_LOGO, description="Its height, of the picture's shorter side."
    )


class ColoursShape(Shape):
    """Colours, as "#RRGGBB". What cannot be read on the panel is refused."""

    accent: HexColour | None = Field(None, description="Of what points: the leader, the lead, the margin.")
    panel: HexColour | None = Field(None, description="Of the ground under words.")
    text: HexColour | None = Field(None, description="Of words that are read first.")
    second: HexColour | None = Field(None, description="Of words that are read second.")


class FontsShape(Shape):
    """Fonts (.ttf, .otf) of one family by weight; a weight that is not named is drawn in the nearest that is."""

    regular: FileName | None = None
    semibold: FileName | None = None
    bold: FileName | None = None
    black: FileName | None = None


class FinishImageShape(Shape):
    """The official picture of the finish."""

    file: FileName = Field(description="A PNG, JPEG or WebP file.", examples=["photo-finish.jpg"])
    credit: Label | None = Field(None, description="Who made it.", examples=["Tissot Timing"])


def _file_alone(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


def _one_font(value: object) -> object:
    return {"regular": value} if isinstance(value, str) else value


FinishImageWritten = Annotated[FinishImageShape, BeforeValidator(_file_alone), OrShort(FILE_SCHEMA)]

Pictures = Annotated[dict[Name, FileName], Field(max_length=MOST_PICTURES)]


class BrandShape(Shape):
    """How pictures look: one file for all races."""

    model_config = ConfigDict(title="Brand file of velodrome-replay")

    schema_: Version = Field(alias="schema", description="Version of this format.")
    corner: Literal["top left", "top right", "bottom left", "bottom right"] = Field(
        "bottom right", description="Where logo and watermark stand."
    )
    logo: Annotated[LogoShape, BeforeValidator(_file_alone), OrShort(FILE_SCHEMA)] | None = Field(
        None, description="The logo."
    )
    watermark: Text | None = Field(None, max_length=60, description="Words below it.", examples=["@trackweekly"])
    colours: ColoursShape | None = Field(None, description="Colours of words and panels.")
    font: Annotated[FontsShape, BeforeValidator(_one_font), OrShort(FILE_SCHEMA)] | None = Field(
        None, description="The font, or one for each weight."
    )
    headline: Literal["as written", "capitals"] = Field("as written", description="How headlines are set.")
    portraits: Pictures = Field(
        default_factory=dict, description="Pictures of riders, by the names by which race files name them."
    )
    badges: Pictures = Field(
        default_factory=dict, description="Pictures of what riders ride for, by nation, team or club."
    )

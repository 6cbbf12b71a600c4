"""What figures look like: skins over rings, their triangles and colours."""

__all__ = ["bicycle_lofts", "derny_lofts", "lofts", "materials", "mesh", "rider_lofts"]

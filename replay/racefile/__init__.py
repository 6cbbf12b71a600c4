"""From a race file to facts, or to all of its mistakes at once, each with its place and a remedy."""

__all__ = ["brand_reader", "reader", "whole"]

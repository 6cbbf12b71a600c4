"""The words of the picture: captions, order tower, counter, leads and cards."""
